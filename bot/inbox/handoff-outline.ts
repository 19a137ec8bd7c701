import type { SummaryLine } from '../../domain/conversation/person.ts'
import { changesIn } from '../../domain/handoff/changes.ts'
import { concernsInOrder, wordsIn } from '../../domain/handoff/sections.ts'
import type { Handoff } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import { facts as list, heading, text, words } from '../documents/outline.ts'
import type { Block, Outline } from '../documents/outline.ts'
import type { Facts } from './facts.ts'
import type { HandoffView } from './handoff-page.ts'

/** The summary as a document, in the order of its page: for a note in another system, for mail and for paper. */
export function handoffOutline(
  facts: Facts,
  school: School,
  { handoff, alerts }: Pick<HandoffView, 'handoff' | 'alerts'>,
): Outline {
  const say = (id: string) => facts.say(id)
  const quote = (lines: readonly SummaryLine[]): Block[] =>
    lines.length > 0 ? lines.map((line) => words(line.text)) : [text(say('inbox.handoff.empty'))]
  const confidence = facts.confidence(handoff)
  const note = facts.bookingNote(handoff)
  const sections: [head: string, blocks: Block[]][] = [
    [say('inbox.handoff.safety'), safety(facts, { handoff, alerts })],
    [say('inbox.handoff.changes'), changes(facts, handoff)],
    [say('inbox.handoff.matters'), quote(wordsIn(handoff, 'matters'))],
    [
      say('inbox.handoff.goal'),
      [
        heading(say('inbox.handoff.goal.want')),
        ...quote(wordsIn(handoff, 'goal')),
        ...(confidence ? [list([[say('inbox.handoff.goal.confidence'), [confidence]]])] : []),
        heading(say('inbox.handoff.goal.strengths')),
        ...quote(wordsIn(handoff, 'strengths')),
      ],
    ],
    [
      say('inbox.handoff.needs'),
      [
        heading(say('inbox.handoff.needs.in-the-way')),
        ...quote(wordsIn(handoff, 'in-the-way')),
        heading(say('inbox.handoff.needs.possible')),
        ...quote(wordsIn(handoff, 'possible')),
      ],
    ],
    [
      say('inbox.handoff.ideas'),
      [
        ...handoff.liked.flatMap((idea) => [heading(idea.name), list(facts.idea(idea))]),
        ...(handoff.liked.length === 0 || wordsIn(handoff, 'ideas').length > 0
          ? quote(wordsIn(handoff, 'ideas'))
          : []),
      ],
    ],
    [
      say('inbox.handoff.practical'),
      [list(facts.practical(handoff, school)), ...wordsIn(handoff, 'about').map((line) => words(line.text))],
    ],
    [say('inbox.handoff.referral'), wordsIn(handoff, 'referral').map((line) => words(line.text))],
    [
      say('inbox.handoff.measures'),
      [...listed(facts.measures(handoff)), ...wordsIn(handoff, 'measures').map((line) => words(line.text))],
    ],
    [say('inbox.handoff.booking'), [...(note ? [text(note)] : []), ...listed(facts.booking(handoff))]],
    [say('inbox.handoff.sharing'), listed(facts.sharing(handoff))],
    [say('inbox.handoff.rest'), listed(facts.rest(handoff))],
  ]
  return {
    title: `${say('inbox.handoff.title')}: ${facts.person(handoff)}`,
    sections: sections.map(([head, blocks]) => ({ heading: head, blocks })),
  }
}

const listed = (of: Parameters<typeof list>[0]): Block[] => (of.length > 0 ? [list(of)] : [])

function safety(facts: Facts, { handoff, alerts }: Pick<HandoffView, 'handoff' | 'alerts'>): Block[] {
  if (handoff.concerns.length === 0) return [text(facts.noConcern(handoff))]
  return concernsInOrder(handoff.concerns).flatMap((concern) => [
    heading(facts.concernHeading(concern)),
    concern.evidence.trim() === '' ? text(facts.say('inbox.concern.no-words')) : words(concern.evidence),
    ...concern.alsoSaid.map((said) => words(said)),
    text(facts.concernTime(concern)),
    list([
      ...facts.concern(concern),
      facts.told(
        concern,
        alerts.find(({ id }) => id === concern.id),
      ),
    ]),
  ])
}

/** What a later version says differently; nothing for a first one. */
function changes(facts: Facts, handoff: Handoff): Block[] {
  const found = changesIn(handoff)
  if (!found) return []
  const { since, added, changed, leftOut } = found
  const blocks: Block[] = [
    ...added.flatMap((line) => [text(facts.say('inbox.handoff.changes.added')), words(line.text)]),
    ...changed.flatMap(({ before, after }) => [
      text(facts.say('inbox.handoff.changes.was')),
      words(before.text),
      text(facts.say('inbox.handoff.changes.is')),
      words(after.text),
    ]),
    ...leftOut.flatMap((line) => [text(facts.say('inbox.handoff.changes.left-out')), words(line.text)]),
  ]
  return [
    text(facts.since(since)),
    ...(blocks.length > 0 ? blocks : [text(facts.say('inbox.handoff.changes.none'))]),
  ]
}
