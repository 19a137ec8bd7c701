import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../domain/screening/types.ts'
import { activityId } from './activities.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'

const LIMITS = {
  /** Exchanges the screening sees before the message, not counted what tells nothing. */
  exchanges: 6,
  /** Entries of the log that are looked through for each of them: a message and what was said to it. */
  entriesEach: 8,
}

/**
 * The last exchanges, and what the message answers: the question a tap names, what was last on their screen when they typed, else the last
 * that the bot, or a person in the chat, said.
 */
export function exchangesOf(
  record: ConversationRecord,
  replyTo?: string,
): { before: Exchange[]; question?: string } {
  const before: Exchange[] = []
  let said = ''
  const labels = new Map<string, string>()
  for (const entry of record.log.slice(-LIMITS.exchanges * LIMITS.entriesEach)) {
    if (entry.by === 'young-person') {
      // "if someone isn't safe" on a button of ours is nothing that they said, tapped or typed; what they write beside a tap is.
      const label = entry.chose?.map((id) => labels.get(id)).join(', ')
      // Nor is our question beside it: alone it would say that this is what they talk of.
      const isLabel = entry.text === label || (entry.isOurs === true && entry.mayBegin !== true)
      if (!isLabel) before.push(exchangeOf(entry, said))
      said = ''
    } else {
      said = wordsOf(entry) ?? said
      if (entry.by === 'bot')
        for (const { id, label } of entry.reply.ask?.choices ?? []) labels.set(id, label)
    }
  }
  const asked = record.log.find(({ seq }) => activityId(record.id, seq) === replyTo)
  const question = (asked && wordsOf(asked)) ?? said
  const first = before.filter(({ isOurs }) => isOurs !== true).at(-LIMITS.exchanges)
  return { before: before.slice(first ? before.indexOf(first) : 0), ...(question === '' ? {} : { question }) }
}

/** Words of ours that were typed come without our question, and marked: they tell nothing, unless they begin what comes next. */
const exchangeOf = (
  { text, isOurs, noted }: Extract<LogEntry, { by: 'young-person' }>,
  said: string,
): Exchange => ({
  bot: isOurs ? '' : said,
  yp: text,
  ...(noted ? { noted: true } : {}),
  ...(isOurs ? { isOurs: true } : {}),
})

/** Whether an activity came before the young person's last message: a tap on it answers a question that does not stand any more. */
export function isBeforeLastWords(record: ConversationRecord, activity: string | undefined): boolean {
  if (activity === undefined) return false
  const last = record.log.findLast((entry) => entry.by === 'young-person')
  return last !== undefined && activity <= activityId(record.id, last.seq)
}

/** Said to a message that was not heard: it changes nothing about what is being asked. */
const NOT_HEARD: ReadonlySet<string> = new Set<NotHeard>(['edited', 'too-fast'])
/** What is said to a change of an old message, and to one that came too fast. */
export type NotHeard = 'edited' | 'too-fast'

/** Whether a person, or the bot by itself, said something after the question that stands: a "yes" may be meant for that. */
export function hasSaidMore({ log }: ConversationRecord): boolean {
  const asked = log.findLastIndex((entry) => entry.by === 'bot' && entry.reply.ask !== undefined)
  if (asked < 0) return false
  return log
    .slice(asked + 1)
    .some((entry) => entry.by === 'visitor' || (entry.by === 'bot' && !NOT_HEARD.has(entry.reply.message)))
}

/**
 * Whether something else was asked after the last of our messages that was on their screen: they had not read it, and answer what was asked
 * before.
 */
export function hasAskedSince({ id, log }: ConversationRecord, seen: string | undefined): boolean {
  const at = log.findIndex(({ seq }) => activityId(id, seq) === seen)
  const since = at < 0 ? undefined : lastAsked(log.slice(at + 1))
  return since !== undefined && !isDeepStrictEqual(since, lastAsked(log.slice(0, at + 1)))
}

/** The last question among entries of the log, with what there is to choose. */
function lastAsked(entries: readonly LogEntry[]): object | undefined {
  const asked = entries
    .flatMap((entry) => (entry.by === 'bot' && entry.reply.ask ? [entry.reply] : []))
    .at(-1)
  return asked && { text: asked.text, choices: asked.ask?.choices }
}

/** Whether a text is their last message, word for word. */
export function repeatsLastWords({ log }: ConversationRecord, text: string): boolean {
  const last = log.findLast((entry) => entry.by === 'young-person')
  return last !== undefined && last.text.trim().toLowerCase() === text.trim().toLowerCase()
}

function wordsOf(entry: LogEntry): string | undefined {
  if (entry.by === 'bot') return entry.reply.text
  return entry.by === 'visitor' ? entry.text : undefined
}
