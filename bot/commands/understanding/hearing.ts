import { z } from 'zod'
import { readYaml } from '../../../content/yaml.ts'
import { Needs } from '../../../domain/matching/types.ts'
import { understand } from '../../../domain/understanding/interests.ts'
import { readNeeds } from '../../../domain/understanding/needs.ts'
import type { Vocabulary } from '../../../domain/understanding/vocabulary.ts'

/** Labelled answers, each file by another hand or on another day, in tests/domain/understanding. */
export const ANSWER_FILES = [
  'answers.yaml',
  'answers-held-out.yaml',
  'answers-by-others.yaml',
  'answers-last-draw.yaml',
  'answers-needs.yaml',
  'answers-needs-second.yaml',
  'answers-needs-last.yaml',
  'answers-sayings.yaml',
  'answers-sayings-last.yaml',
]

export const FIELDS = ['interests', 'dislikes', 'wishes', 'barriers', 'practical', 'needs'] as const
export type Field = (typeof FIELDS)[number]

const Ids = z.array(z.string()).default([])
const Answer = z.strictObject({
  say: z.string(),
  interests: Ids,
  dislikes: Ids,
  wishes: Ids,
  barriers: Ids,
  practical: Ids,
  /** Neither asked for nor wrong. */
  may: Ids,
  needs: Needs.strict().default({}),
})
/** Something a young person might say, with what a thoughtful listener would take from it. */
export type Answer = z.infer<typeof Answer>

/** Reads labelled answers. Throws ContentError when the file is not in their shape. */
export const readAnswers = (path: string): Answer[] => readYaml(path, z.array(Answer))

export interface Tally {
  /** Labelled and heard. */
  found: number
  /** Labelled and not heard. */
  missed: number
  /** Heard and not labelled. */
  extra: number
}

export interface Hearing {
  readonly answers: number
  /** Answers of which everything was heard and nothing else. */
  readonly whole: number
  readonly fields: Readonly<Record<Field, Tally>>
  readonly wrong: readonly { readonly say: string; readonly what: readonly string[] }[]
}

/** Whether a thing heard is the thing meant, or a kind of it: an animal shelter for "animals". */
function isA(heard: string, meant: string, vocabulary: Vocabulary): boolean {
  if (heard === meant) return true
  return vocabulary.concepts.get(heard)?.is.some((parent) => isA(parent, meant, vocabulary)) === true
}

/** Hears every answer and counts, field by field, what was found, missed and made up. */
export function hear(answers: readonly Answer[], vocabulary: Vocabulary): Hearing {
  const fields = Object.fromEntries(FIELDS.map((f) => [f, { found: 0, missed: 0, extra: 0 }]))
  const tallies = z.record(z.enum(FIELDS), z.custom<Tally>()).parse(fields)
  const wrong: { say: string; what: string[] }[] = []
  for (const answer of answers) {
    const heard = heardIn(answer.say, vocabulary)
    const what: string[] = []
    for (const field of FIELDS) {
      const asked = new Set(field === 'needs' ? facts(answer.needs) : answer[field])
      const given = heard[field]
      const missed = [...asked].filter((id) => !given.some((one) => isA(one, id, vocabulary)))
      const right = (one: string): boolean => [...asked, ...answer.may].some((id) => isA(one, id, vocabulary))
      const extra = given.filter((one) => !right(one))
      tallies[field].found += asked.size - missed.length
      tallies[field].missed += missed.length
      tallies[field].extra += extra.length
      what.push(...missed.map((id) => `-${field}:${id}`), ...extra.map((id) => `+${field}:${id}`))
    }
    if (what.length > 0) wrong.push({ say: answer.say, what })
  }
  return { answers: answers.length, whole: answers.length - wrong.length, fields: tallies, wrong }
}

function heardIn(say: string, vocabulary: Vocabulary): Record<Field, string[]> {
  const { interests, dislikes, wishes, barriers, practical } = understand(say, vocabulary)
  const ids = (list: readonly { concept: string }[]) => list.map(({ concept }) => concept)
  return {
    interests: ids(interests),
    dislikes: ids(dislikes),
    wishes: ids(wishes),
    barriers: ids(barriers),
    practical: ids(practical),
    needs: facts(readNeeds(say, vocabulary.data.needs)),
  }
}

/** Needs as single facts, so that five days of which four are right count as four. */
function facts(needs: Needs): string[] {
  return Object.entries(needs).flatMap(([key, value]) =>
    Array.isArray(value) ? value.map((one) => `${key}=${one}`) : [`${key}=${String(value)}`],
  )
}

export const precision = ({ found, extra }: Tally): number => share(found, found + extra)
export const recall = ({ found, missed }: Tally): number => share(found, found + missed)
const share = (part: number, of: number): number => (of === 0 ? 1 : part / of)
