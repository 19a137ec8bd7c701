import type { Languages } from '../content/load-languages.ts'
import { toIcs } from '../domain/booking/ics.ts'
import type { Clock } from '../domain/time/clock.ts'
import { HttpError } from './http/http-error.ts'
import type { Schools } from './schools.ts'
import { route } from './server.ts'
import type { HttpServer } from './server.ts'
import type { ConversationService } from './conversation-service.ts'
import { voiceOf } from './voice.ts'

/** `GET /calendar/:conversation/:file` is the .ics of a young person's appointment. Its unguessable id is the key; there is no other. */
export function registerCalendar(
  server: HttpServer,
  of: {
    conversations: ConversationService
    schools: Schools
    languages: Languages
    clock: Clock
    host: string
  },
): void {
  route(server, 'get', '/calendar/:conversation/:file', async (req, res) => {
    const { conversation = '', file = '' } = req.params
    const id = /^([\w-]{1,64})\.ics$/u.exec(file)?.[1]
    const found = id === undefined ? undefined : await of.conversations.appointment(conversation, id)
    if (!found) throw new HttpError('NotFound', 'no such appointment')
    const voice = voiceOf(of.languages, found.flow)
    const ics = toIcs(found.appointment, {
      school: of.schools.byId(found.school)?.name ?? '',
      host: of.host,
      now: of.clock.now(),
      method: found.appointment.status === 'cancelled' ? 'cancel' : 'publish',
      summary: voice.text('book.calendar.title'),
      description: voice.text('book.calendar.description'),
    })
    res.writeHead(200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="time-to-talk.ics"',
      'cache-control': 'no-store',
    })
    res.end(ics)
  })
}
