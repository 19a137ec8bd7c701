import { loadReading } from '../../content/load-embedding.ts'
import { readKernel } from '../../content/load-classifier.ts'
import { CONTENT } from '../../content/root.ts'
import { readPretrained } from '../../bot/commands/train/pretrained.ts'
import type { EncoderModel } from '../../domain/embedding/sentence-encoder.ts'
import { SentenceEncoder } from '../../domain/embedding/sentence-encoder.ts'
import { saidTogether, wholeOf } from '../../domain/embedding/embedder.ts'
import { ofSaid, ofTold } from '../../domain/embedding/projections.ts'
import type { Projections } from '../../domain/embedding/projections.ts'
import type { JudgedTown } from '../../domain/embedding/training/learn-projections.ts'
import { withAnswers } from '../../domain/matching/answers-given.ts'
import { ask } from '../../domain/matching/ask.ts'
import { Gate, todayOf } from '../../domain/matching/filters.ts'
import { Likeness } from '../../domain/matching/likeness.ts'
import { shortlist } from '../../domain/matching/shortlist.ts'
import type { SuggestionRequest } from '../../domain/matching/types.ts'
import { weighed } from '../../domain/matching/weigh.ts'
import type { Features } from '../../domain/matching/ranking.ts'
import { packWeights } from '../../domain/network/weights.ts'
import type { Shape } from '../../domain/network/shape.ts'
import { join } from 'node:path'
import { openTown } from './contenders.ts'
import type { OpenTown } from './contenders.ts'
import { readPeople } from './judge.ts'
import type { JudgedPerson } from './judge.ts'
import type { Town } from './towns.ts'

/** The encoder as its package ships it: both layers, whole. */
const SHAPE = {
  layers: [
    { in: 256, out: 512, heads: 4, inner: 1536 },
    { in: 512, out: 512, heads: 4, inner: 1536 },
  ],
  message: 512,
} as const satisfies Omit<Shape, 'pieces'>

/** Nothing of it begins by chance. */
const SEED = 0

export function shippedEncoder(): EncoderModel {
  const pretrained = readPretrained()
  const { vocabulary } = pretrained
  const shape: Shape = { ...SHAPE, layers: [...SHAPE.layers], pieces: vocabulary.length }
  return {
    shape,
    vocabulary,
    weights: packWeights(shape, pretrained.weights(shape, SEED)),
    kernel: readKernel(join(CONTENT, 'screening', 'classifier')),
  }
}

/** Somebody of a town with what they ask. */
interface Asking {
  readonly person: JudgedPerson
  readonly request: SuggestionRequest
  readonly said: Float32Array
}

/** A judged town with everything encoded: what the projections and the ranking are learnt from. */
export interface Lesson {
  readonly name: string
  readonly open: OpenTown
  readonly people: readonly Asking[]
  readonly entries: JudgedTown['entries']
  readonly judged: JudgedTown
}

/** How good an entry is for somebody: 2 right, 1 also fine, 0 neither. */
const goodOf = ({ right, ok }: JudgedPerson, id: string): number =>
  right.includes(id) ? 2 : ok.includes(id) ? 1 : 0

export async function readLessons(
  towns: Readonly<Record<string, Town>>,
  model: EncoderModel,
): Promise<Lesson[]> {
  const encoder = new SentenceEncoder(model, loadReading(CONTENT).spelling)
  const lessons: Lesson[] = []
  for (const [name, town] of Object.entries(towns)) {
    const open = await openTown(town.directory)
    const { index, vocabulary } = open
    const entries = open.placed.map((o) => ({
      text: encoder.encode(wholeOf(o)),
      name: encoder.encode(o.name),
    }))
    const people: Asking[] = []
    for (const person of readPeople(town.people)) {
      const request = await open.heard(person)
      people.push({ person, request, said: encoder.encode(saidTogether(person.says)) })
    }
    const judged = {
      entries,
      people: people.map(({ person, request, said }) => {
        const gate = new Gate(index, ask(request, vocabulary), request, todayOf(request.now))
        const good = open.placed.map(({ sourceId }, at) =>
          gate.admit(at) === undefined ? undefined : goodOf(person, sourceId),
        )
        return { said, good }
      }),
    }
    lessons.push({ name, open, people, entries, judged })
  }
  return lessons
}

/** What a town's entries mean under these projections. */
export function likenessOf(
  { entries }: Pick<Lesson, 'entries'>,
  projections: Projections,
  kernel: Uint8Array,
): Likeness {
  const likeness = new Likeness(kernel, entries.length)
  for (const [at, { text, name }] of entries.entries()) likeness.set(at, ofTold(text, name, projections))
  return likeness
}

/** Every entry that is weighed for anybody of a town, and whether it is one that a link worker would suggest. */
export function rankingRows(
  { open, people, entries }: Lesson,
  projections: Projections,
  kernel: Uint8Array,
): { features: Features; is: boolean }[] {
  const { index, vocabulary } = open
  const likeness = likenessOf({ entries }, projections, kernel)
  return people.flatMap(({ person, request, said }) => {
    const answers = withAnswers(ask(request, vocabulary), request, index)
    const found = shortlist(request, answers, index, vocabulary, new Set())
    return weighed(found, ofSaid(said, projections), request, answers, index, likeness).map(
      ({ candidate, features }) => ({
        features,
        is: goodOf(person, index.opportunities[candidate.at]?.sourceId ?? '') > 0,
      }),
    )
  })
}
