import { randomFrom, shuffled } from '../../chance/random.ts'
import { toUnit, WIDTH } from '../embedding.ts'
import { centred, MATRICES, NAME_COUNTS } from '../projections.ts'
import type { Projections } from '../projections.ts'
import { principalDirections } from './principal-directions.ts'

/** Somebody who was judged: what the encoder gives for all they said, and how good each entry of the town is for them. */
export interface JudgedSaying {
  readonly said: Float32Array
  /** By entry: 2 right, 1 also fine, 0 neither; undefined may not be shown to them. */
  readonly good: readonly (number | undefined)[]
}

/** A judged town: what the encoder gives for each entry, and its people. */
export interface JudgedTown {
  readonly entries: readonly { readonly text: Float32Array; readonly name: Float32Array }[]
  readonly people: readonly JudgedSaying[]
}

/** Found by leaving towns out (docs/matching.md). */
export const HABITS = {
  epochs: 25,
  rate: 3e-4,
  /** How strongly a matrix is drawn back to where it began, each step, of the rate. */
  pull: 0.02,
  /** The chance with which a number that the encoder gives is left out, and a person. */
  dropout: 0.3,
  absent: 0.3,
  /** What likeness is multiplied by before it becomes chances. */
  sharpness: 6,
} as const
const ADAM = { mean: 0.9, variance: 0.999, tiny: 1e-8 } as const

type Matrix = Float32Array
type Matrices = Record<(typeof MATRICES)[number], Matrix>

/**
 * Learns the projections so that of the entries that may be shown to somebody those that are right for them come first (ListNet: Cao et al.,
 * 2007), by AdamW (Loshchilov and Hutter, 2019), town by town. They begin as the directions in which all these sentences differ most, and
 * stay near them. The same seed gives the same numbers.
 */
export function learnProjections(towns: readonly JudgedTown[], seed: number): Projections {
  const random = randomFrom(seed)
  const means = {
    said: meanOf(towns.flatMap(({ people }) => people.map(({ said }) => said))),
    told: meanOf(towns.flatMap(({ entries }) => entries.map(({ text }) => text))),
  }
  const ready = towns.map((town) => readyOf(town, means))
  const rows = means.said.length
  const begin = principalDirections(
    ready.flatMap(({ text, name, said }) => [
      ...text.map((vector, at) => vector.map((x, j) => x + NAME_COUNTS * (name[at]?.[j] ?? 0))),
      ...said,
    ]),
    WIDTH,
    random,
  )
  const matrices: Matrices = { said: begin.slice(), text: begin.slice(), name: begin.slice() }
  const steps = new Map(MATRICES.map((name) => [name, new Adam(rows * WIDTH)]))
  for (let epoch = 0; epoch < HABITS.epochs; epoch += 1) {
    for (const town of shuffled(ready, random)) {
      const slopes = slopesOf(town, matrices, random)
      if (slopes === undefined) continue
      for (const name of MATRICES) {
        const matrix = matrices[name]
        steps.get(name)?.step(matrix, slopes[name], HABITS.rate)
        draw(matrix, begin, HABITS.rate * HABITS.pull)
      }
    }
  }
  return { means, matrices }
}

/** A town as it is learnt from. */
interface Ready {
  readonly text: readonly Float32Array[]
  readonly name: readonly Float32Array[]
  readonly said: readonly Float32Array[]
  readonly good: readonly JudgedSaying['good'][]
}

function readyOf({ entries, people }: JudgedTown, means: Projections['means']): Ready {
  // Nothing is learnt from whom nothing is right for.
  const taught = people.filter(({ good }) => good.some((g) => g !== undefined && g > 0))
  return {
    text: entries.map(({ text }) => centred(text, means.told)),
    name: entries.map(({ name }) => centred(name, means.told)),
    said: taught.map(({ said }) => centred(said, means.said)),
    good: taught.map(({ good }) => good),
  }
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) addTo(mean, vector, 1 / vectors.length)
  return mean
}

/** How the loss of one town changes with each number of the matrices; undefined when by chance nobody was there. */
function slopesOf(town: Ready, matrices: Matrices, random: () => number): Matrices | undefined {
  const there = town.said.flatMap((said, at) =>
    random() < HABITS.absent ? [] : [{ said, good: town.good[at] ?? [] }],
  )
  if (there.length === 0) return undefined
  const dropped = (vector: Float32Array): Float32Array =>
    vector.map((x) => (random() < HABITS.dropout ? 0 : x / (1 - HABITS.dropout)))
  const text = town.text.map(dropped)
  const name = town.name.map(dropped)
  const said = there.map((one) => dropped(one.said))
  const told = text.map((vector, at) => {
    const to = times(vector, matrices.text)
    addTo(to, times(name[at] ?? vector, matrices.name), NAME_COUNTS)
    return to
  })
  const asked = said.map((vector) => times(vector, matrices.said))
  const [toldUnits, askedUnits] = [told, asked].map((all) => all.map((vector) => toUnit(vector.slice())))
  const bySaid = asked.map(() => new Float32Array(WIDTH))
  const byTold = told.map(() => new Float32Array(WIDTH))
  for (const [person, { good }] of there.entries()) {
    const unit = askedUnits?.[person] ?? new Float32Array(WIDTH)
    const scores = good.map((g, at) =>
      g === undefined ? -Infinity : HABITS.sharpness * dot(unit, toldUnits?.[at] ?? unit),
    )
    const wanted = good.reduce<number>((sum, g) => sum + (g ?? 0), 0)
    for (const [at, chance] of chances(scores).entries()) {
      const by = (HABITS.sharpness * (chance - (good[at] ?? 0) / wanted)) / there.length
      addTo(bySaid[person] ?? unit, toldUnits?.[at] ?? unit, by)
      addTo(byTold[at] ?? unit, unit, by)
    }
  }
  const slopes: Matrices = {
    said: new Float32Array(matrices.said.length),
    text: new Float32Array(matrices.text.length),
    name: new Float32Array(matrices.name.length),
  }
  for (const [at, vector] of asked.entries())
    outer(slopes.said, said[at] ?? vector, alongUnit(vector, bySaid[at] ?? vector), 1)
  for (const [at, vector] of told.entries()) {
    const back = alongUnit(vector, byTold[at] ?? vector)
    outer(slopes.text, text[at] ?? vector, back, 1)
    outer(slopes.name, name[at] ?? vector, back, NAME_COUNTS)
  }
  return slopes
}

function chances(scores: readonly number[]): number[] {
  const top = Math.max(...scores)
  const raised = scores.map((x) => Math.exp(x - top))
  const sum = raised.reduce((all, x) => all + x, 0)
  return raised.map((x) => x / sum)
}

/** The way back through `toUnit`: of a slope by the unit vector that by the vector. */
function alongUnit(vector: Float32Array, slope: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  const along = dot(vector, slope) / length
  return slope.map((x, at) => (x - (along * (vector[at] ?? 0)) / length) / length)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** Draws a matrix towards another by a part of what is between them. */
function draw(matrix: Matrix, towards: Matrix, by: number): void {
  for (let at = 0; at < matrix.length; at += 1)
    matrix[at] = (matrix[at] ?? 0) + by * ((towards[at] ?? 0) - (matrix[at] ?? 0))
}

function addTo(to: Float32Array, from: Float32Array, by: number): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] ?? 0) + by * (from[at] ?? 0)
}

/** A row times a matrix of `WIDTH` columns. */
function times(row: Float32Array, matrix: Matrix): Float32Array {
  const to = new Float32Array(WIDTH)
  for (let r = 0; r < row.length; r += 1) {
    const x = row[r] ?? 0
    if (x === 0) continue
    const from = r * WIDTH
    for (let c = 0; c < WIDTH; c += 1) to[c] = (to[c] ?? 0) + x * (matrix[from + c] ?? 0)
  }
  return to
}

/** Adds a column times a row, and `by`, to a matrix. */
function outer(to: Matrix, column: Float32Array, row: Float32Array, by: number): void {
  for (let r = 0; r < column.length; r += 1) {
    const x = by * (column[r] ?? 0)
    if (x === 0) continue
    const from = r * WIDTH
    for (let c = 0; c < WIDTH; c += 1) to[from + c] = (to[from + c] ?? 0) + x * (row[c] ?? 0)
  }
}

class Adam {
  readonly #means: Float32Array
  readonly #variances: Float32Array
  #steps = 0

  constructor(size: number) {
    this.#means = new Float32Array(size)
    this.#variances = new Float32Array(size)
  }

  step(weights: Matrix, slopes: Matrix, rate: number): void {
    this.#steps += 1
    const [fixMean, fixVariance] = [1 - ADAM.mean ** this.#steps, 1 - ADAM.variance ** this.#steps]
    for (let at = 0; at < slopes.length; at += 1) {
      const slope = slopes[at] ?? 0
      const mean = ADAM.mean * (this.#means[at] ?? 0) + (1 - ADAM.mean) * slope
      const variance = ADAM.variance * (this.#variances[at] ?? 0) + (1 - ADAM.variance) * slope * slope
      this.#means[at] = mean
      this.#variances[at] = variance
      weights[at] =
        (weights[at] ?? 0) - (rate * (mean / fixMean)) / (Math.sqrt(variance / fixVariance) + ADAM.tiny)
    }
  }
}
