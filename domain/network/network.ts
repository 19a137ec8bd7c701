import type { Kernel, Place } from './kernel.ts'
import { packedSize } from './kernel.ts'
import type { LayerShape, Shape } from './shape.ts'
import { Letters } from './letters.ts'
import type { Spelt } from './letters.ts'
import type { Vocabulary } from './pieces.ts'
import { parametersOf, sizeOf } from './shape.ts'
import { LOOKED_UP } from './weights.ts'
import type { PackedWeights } from './weights.ts'

/** What the rows of a word's letters are worth beside its pieces. */
export const LETTERS_COUNT = 8

/** Matrices that others look into, to say which sentence moved an answer. */
const SEEN: ReadonlySet<string> = new Set(['message.weights', 'answer.weights'])

const isMatrix = (name: string): boolean => name.endsWith('.weights')

/** Several messages at once: their pieces one after another, and where each begins; the last start is the end. */
export interface Batch {
  readonly pieces: readonly number[]
  readonly starts: readonly number[]
}

export function batchOf(messages: readonly { readonly pieces: readonly number[] }[]): Batch {
  const pieces: number[] = []
  const starts = [0]
  for (const message of messages) {
    pieces.push(...message.pieces)
    starts.push(pieces.length)
  }
  return { pieces, starts }
}

/** The most that is read at once; room for it is taken at the beginning. */
export interface Room {
  readonly pieces: number
  readonly messages: number
  /** Pieces of the longest message. */
  readonly longest: number
}

/** What one layer keeps of its way forward, for the way back. */
export interface LayerPlaces {
  readonly shape: LayerShape
  readonly x: Place
  readonly before: Place
  readonly beforeLeft: Place
  readonly beforeInverse: Place
  readonly attend: Place
  /** All weights in a row, where they are learnt. */
  readonly weights: Place
  readonly joined: Place
  readonly carried: Place
  readonly between: Place
  readonly betweenLeft: Place
  readonly betweenInverse: Place
  readonly wide: Place
  readonly noiseJoin: Place
  readonly noiseNarrow: Place
}

/** Chance for learning: fills a place with a mask, or gives false when nothing is left out. */
export type Noise = (to: Place, floats: number) => boolean

/**
 * A small transformer in the manner of Vaswani et al. (2017), norms before the products, as the Universal Sentence Encoder (Cer et
 * al., 2018) has it: pieces of words in, for each message what it became as a whole and one row of outputs (shape.ts) out.
 */
export class Network {
  readonly kernel: Kernel
  readonly shape: Shape
  /** All weights in a row, where they are learnt. */
  readonly weights: Place
  /** Of each word of a batch the mean of its rows of letters, and what is made of it. */
  readonly lettered: Place
  readonly spelt: Place
  readonly layers: readonly LayerPlaces[]
  /** The last layer's output for each piece, what each message became, its outputs. */
  readonly last: Place
  readonly mean: Place
  readonly message: Place
  readonly bare: Place
  readonly outputs: Place
  readonly noisePieces: Place
  readonly noiseMessage: Place
  readonly work: Place
  readonly packed: Place
  readonly #at = new Map<string, Place>()
  readonly #ready = new Map<string, Place>()
  readonly #room: Room
  readonly #learns: boolean
  readonly #letters: Letters | undefined
  /** The words of the batch that was read last. */
  words: Spelt = { words: [], wordOf: new Int32Array(0) }
  #packed: PackedWeights | undefined
  readonly #row: Float32Array

  /** `learns`: weights change, so they all stand in a row and are packed anew for every product. */
  constructor(kernel: Kernel, shape: Shape, vocabulary: Vocabulary, room: Room, learns = false) {
    this.kernel = kernel
    this.shape = shape
    this.#room = room
    this.#learns = learns
    const first = shape.layers[0]?.in ?? 0
    this.#row = new Float32Array(Math.max(first, shape.letters?.width ?? 0))
    this.#letters = shape.letters && new Letters(vocabulary, shape.letters.places)
    this.weights = kernel.place(learns ? sizeOf(shape) : 1)
    for (const { name, rows, columns, from } of parametersOf(shape)) {
      if (learns) this.#at.set(name, this.weights + from * 4)
      else {
        if (isMatrix(name)) this.#ready.set(name, kernel.place(packedSize(columns, rows)))
        // Of a message few pieces are needed, and most matrices only as products take them.
        const isPlain = isMatrix(name) ? SEEN.has(name) : !LOOKED_UP.has(name)
        if (isPlain) this.#at.set(name, kernel.place(rows * columns))
      }
    }
    const { pieces: n, messages, longest } = room
    const perMessage = Math.min(n, messages * longest) * longest
    this.layers = shape.layers.map((layer) => ({
      shape: layer,
      x: kernel.place(n * layer.in),
      before: kernel.place(n * layer.in),
      beforeLeft: kernel.place(n * layer.in),
      beforeInverse: kernel.place(n),
      attend: kernel.place(n * layer.in * 3),
      weights: kernel.place(perMessage * layer.heads),
      joined: kernel.place(n * layer.in),
      carried: kernel.place(n * layer.out),
      between: kernel.place(n * layer.out),
      betweenLeft: kernel.place(n * layer.out),
      betweenInverse: kernel.place(n),
      wide: kernel.place(n * layer.inner),
      noiseJoin: kernel.place(learns ? n * layer.out : 1),
      noiseNarrow: kernel.place(learns ? n * layer.out : 1),
    }))
    this.lettered = kernel.place(n * (shape.letters?.width ?? 0))
    this.spelt = kernel.place(shape.letters ? n * first : 0)
    const out = shape.layers.at(-1)?.out ?? 0
    const widest = Math.max(...shape.layers.map(({ in: i, out: o, inner }) => Math.max(3 * i, o, inner)))
    this.last = kernel.place(n * out)
    this.mean = kernel.place(messages * out)
    this.message = kernel.place(messages * shape.message)
    this.bare = kernel.place(messages * shape.message)
    this.outputs = kernel.place(messages * (shape.answers ?? 0))
    this.noisePieces = kernel.place(learns ? n * first : 1)
    this.noiseMessage = kernel.place(learns ? messages * shape.message : 1)
    this.work = kernel.place(Math.max(widest, n) * 4)
    this.packed = kernel.place(packedSize(widest, Math.max(widest, n)))
  }

  /** The place of a parameter. */
  at(name: string): Place {
    const place = this.#at.get(name)
    if (place === undefined) throw new Error(`the network has no ${name}`)
    return place
  }

  /** Takes weights to go on learning from, in the order of `parametersOf`. */
  learn(weights: Float32Array): void {
    this.kernel.floats(this.weights, sizeOf(this.shape)).set(weights)
  }

  /** Takes weights that will not change, ready for their products. */
  load(packed: PackedWeights): void {
    this.#packed = packed
    const { run } = this.kernel
    const all = parametersOf(this.shape)
    const plain = this.kernel.place(
      Math.max(...all.map(({ name, rows, columns }) => (isMatrix(name) ? rows * columns : 1))),
    )
    for (const { name, rows, columns } of all) {
      const ready = this.#ready.get(name)
      const to = this.#at.get(name) ?? (ready === undefined ? undefined : plain)
      if (to === undefined) continue
      packed.write(name, this.kernel.floats(to, rows * columns))
      if (ready !== undefined) run.pack(columns, rows, to, columns, 1, ready)
    }
  }

  /** y = x · weights + bias for each row; added to what stands at y when `add`. */
  product(name: string, rows: number, inner: number, outer: number, x: Place, y: Place, add = false): void {
    const { run } = this.kernel
    let packed = this.#ready.get(`${name}.weights`)
    if (packed === undefined) {
      packed = this.packed
      run.pack(outer, inner, this.at(`${name}.weights`), outer, 1, packed)
    }
    if (add) {
      for (let r = 0; r < rows; r += 1) run.addTo(outer, this.at(`${name}.bias`), y + r * outer * 4, 1)
    } else run.spread(rows, outer, this.at(`${name}.bias`), y)
    run.multiply(rows, outer, inner, 1, x, inner, 1, packed, y, outer, 1, this.work)
  }

  /** Reads a batch. Afterwards `outputs` holds a row for each message. */
  forward(batch: Batch, noise?: Noise): void {
    const rows = batch.pieces.length
    const messages = batch.starts.length - 1
    if (rows > this.#room.pieces || messages > this.#room.messages) {
      throw new Error('more than there is room for')
    }
    const { run } = this.kernel
    this.#embed(batch, noise)
    for (const [n, layer] of this.layers.entries()) {
      this.#layer(n, layer, batch, this.layers[n + 1]?.x ?? this.last, noise)
    }
    const out = this.shape.layers.at(-1)?.out ?? 0
    this.kernel.clear(this.mean, messages * out)
    for (let m = 0; m < messages; m += 1) {
      const [from, to] = [batch.starts[m] ?? 0, batch.starts[m + 1] ?? 0]
      run.gather(to - from, out, this.last + from * out * 4, this.mean + m * out * 4, 1 / (to - from))
    }
    const { message, answers } = this.shape
    this.product('message', messages, out, message, this.mean, this.bare)
    run.bend(messages * message, this.bare)
    this.kernel
      .floats(this.message, messages * message)
      .set(this.kernel.floats(this.bare, messages * message))
    if (noise?.(this.noiseMessage, messages * message) === true) {
      run.multiplyTo(messages * message, this.noiseMessage, this.message)
    }
    if (answers !== undefined) this.product('answer', messages, message, answers, this.message, this.outputs)
  }

  /**
   * Twice the piece's row and a wave for its position, as the encoder that the weights come from was trained, and what the letters of its
   * word say.
   */
  #embed(batch: Batch, noise: Noise | undefined): void {
    const first = this.layers[0]
    if (first === undefined) return
    const width = first.shape.in
    const half = width / 2
    const isSpelt = this.#spell(batch, width)
    const { wordOf } = this.words
    const waves = this.kernel.floats(this.at('waves'), half)
    const spelt = this.kernel.floats(this.spelt, isSpelt ? batch.pieces.length * width : 0)
    const x = this.kernel.floats(first.x, batch.pieces.length * width)
    let start = 0
    let message = 0
    for (const [at, piece] of batch.pieces.entries()) {
      const row = this.#rowOf('pieces', piece, width)
      const word = (wordOf[at] ?? 0) * width
      while (at >= (batch.starts[message + 1] ?? Infinity)) {
        message += 1
        start = batch.starts[message] ?? 0
      }
      for (let j = 0; j < half; j += 1) {
        const angle = (at - start) * (waves[j] ?? 0)
        x[at * width + j] = 2 * (row[j] ?? 0) + Math.sin(angle) + (spelt[word + j] ?? 0)
        x[at * width + half + j] = 2 * (row[half + j] ?? 0) + Math.cos(angle) + (spelt[word + half + j] ?? 0)
      }
    }
    if (noise?.(this.noisePieces, x.length) === true) {
      this.kernel.run.multiplyTo(x.length, this.noisePieces, first.x)
    }
  }

  /** Of each word the mean of its letters' rows, as wide as a piece's row; false where letters say nothing. */
  #spell(batch: Batch, width: number): boolean {
    const { letters } = this.shape
    if (this.#letters === undefined || letters === undefined) return false
    this.words = this.#letters.of(batch)
    const { words } = this.words
    const narrow = letters.width
    const means = this.kernel.floats(this.lettered, words.length * narrow).fill(0)
    for (const [word, places] of words.entries()) {
      const by = LETTERS_COUNT / places.length
      for (const place of places) {
        const row = this.#rowOf('letters', place, narrow)
        for (let j = 0; j < narrow; j += 1)
          means[word * narrow + j] = (means[word * narrow + j] ?? 0) + by * (row[j] ?? 0)
      }
    }
    this.product('spelt', words.length, narrow, width, this.lettered, this.spelt)
    return true
  }

  /** A row of a table, good until the next one. */
  #rowOf(table: string, row: number, width: number): Float32Array {
    if (this.#learns) return this.kernel.floats(this.at(table) + row * width * 4, width)
    this.#packed?.write(table, this.#row, row, 1)
    return this.#row
  }

  #layer(n: number, layer: LayerPlaces, batch: Batch, y: Place, noise: Noise | undefined): void {
    const { run } = this.kernel
    const rows = batch.pieces.length
    const { in: width, out, inner } = layer.shape
    const at = (name: string): Place => this.at(`${n}.${name}`)
    run.normalise(
      rows,
      width,
      layer.x,
      at('before.scale'),
      at('before.shift'),
      layer.before,
      layer.beforeLeft,
      layer.beforeInverse,
    )
    this.product(`${n}.attend`, rows, width, 3 * width, layer.before, layer.attend)
    this.#attend(layer, batch)
    this.product(`${n}.join`, rows, width, out, layer.joined, layer.carried)
    if (noise?.(layer.noiseJoin, rows * out) === true)
      run.multiplyTo(rows * out, layer.noiseJoin, layer.carried)
    if (width === out) run.addTo(rows * out, layer.x, layer.carried, 1)
    else this.product(`${n}.carry`, rows, width, out, layer.x, layer.carried, true)
    run.normalise(
      rows,
      out,
      layer.carried,
      at('between.scale'),
      at('between.shift'),
      layer.between,
      layer.betweenLeft,
      layer.betweenInverse,
    )
    this.product(`${n}.widen`, rows, out, inner, layer.between, layer.wide)
    run.rectify(rows * inner, layer.wide)
    this.product(`${n}.narrow`, rows, inner, out, layer.wide, y)
    if (noise?.(layer.noiseNarrow, rows * out) === true) run.multiplyTo(rows * out, layer.noiseNarrow, y)
    run.addTo(rows * out, layer.carried, y, 1)
  }

  /** Each head of each message: which pieces it looks at, and what it takes from them. */
  #attend(layer: LayerPlaces, { starts }: Batch): void {
    const { run } = this.kernel
    const { in: width, heads } = layer.shape
    const head = width / heads
    const scale = 1 / Math.sqrt(head)
    let weights = layer.weights
    for (let m = 0; m + 1 < starts.length; m += 1) {
      const from = starts[m] ?? 0
      const length = (starts[m + 1] ?? 0) - from
      for (let h = 0; h < heads; h += 1) {
        const query = layer.attend + (from * 3 * width + h * head) * 4
        const key = query + width * 4
        const value = key + width * 4
        run.pack(length, head, key, 1, 3 * width, this.packed)
        run.multiply(
          length,
          length,
          head,
          scale,
          query,
          3 * width,
          1,
          this.packed,
          weights,
          length,
          0,
          this.work,
        )
        run.softmax(length, length, weights)
        run.pack(head, length, value, 3 * width, 1, this.packed)
        const to = layer.joined + (from * width + h * head) * 4
        run.multiply(length, head, length, 1, weights, length, 1, this.packed, to, width, 0, this.work)
        weights += length * length * 4
      }
    }
  }
}
