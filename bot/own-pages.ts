import type { Response } from 'restify'
import type { Languages } from '../content/load-languages.ts'
import { canBePdf } from '../dialogs/summary-copy.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { ConversationService } from './conversation-service.ts'
import { ownCopy } from './documents/own-copy.ts'
import { outlinePage } from './documents/page.ts'
import { outlinePdf } from './documents/pdf.ts'
import { sendBytes, sendHtml } from './http/answers.ts'
import { inboxStylesheet } from './inbox/styles.ts'
import type { Schools } from './schools.ts'
import { route } from './server.ts'
import type { HttpServer, WebRequest } from './server.ts'
import { voiceOf } from './voice.ts'
import type { Voice } from './voice.ts'

const CSP =
  "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * `GET /mine/:conversation/:key` and `…/summary.pdf`: a young person's own copy. The key is theirs alone, works for a day, and is
 * asked for anew in the chat; a wrong, old or taken-back one gets the same answer as one that never was.
 */
export function registerOwnPages(
  server: HttpServer,
  of: { conversations: ConversationService; schools: Schools; languages: Languages; clock: Clock },
): void {
  const stylesheet = inboxStylesheet().path
  const answer =
    (
      send: (res: Response, voice: Voice, outline: ReturnType<typeof ownCopy>, path: string) => Promise<void>,
    ) =>
    async (req: WebRequest, res: Response): Promise<void> => {
      res.setHeader('content-security-policy', CSP)
      // The address is the key: no other site, no cache and no search engine learns it.
      res.setHeader('referrer-policy', 'no-referrer')
      res.setHeader('x-robots-tag', 'noindex')
      res.setHeader('cache-control', 'no-store')
      const { conversation = '', key = '' } = req.params
      const found = await of.conversations.ownPage(conversation, key)
      const school = found && of.schools.byId(found.school)
      if (!found || !school) {
        sendHtml(res, 404, outlinePage(gone(voiceOf(of.languages)), { stylesheet, actions: [] }))
        return
      }
      const voice = voiceOf(of.languages, found.flow)
      const outline = ownCopy(voice, { person: found.person, school })
      await send(res, voice, outline, `/mine/${conversation}/${key}`)
    }
  route(
    server,
    'get',
    '/mine/:conversation/:key',
    answer(async (res, voice, outline, path) => {
      const { language } = voice
      const pdf = { href: `${path}/summary.pdf`, label: voice.text('mine.page.pdf') }
      const note = voice.text('mine.page.print')
      const actions = canBePdf(language) ? [pdf] : []
      sendHtml(res, 200, outlinePage(outline, { stylesheet, actions, note, language }))
    }),
  )
  route(
    server,
    'get',
    '/mine/:conversation/:key/summary.pdf',
    answer(async (res, { language, locale }, outline, path) => {
      if (!canBePdf(language)) {
        res.writeHead(303, { location: path })
        res.end()
        return
      }
      res.setHeader('content-disposition', 'attachment; filename="my-summary.pdf"')
      sendBytes(res, 'application/pdf', await outlinePdf(outline, { made: of.clock.now(), lang: locale }))
    }),
  )
}

const gone = (texts: Pick<Voice, 'text'>) => ({
  title: texts.text('mine.page.gone'),
  intro: [texts.text('mine.page.gone.text')],
  sections: [],
})
