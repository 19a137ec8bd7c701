import type { Agreed, Behind, Person, SummaryLine } from '../conversation/person.ts'
import { linesFor } from './audiences.ts'

/** How many versions are kept for them: far more than anyone sends. */
const MOST_VERSIONS = 20

const NAME_LINE = 'about:name'

/** They say yes to these lines: a new version, with what stands behind it at this moment; the one before it is kept. */
export function agree(person: Person, lines: readonly SummaryLine[], now: Date): Person & { agreed: Agreed } {
  const { agreed, agreedBefore, preferredName, ...rest } = person
  const before = agreed ? [{ version: agreed.version, at: agreed.at, lines: agreed.lines }] : []
  const isShared = linesFor(lines, 'link-worker').some(({ id }) => id === NAME_LINE)
  // Where the summary says nothing of a name, what they were booked under stands.
  const unsaid = lines.some(({ id }) => id === NAME_LINE) ? undefined : preferredName
  const name = isShared ? person.nickname : unsaid
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

/** What stands behind the lines shared with the link worker, and nothing behind a line they left out (domain.md (b) 23). */
export function behind(
  {
    age,
    confidence,
    ideas,
    measures,
    reviews,
  }: Pick<Person, 'age' | 'confidence' | 'ideas' | 'measures' | 'reviews'>,
  lines: readonly SummaryLine[],
): Behind {
  const shared = linesFor(lines, 'link-worker')
  const shares = (id: string): boolean => shared.some((line) => line.id === id)
  const shown = (which: readonly string[]) => ideas.shown.filter(({ activity }) => which.includes(activity))
  const review = reviews.at(-1)
  return {
    ...(age !== undefined && shares('about:age') ? { age } : {}),
    ...(confidence !== undefined && shares('goal:confidence') ? { confidence } : {}),
    liked: shown(ideas.liked).filter(({ activity }) => shares(`idea:${activity}`)),
    notForMe: shares('ideas:not-for-me') ? shown(ideas.notForMe) : [],
    passedOver: shares('ideas:passed-over') ? shown(ideas.passedOver) : [],
    measures: shares('measures:all') ? answered(measures) : [],
    ...(review && shares('measures:review')
      ? { review: { at: review.at, answers: answered(review.answers) } }
      : {}),
  }
}

const answered = (answers: Readonly<Record<string, number | null>>): Behind['measures'] =>
  Object.entries(answers).flatMap(([item, answer]) => (answer === null ? [] : [{ item, answer }]))
