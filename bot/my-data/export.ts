import type { Texts } from '../../content/load-texts.ts'
import type { Reply } from '../../dialogs/reply.ts'
import { labels } from '../../dialogs/said.ts'
import type { CaseEntry } from '../../domain/casework/entries.ts'
import type { Said } from '../../domain/conversation/person.ts'
import type { ConversationRecord, LogEntry } from '../records/conversations.ts'
import { plainText } from '../activities.ts'

/** One message as it was said. */
export interface SaidLine {
  readonly at: string
  /** `you`, `matters`, or the name and role of a person. */
  readonly by: string
  readonly text: string
}

/** Everything kept of one conversation, as its young person may take it away: in the order of the page, with stable names. */
export interface MyDataExport {
  readonly format: 'matters-my-data'
  readonly version: 1
  readonly madeAt: string
  readonly school: string
  readonly startedAt: string
  /** Their answers by the name of the question; what was skipped or never asked is left out. */
  readonly answers: Readonly<Record<string, string | number | readonly string[]>>
  readonly needs: ConversationRecord['person']['needs']
  readonly checkIn: ConversationRecord['person']['checkIn']
  readonly measures: ConversationRecord['person']['measures']
  readonly measuredAgain: ConversationRecord['person']['reviews']
  readonly ideas: readonly { readonly id: string; readonly name: string; readonly answer: IdeaAnswer }[]
  /** Their summary as it stands now, sent or not. */
  readonly summary: ConversationRecord['person']['summary']
  readonly agreed: ConversationRecord['person']['agreed'] | null
  /** What they sent before that, oldest first. */
  readonly agreedBefore: ConversationRecord['person']['agreedBefore']
  readonly appointment: ConversationRecord['person']['appointment'] | null
  readonly reminder: ConversationRecord['person']['reminder'] | null
  readonly waiting: ConversationRecord['person']['waiting'] | null
  readonly askedLater: ConversationRecord['person']['followUps']
  /** What was passed on about safety, in their words. The school keeps its own copy of this. */
  readonly safety: readonly {
    readonly at: string
    readonly words: readonly string[]
    readonly passedOn: boolean
  }[]
  /**
   * What link workers wrote down about them: that it is there, since when, and by whom. The words are not in the file: they may be about
   * other people too, so a person looks at them first (docs/decisions/0016).
   */
  readonly notes: { readonly count: number; readonly since: string | null; readonly by: readonly string[] }
  readonly messages: readonly SaidLine[]
}

type IdeaAnswer = 'liked' | 'not for me' | 'passed over' | 'no answer'

/** Everything kept of a conversation. Takes what is there, and adds or leaves out nothing but the machine's own notes. */
export function myData(
  record: ConversationRecord,
  of: { texts: Texts; school: string; now: Date; notes: readonly CaseEntry[] },
): MyDataExport {
  const { person } = record
  const answer = (list: string, said: Said | undefined): string[] | undefined => {
    if (!said || said.words.length + said.cards.length === 0) return undefined
    const tapped = said.cards.map((id) => labels(of.texts.choices(list), [id]))
    return [...said.words, ...tapped]
  }
  // What the link worker calls them may be another name than they have in the chat by now.
  const names = [...new Set([person.nickname, person.preferredName])].filter((name) => name !== undefined)
  const answers = Object.entries({
    name: names.length > 1 ? names : names[0],
    age: person.age,
    place: person.place?.said,
    matters: answer('what-matters.cards', person.matters),
    'in-the-way': answer('in-the-way.cards', person.inTheWay),
    strengths: answer('strengths.cards', person.strengths),
    goal: person.goal,
    confidence: person.confidence,
    possible: answer('possible.cards', person.possible),
    contact: person.contact,
    'safe-times': person.safeTimes,
    supporter: person.supporter,
    referral: person.referral && `${person.referral.name}, ${person.referral.role}: ${person.referral.words}`,
  }).flatMap(([name, value]) => (value == null ? [] : [[name, value] as const]))
  const { shown } = person.ideas
  return {
    format: 'matters-my-data',
    version: 1,
    madeAt: of.now.toISOString(),
    school: of.school,
    startedAt: record.startedAt,
    answers: Object.fromEntries(answers),
    needs: person.needs,
    checkIn: person.checkIn,
    measures: person.measures,
    measuredAgain: person.reviews,
    ideas: shown.map(({ activity, name }) => ({
      id: activity,
      name,
      answer: answerTo(activity, person.ideas),
    })),
    summary: person.summary,
    agreed: person.agreed ?? null,
    agreedBefore: person.agreedBefore,
    appointment: person.appointment ?? null,
    reminder: person.reminder ?? null,
    waiting: person.waiting ?? null,
    askedLater: person.followUps,
    safety: record.concerns.map((concern) => ({
      at: concern.at,
      words: [concern.evidence, ...concern.alsoSaid],
      passedOn: concern.response === 'reach-out' || concern.response === 'act-now',
    })),
    notes: {
      count: of.notes.length,
      since: of.notes[0]?.at ?? null,
      by: [...new Set(of.notes.map(({ name }) => name))],
    },
    messages: record.log.flatMap(lineOf),
  }
}

function answerTo(
  activity: string,
  { liked, notForMe, passedOver }: ConversationRecord['person']['ideas'],
): IdeaAnswer {
  if (liked.includes(activity)) return 'liked'
  if (notForMe.includes(activity)) return 'not for me'
  return passedOver.includes(activity) ? 'passed over' : 'no answer'
}

const withoutKeys = (reply: Reply): Reply => ({
  ...reply,
  cards: reply.cards?.filter(({ type }) => type !== 'copy') ?? [],
})

function lineOf(entry: LogEntry): SaidLine[] {
  switch (entry.by) {
    case 'young-person':
      return [{ at: entry.at, by: 'you', text: entry.text }]
    case 'bot':
      // A code on the screen is not kept: it must not be in a file either, nor the addresses that open their own pages.
      return entry.reply.mark === 'once'
        ? []
        : [{ at: entry.at, by: 'matters', text: plainText(withoutKeys(entry.reply)) }]
    case 'visitor':
      return [{ at: entry.at, by: `${entry.who.name}, ${entry.who.role}`, text: entry.text }]
    case 'handoff':
      return []
  }
}
