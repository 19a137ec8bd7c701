import type { Place } from './kernel.ts'
import { packedSize } from './kernel.ts'
import { LETTERS_COUNT } from './network.ts'
import type { Batch, LayerPlaces, Network, Room } from './network.ts'
import { sizeOf } from './shape.ts'

/** The way back through a network that gives answers: from the gradient of its outputs to the gradient of every weight. */
export class Backward {
  /** Gradients, laid out like the weights; `clear` before each batch. */
  readonly gradient: Place
  /** Where the gradient of the outputs is to be put. */
  readonly outputs: Place
  readonly #network: Network
  readonly #message: Place
  readonly #mean: Place
  readonly #one: Place
  readonly #two: Place
  readonly #wide: Place
  readonly #attend: Place
  readonly #weights: Place
  readonly #packed: Place
  readonly #spelt: Place
  readonly #lettered: Place
  readonly #work: Place

  constructor(network: Network, room: Room) {
    const { kernel, shape } = network
    this.#network = network
    const most = Math.max(...shape.layers.flatMap(({ in: i, out }) => [i, out]))
    const inner = Math.max(...shape.layers.map((layer) => layer.inner))
    const widest = Math.max(inner, 3 * most, shape.message)
    this.gradient = kernel.place(sizeOf(shape))
    this.outputs = kernel.place(room.messages * (shape.answers ?? 0))
    this.#message = kernel.place(room.messages * shape.message)
    this.#mean = kernel.place(room.messages * most)
    this.#one = kernel.place(room.pieces * most)
    this.#two = kernel.place(room.pieces * most)
    this.#wide = kernel.place(room.pieces * inner)
    this.#attend = kernel.place(room.pieces * 3 * most)
    this.#weights = kernel.place(room.longest * room.longest)
    this.#spelt = kernel.place(room.pieces * most)
    this.#lettered = kernel.place(room.pieces * (shape.letters?.width ?? 0))
    this.#packed = kernel.place(packedSize(widest, Math.max(widest, room.pieces)))
    this.#work = kernel.place(Math.max(widest, room.pieces) * 4)
  }

  clear(): void {
    this.#network.kernel.clear(this.gradient, sizeOf(this.#network.shape))
  }

  /** After `forward` on the same batch with the same noise: `noisy` says whether it left anything out. */
  run(batch: Batch, noisy: boolean): void {
    const network = this.#network
    const { kernel, shape } = network
    const { run } = kernel
    const messages = batch.starts.length - 1
    const out = shape.layers.at(-1)?.out ?? 0
    const { message } = shape
    this.#product(
      'answer',
      messages,
      message,
      shape.answers ?? 0,
      network.message,
      this.outputs,
      this.#message,
      false,
    )
    if (noisy) run.multiplyTo(messages * message, network.noiseMessage, this.#message)
    run.bendBack(messages * message, network.bare, this.#message)
    this.#product('message', messages, out, message, network.mean, this.#message, this.#mean, false)
    kernel.clear(this.#one, batch.pieces.length * out)
    for (let m = 0; m < messages; m += 1) {
      const [from, to] = [batch.starts[m] ?? 0, batch.starts[m + 1] ?? 0]
      for (let at = from; at < to; at += 1) {
        run.addTo(out, this.#mean + m * out * 4, this.#one + at * out * 4, 1 / (to - from))
      }
    }
    for (let n = network.layers.length - 1; n >= 0; n -= 1) {
      const layer = network.layers[n]
      if (layer !== undefined) this.#layer(n, layer, batch, noisy)
    }
    this.#pieces(batch, noisy)
  }

  #at(name: string): Place {
    return this.gradient + (this.#network.at(name) - this.#network.weights)
  }

  /** y = x · W + b: adds to the gradients of W and b; that of x is put at dx, or added to it. */
  #product(
    name: string,
    rows: number,
    inner: number,
    outer: number,
    x: Place,
    dy: Place,
    dx: Place,
    add: boolean,
  ): void {
    const { run } = this.#network.kernel
    run.gather(rows, outer, dy, this.#at(`${name}.bias`), 1)
    run.pack(outer, rows, dy, outer, 1, this.#packed)
    run.multiply(
      inner,
      outer,
      rows,
      1,
      x,
      1,
      inner,
      this.#packed,
      this.#at(`${name}.weights`),
      outer,
      1,
      this.#work,
    )
    run.pack(inner, outer, this.#network.at(`${name}.weights`), 1, outer, this.#packed)
    run.multiply(rows, inner, outer, 1, dy, outer, 1, this.#packed, dx, inner, add ? 1 : 0, this.#work)
  }

  /** From the gradient of a layer's output, in #one, to that of its input, there again. */
  #layer(n: number, layer: LayerPlaces, batch: Batch, noisy: boolean): void {
    const { kernel } = this.#network
    const { run } = kernel
    const rows = batch.pieces.length
    const { in: width, out, inner } = layer.shape
    const weight = (name: string): Place => this.#network.at(`${n}.${name}`)
    const gradient = (name: string): Place => this.#at(`${n}.${name}`)

    const narrow = this.#two
    copy(this.#network, this.#one, narrow, rows * out)
    if (noisy) run.multiplyTo(rows * out, layer.noiseNarrow, narrow)
    this.#product(`${n}.narrow`, rows, inner, out, layer.wide, narrow, this.#wide, false)
    run.rectifyBack(rows * inner, layer.wide, this.#wide)
    this.#product(`${n}.widen`, rows, out, inner, layer.between, this.#wide, this.#two, false)
    run.normaliseBack(
      rows,
      out,
      this.#two,
      weight('between.scale'),
      layer.betweenLeft,
      layer.betweenInverse,
      this.#one,
      gradient('between.scale'),
      gradient('between.shift'),
    )

    const join = this.#wide
    copy(this.#network, this.#one, join, rows * out)
    if (noisy) run.multiplyTo(rows * out, layer.noiseJoin, join)
    this.#product(`${n}.join`, rows, width, out, layer.joined, join, this.#two, false)
    this.#attention(layer, batch)
    if (width !== out) {
      const carried = this.#wide
      copy(this.#network, this.#one, carried, rows * out)
      this.#product(`${n}.carry`, rows, width, out, layer.x, carried, this.#one, false)
    }
    this.#product(`${n}.attend`, rows, width, 3 * width, layer.before, this.#attend, this.#two, false)
    run.normaliseBack(
      rows,
      width,
      this.#two,
      weight('before.scale'),
      layer.beforeLeft,
      layer.beforeInverse,
      this.#one,
      gradient('before.scale'),
      gradient('before.shift'),
    )
  }

  /** From the gradient of what the heads took, in #two, to that of queries, keys and values. */
  #attention(layer: LayerPlaces, { starts, pieces }: Batch): void {
    const { kernel } = this.#network
    const { run } = kernel
    const { in: width, heads } = layer.shape
    const head = width / heads
    const three = 3 * width
    kernel.clear(this.#attend, pieces.length * three)
    let weights = layer.weights
    for (let m = 0; m + 1 < starts.length; m += 1) {
      const from = starts[m] ?? 0
      const length = (starts[m + 1] ?? 0) - from
      for (let h = 0; h < heads; h += 1) {
        const offset = (from * three + h * head) * 4
        const [query, key, value] = [0, width * 4, 2 * width * 4].map((more) => layer.attend + offset + more)
        const [dQuery, dKey, dValue] = [0, width * 4, 2 * width * 4].map(
          (more) => this.#attend + offset + more,
        )
        if (query === undefined || key === undefined || value === undefined) continue
        if (dQuery === undefined || dKey === undefined || dValue === undefined) continue
        const dTaken = this.#two + (from * width + h * head) * 4
        run.pack(length, head, value, 1, three, this.#packed)
        run.multiply(
          length,
          length,
          head,
          1,
          dTaken,
          width,
          1,
          this.#packed,
          this.#weights,
          length,
          0,
          this.#work,
        )
        run.pack(head, length, dTaken, width, 1, this.#packed)
        run.multiply(length, head, length, 1, weights, 1, length, this.#packed, dValue, three, 0, this.#work)
        run.softmaxBack(length, length, weights, this.#weights, 1 / Math.sqrt(head))
        run.pack(head, length, key, three, 1, this.#packed)
        run.multiply(
          length,
          head,
          length,
          1,
          this.#weights,
          length,
          1,
          this.#packed,
          dQuery,
          three,
          0,
          this.#work,
        )
        run.pack(head, length, query, three, 1, this.#packed)
        run.multiply(
          length,
          head,
          length,
          1,
          this.#weights,
          1,
          length,
          this.#packed,
          dKey,
          three,
          0,
          this.#work,
        )
        weights += length * length * 4
      }
    }
  }

  #pieces({ pieces }: Batch, noisy: boolean): void {
    const network = this.#network
    const { kernel, shape } = network
    const width = shape.layers[0]?.in ?? 0
    if (noisy) kernel.run.multiplyTo(pieces.length * width, network.noisePieces, this.#one)
    const table = this.#at('pieces')
    for (const [at, piece] of pieces.entries()) {
      kernel.run.addTo(width, this.#one + at * width * 4, table + piece * width * 4, 2)
    }
    this.#words(width)
  }

  /** From the gradient of the pieces, in #one, to that of the letters of their words. */
  #words(width: number): void {
    const network = this.#network
    const { kernel, shape } = network
    const { words, wordOf } = network.words
    if (!shape.letters) return
    const narrow = shape.letters.width
    kernel.clear(this.#spelt, words.length * width)
    for (const [at, word] of wordOf.entries()) {
      kernel.run.addTo(width, this.#one + at * width * 4, this.#spelt + word * width * 4, 1)
    }
    this.#product('spelt', words.length, narrow, width, network.lettered, this.#spelt, this.#lettered, false)
    const table = this.#at('letters')
    for (const [word, places] of words.entries()) {
      for (const place of places) {
        kernel.run.addTo(
          narrow,
          this.#lettered + word * narrow * 4,
          table + place * narrow * 4,
          LETTERS_COUNT / places.length,
        )
      }
    }
  }
}

function copy({ kernel }: Network, from: Place, to: Place, floats: number): void {
  kernel.floats(to, floats).set(kernel.floats(from, floats))
}
