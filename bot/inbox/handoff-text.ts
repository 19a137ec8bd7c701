import type { SummaryLine } from '../../domain/conversation/person.ts'
import { concernsInOrder, wordsIn } from '../../domain/handoff/sections.ts'
import type { School } from '../../domain/school/school.ts'
import type { Fact, Facts } from './facts.ts'
import type { HandoffView } from './handoff-page.ts'
import { inert } from './html.ts'

/**
 * The same summary as plain text, in the same order, for a note in another system. Every line begins with a letter of ours, a space
 * or a quotation mark, so that pasted into a spreadsheet nothing they typed can act as a formula.
 */
export function handoffText(facts: Facts, school: School, { handoff, alerts }: HandoffView): string {
  const say = (id: string) => facts.say(id)
  const quote = (lines: readonly SummaryLine[]) =>
    lines.length > 0 ? lines.map(({ text }) => quoted(text)) : [`  ${say('inbox.handoff.empty')}`]
  const confidence = facts.confidence(handoff)
  const note = facts.bookingNote(handoff)
  const parts: [heading: string, lines: readonly string[]][] = [
    [
      say('inbox.handoff.safety'),
      handoff.concerns.length === 0
        ? [`  ${facts.noConcern(handoff)}`]
        : concernsInOrder(handoff.concerns).flatMap((concern) => [
            `  ${oneLine(facts.concernHeading(concern))}`,
            concern.evidence.trim() === '' ? `  ${say('inbox.concern.no-words')}` : quoted(concern.evidence),
            ...concern.alsoSaid.map(quoted),
            `  ${facts.concernTime(concern)}`,
            ...listed([
              ...facts.concern(concern),
              facts.told(
                concern,
                alerts.find(({ id }) => id === concern.id),
              ),
            ]),
          ]),
    ],
    [say('inbox.handoff.matters'), quote(wordsIn(handoff, 'matters'))],
    [
      say('inbox.handoff.goal'),
      [
        `  ${say('inbox.handoff.goal.want')}`,
        ...quote(wordsIn(handoff, 'goal')),
        ...(confidence ? listed([[say('inbox.handoff.goal.confidence'), [confidence]]]) : []),
        `  ${say('inbox.handoff.goal.strengths')}`,
        ...quote(wordsIn(handoff, 'strengths')),
      ],
    ],
    [
      say('inbox.handoff.needs'),
      [
        `  ${say('inbox.handoff.needs.in-the-way')}`,
        ...quote(wordsIn(handoff, 'in-the-way')),
        `  ${say('inbox.handoff.needs.possible')}`,
        ...quote(wordsIn(handoff, 'possible')),
      ],
    ],
    [
      say('inbox.handoff.ideas'),
      [
        ...handoff.liked.flatMap((idea) => [`  ${oneLine(idea.name)}`, ...listed(facts.idea(idea))]),
        ...(handoff.liked.length === 0 || wordsIn(handoff, 'ideas').length > 0
          ? quote(wordsIn(handoff, 'ideas'))
          : []),
      ],
    ],
    [
      say('inbox.handoff.practical'),
      [
        ...listed(facts.practical(handoff, school)),
        ...wordsIn(handoff, 'about').map(({ text }) => quoted(text)),
      ],
    ],
    [say('inbox.handoff.measures'), listed(facts.measures(handoff))],
    [say('inbox.handoff.booking'), [...(note ? [`  ${note}`] : []), ...listed(facts.booking(handoff))]],
    [say('inbox.handoff.sharing'), listed(facts.sharing(handoff))],
    [say('inbox.handoff.rest'), listed(facts.rest(handoff))],
  ]
  const blocks = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading.toUpperCase(), ...lines].join('\n'))
  return `${say('inbox.handoff.title')}: ${oneLine(facts.person(handoff))}\n\n${blocks.join('\n\n')}\n`
}

function listed(facts: readonly Fact[]): string[] {
  return facts.map(([label, values]) => `  ${label}: ${values.map(oneLine).join('; ')}`)
}

const quoted = (text: string): string => `  “${oneLine(text)}”`

/** One line: a line break they typed must not begin a line of ours. */
const oneLine = (text: string): string =>
  inert(text)
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .trim()
