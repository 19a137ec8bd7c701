import type { Clock } from '../../domain/time/clock.ts'
import type { Resume } from '../channels/directline/register.ts'
import type { ConversationService } from '../conversation-service.ts'
import type { ResumePace } from './pace.ts'
import type { ResumeCodes } from './resume-codes.ts'

/** Coming back with a code: counted, looked up, and greeted with what happened since. */
export function resumeWith(of: {
  codes: ResumeCodes
  conversations: ConversationService
  pace: ResumePace
  clock: Clock
}): Resume {
  return async ({ code, school, address }) => {
    const may = await of.pace.mayTry(address, of.codes.countedAs(code))
    if (!may.ok) return { wait: may.retryAfter }
    const found = await of.codes.find(code, school, of.clock.now())
    const speaker = found && (await of.conversations.comesBack(found.conversation))
    if (speaker) return { speaker }
    await of.pace.wasWrong(address)
    return 'wrong'
  }
}
