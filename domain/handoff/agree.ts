import type { Agreed, Behind, Person, SummaryLine } from '../conversation/person.ts'
import type { Suggestion } from '../matching/types.ts'
import { linesFor } from './audiences.ts'

/** How many versions are kept for them: far more than anyone sends. */
const MOST_VERSIONS = 20

const NAME_LINE = 'about:name'

/** They say yes to these lines: a new version, with what stands behind it at this moment; the one before it is kept. */
export function agree(person: Person, lines: readonly SummaryLine[], now: Date): Person & { agreed: Agreed } {
  const { agreed, agreedBefore, preferredName, ...rest } = person
  const before = agreed ? [{ version: agreed.version, at: agreed.at, lines: agreed.lines }] : []
  const isSaid = linesFor(lines, 'link-worker').some(({ id, edited }) => id === NAME_LINE && !edited)
  // Where the summary says nothing of a name, what they were booked under stands.
  const unsaid = lines.some(({ id }) => id === NAME_LINE) ? undefined : preferredName
  const name = isSaid ? person.nickname : unsaid
  return {
    ...rest,
    summary: [...lines],
    agreed: {
      version: (agreed?.version ?? 0) + 1,
      at: now.toISOString(),
      lines: [...lines],
      behind: behind(person, lines),
    },
    agreedBefore: [...agreedBefore, ...before].slice(-MOST_VERSIONS),
    ...(name === undefined ? {} : { preferredName: name }),
  }
}

/**
 * What stands behind the lines shared with the link worker, and nothing behind a line they left out (domain.md (b) 23). A line that
 * says it all and was put in other words stands for itself: what it said before is not what they agreed to.
 */
export function behind(
  person: Pick<Person, 'age' | 'confidence' | 'ideas' | 'measures' | 'measuredAt' | 'reviews'>,
  lines: readonly SummaryLine[],
): Behind {
  const { age, confidence, ideas, measures, measuredAt, reviews } = person
  const shared = linesFor(lines, 'link-worker')
  const shares = (id: string): boolean => shared.some((line) => line.id === id)
  const says = (id: string): boolean => shared.some((line) => line.id === id && !line.edited)
  const shown = (which: readonly string[]) =>
    ideas.shown
      .filter(({ activity }) => which.includes(activity))
      .map((idea) => (hasAllTheySaid(lines) ? idea : withoutTheirWords(idea)))
  const review = reviews.at(-1)
  return {
    ...(age !== undefined && says('about:age') ? { age } : {}),
    ...(confidence !== undefined && says('goal:confidence') ? { confidence } : {}),
    liked: shown(ideas.liked).filter(({ activity }) => shares(`idea:${activity}`)),
    notForMe: says('ideas:not-for-me') ? shown(ideas.notForMe) : [],
    passedOver: says('ideas:passed-over') ? shown(ideas.passedOver) : [],
    measures: shares('measures:all') ? answered(measures) : [],
    ...(measuredAt !== undefined && shares('measures:all') ? { measuredAt } : {}),
    ...(review && shares('measures:review')
      ? { review: { at: review.at, answers: answered(review.answers) } }
      : {}),
  }
}

/** Lines of what they said or picked, from which ideas were found. */
const SAID = /^(?:(?:matters|strengths|in-the-way|possible|idea):|goal:goal$)/

/** The link worker gets every line of what they said, as they said it. */
const hasAllTheySaid = (lines: readonly SummaryLine[]): boolean =>
  lines.every(
    ({ id, sharedWith, edited }) => !SAID.test(id) || (sharedWith.includes('link-worker') && !edited),
  )

/** Reasons for an idea that repeat nothing they said; the others quote it ("You said: …") or tell what they asked for. */
const OF_THE_PLACE = new Set(['ideas.why.near', 'ideas.why.distance', 'ideas.why.free', 'ideas.why.age'])

const withoutTheirWords = (idea: Suggestion): Suggestion => ({
  ...idea,
  why: idea.why.filter(({ id }) => OF_THE_PLACE.has(id)),
})

const answered = (answers: Readonly<Record<string, number | null>>): Behind['measures'] =>
  Object.entries(answers).flatMap(([item, answer]) => (answer === null ? [] : [{ item, answer }]))
