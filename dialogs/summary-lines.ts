import type { Audience, Said, SummaryLine } from '../domain/conversation/person.ts'
import { SECTION_ORDER } from '../domain/handoff/sections.ts'
import { labels } from './said.ts'
import type { SummaryCard } from './reply.ts'
import type { SaidValues, Scope } from './scope.ts'

/** Everything goes to the link worker, and to nobody else, until they say otherwise. */
const SHARED_AT_FIRST: readonly Audience[] = ['link-worker']

/** What an adult wrote: theirs to leave out or to share, and not to put into other words in the adult's name. */
export const REFERRAL_LINE = 'referral:words'

type Section = SummaryLine['section']

/** A line's words, and in English what they say, when they are ours and in another language. */
type Words = Pick<SummaryLine, 'text' | 'english'>
type Ours = (id: string, values: SaidValues) => Words

/**
 * The summary's lines from what they told us, in their words. Lines changed, left out or shared differently before keep that; a line
 * whose answer has changed since follows the answer, unless they wrote the line themselves.
 */
export function summaryLines(scope: Scope): SummaryLine[] {
  const { person } = scope
  const { english } = scope.services.languages
  const isEnglish = scope.language === english
  const card = (list: string, id: string): Words => ({
    text: labels(scope.texts.choices(list), [id]),
    ...(isEnglish ? {} : { english: labels(english.texts.choices(list), [id]) }),
  })
  const ours = (id: string, values: SaidValues): Words => ({
    text: scope.text(id, values),
    ...(isEnglish ? {} : { english: scope.inEnglish(id, values) }),
  })
  const said = (section: Section, list: string, answer: Said | undefined) => [
    ...(answer?.words ?? []).map((text, at) => ({ id: `${section}:word:${at}`, section, text })),
    ...(answer?.cards ?? [])
      .filter(() => (answer?.words ?? []).length === 0)
      .map((id) => ({ id: `${section}:card:${id}`, section, ...card(list, id) })),
  ]
  // So that nobody suggests it again, or knows what was seen. What they left without a word stays theirs: it says too much of them.
  const ideasNamed = (id: string, which: readonly string[]): Words | undefined => {
    const names = person.ideas.shown
      .filter(({ activity }) => which.includes(activity))
      .map(({ name }) => name)
    return names.length === 0 ? undefined : ours(id, { names: names.join(', ') })
  }
  const measured = Object.values(person.measures).filter((value) => value !== null).length
  const fresh: ({ id: string; section: Section } & Words)[] = [
    ...one(
      'about:name',
      'about',
      person.nickname === undefined || person.nickname === ''
        ? undefined
        : ours('summary.line.name', { name: person.nickname }),
    ),
    ...one(
      'about:age',
      'about',
      person.age == null ? undefined : ours('summary.line.age', { age: person.age }),
    ),
    ...said('matters', 'what-matters.cards', person.matters),
    ...one('goal:goal', 'goal', person.goal ? { text: person.goal } : undefined),
    ...one(
      'goal:confidence',
      'goal',
      person.confidence == null ? undefined : ours('summary.line.confidence', { number: person.confidence }),
    ),
    ...said('strengths', 'strengths.cards', person.strengths),
    ...said('in-the-way', 'in-the-way.cards', person.inTheWay),
    ...said('possible', 'possible.cards', person.possible),
    ...person.ideas.shown
      .filter((idea) => person.ideas.liked.includes(idea.activity))
      .map((idea) => ({ id: `idea:${idea.activity}`, section: 'ideas' as const, text: idea.name })),
    ...one('ideas:not-for-me', 'ideas', ideasNamed('summary.line.not-for-me', person.ideas.notForMe)),
    ...one('ideas:passed-over', 'ideas', ideasNamed('summary.line.passed-over', person.ideas.passedOver)),
    ...one(
      'measures:all',
      'measures',
      measured > 0 ? ours('summary.line.measures', { count: measured }) : undefined,
    ),
    ...one('measures:review', 'measures', reviewed(scope, ours)),
    ...one(
      REFERRAL_LINE,
      'referral',
      person.referral &&
        ours('summary.line.referral', {
          name: person.referral.name,
          role: person.referral.role,
          words: person.referral.words,
        }),
    ),
  ]
  return fresh.map((line) => {
    const before = person.summary.find((kept) => kept.id === line.id)
    if (!before) return { ...line, sharedWith: [...SHARED_AT_FIRST], edited: false }
    return {
      ...(before.edited ? { id: line.id, section: line.section, text: before.text } : line),
      sharedWith: before.sharedWith,
      edited: before.edited,
    }
  })
}

/** That they answered the measures again, and when; the answers themselves stand beside the first ones in the inbox. */
function reviewed(scope: Scope, ours: Ours): Words | undefined {
  const review = scope.person.reviews.at(-1)
  const count = Object.values(review?.answers ?? {}).filter((value) => value !== null).length
  if (!review || count === 0) return undefined
  return ours('summary.line.review', { count, date: { at: review.at, as: 'dayOnly' } })
}

const one = (id: string, section: Section, words: Words | undefined) =>
  words ? [{ id, section, ...words }] : []

/** Who sees a line, in words. */
export function seenBy(scope: Scope, line: SummaryLine): string {
  if (line.sharedWith.length === 0) return scope.text('summary.seen-by.nobody')
  const who = line.sharedWith.map((audience) => scope.text(`summary.audience.${audience}`)).join(', ')
  return scope.text('summary.seen-by', { who })
}

/** The summary as it will be sent, line by line, with who sees each and what can be done with it. */
export function summaryCard(scope: Scope, lines: readonly SummaryLine[]): SummaryCard {
  return {
    type: 'summary',
    heading: scope.text('summary.card'),
    sections: [
      ...SECTION_ORDER.map((section) => ({
        heading: scope.text(`summary.section.${section}`),
        lines: lines
          .filter((line) => line.section === section)
          .map((line) => ({
            id: line.id,
            text: line.text,
            seenBy: seenBy(scope, line),
            actions: [
              ...(line.id === REFERRAL_LINE
                ? []
                : [
                    {
                      id: `change:${line.id}`,
                      label: scope.text('summary.action.change'),
                      inPlace: `words:${line.id}`,
                    },
                  ]),
              ...(line.sharedWith.length > 0
                ? [{ id: `remove:${line.id}`, label: scope.text('summary.action.remove') }]
                : []),
              { id: `share:${line.id}`, label: scope.text('summary.action.share') },
            ],
          })),
      })).filter((section) => section.lines.length > 0),
      ...helpShown(scope),
    ],
  }
}

/** The help that was shown with a worry, to be found again; it is no line to change, as it goes with the worry. */
export function helpShown(scope: Scope): SummaryCard['sections'][number][] {
  const shown = new Set(scope.draft.concerns.flatMap((concern) => concern.shown))
  if (shown.size === 0) return []
  const text = [...shown].map((id) => scope.services.serviceName(scope.school, id)).join('; ')
  return [
    {
      heading: scope.text('summary.section.help-shown'),
      lines: [{ id: 'help-shown', text, seenBy: scope.text('summary.seen-by.with-worry'), actions: [] }],
    },
  ]
}
