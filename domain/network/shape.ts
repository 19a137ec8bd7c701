import { z } from 'zod'

const Size = z.int().min(1).max(65_536)

/** One layer of the transformer: attention, then two products with a bend between; what comes in is carried past both. */
export const LayerShape = z.strictObject({ in: Size, out: Size, heads: Size, inner: Size })
export type LayerShape = z.infer<typeof LayerShape>

export const Shape = z.strictObject({
  /** Pieces of words that are known. */
  pieces: Size,
  /** Words by their letters: places of the hashed table, and the width of each. Without it, their pieces are all there is of them. */
  letters: z.strictObject({ places: Size, width: Size }).optional(),
  layers: z.array(LayerShape).min(1).max(4),
  /** Width of what a whole message becomes. */
  message: Size,
  /** Numbers that are told from it; without them, it is itself what is asked for. */
  answers: Size.optional(),
})
export type Shape = z.infer<typeof Shape>

/** One matrix (or row) of weights. `decays`: whether learning draws it towards zero. */
export interface Parameter {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly decays: boolean
  /** The first of its floats among all. */
  readonly from: number
}

/** All weights in the order in which they are kept. */
export function parametersOf(shape: Shape): readonly Parameter[] {
  const all: Parameter[] = []
  let from = 0
  const add = (name: string, rows: number, columns: number, decays = false): void => {
    all.push({ name, rows, columns, decays, from })
    from += rows * columns
  }
  const product = (name: string, rows: number, columns: number): void => {
    add(`${name}.weights`, rows, columns, true)
    add(`${name}.bias`, 1, columns)
  }
  const norm = (name: string, width: number): void => {
    add(`${name}.scale`, 1, width)
    add(`${name}.shift`, 1, width)
  }
  const first = shape.layers[0]?.in ?? 0
  add('pieces', shape.pieces, first)
  add('waves', 1, first / 2)
  if (shape.letters) {
    add('letters', shape.letters.places, shape.letters.width)
    product('spelt', shape.letters.width, first)
  }
  for (const [n, layer] of shape.layers.entries()) {
    norm(`${n}.before`, layer.in)
    product(`${n}.attend`, layer.in, 3 * layer.in)
    product(`${n}.join`, layer.in, layer.out)
    if (layer.in !== layer.out) product(`${n}.carry`, layer.in, layer.out)
    norm(`${n}.between`, layer.out)
    product(`${n}.widen`, layer.out, layer.inner)
    product(`${n}.narrow`, layer.inner, layer.out)
  }
  product('message', shape.layers.at(-1)?.out ?? 0, shape.message)
  if (shape.answers !== undefined) product('answer', shape.message, shape.answers)
  return all
}

export function sizeOf(shape: Shape): number {
  const last = parametersOf(shape).at(-1)
  return last === undefined ? 0 : last.from + last.rows * last.columns
}
