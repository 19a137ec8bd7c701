import type { Reply } from '../../../dialogs/reply.ts'
import type { Voice } from '../../voice.ts'

/** Said in other words in Teams. */
const INSTEAD: Readonly<Record<string, string>> = {
  'hello.welcome': 'teams.hello.welcome',
  'code.shown': 'teams.code.shown',
  'code.looks-like': 'teams.code.looks-like',
  'next.done': 'teams.next.done',
  'next.meanwhile': 'teams.next.meanwhile',
  'check-in.rather-not': 'teams.check-in.rather-not',
  'book.list-email.why': 'teams.book.list-email.why',
  'safety.picture': 'teams.safety.picture',
}
/** Not said there: it is about a code that Teams has no need of. */
const LEFT_OUT = new Set(['code.keep', 'code.until', 'book.list.code', 'book.list.code.yours'])
/** Said there besides, after what is said everywhere. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  'hello.choose': ['teams.who-sees', 'teams.who-sees.copies'],
  'faq.who-sees': ['teams.who-sees', 'teams.who-sees.copies'],
  'data.keeps': ['teams.who-sees.copies'],
  'delete.done': ['teams.deleted.copy'],
  'delete.done.concern': ['teams.deleted.copy'],
}

/** What Teams is told for one reply: its own words where it has some, what is true there and nowhere else, or nothing. */
export function inTeams(reply: Reply, voice: Voice): readonly Reply[] {
  if (LEFT_OUT.has(reply.message)) return []
  const instead = INSTEAD[reply.message]
  const own = instead === undefined ? reply : { ...reply, ...voice.reply(instead), message: reply.message }
  return [own, ...(AFTER[reply.message] ?? []).map((id) => voice.reply(id))]
}
