import type { Embedding } from '../embedding/embedding.ts'
import { SCALE, WIDTH } from '../embedding/embedding.ts'
import { Kernel } from '../network/kernel.ts'
import type { Place } from '../network/kernel.ts'

/** What the entries of an index mean, and how like what was said each of them is. */
export class Likeness {
  readonly #kernel: Kernel
  readonly #size: number
  readonly #missing: Set<number>
  readonly #said: Place
  readonly #entries: Place
  readonly #alike: Place

  /** `kernel`: the compiled kernel; `size`: entries of the index. */
  constructor(kernel: Uint8Array, size: number) {
    this.#kernel = new Kernel(kernel)
    this.#size = size
    this.#missing = new Set(Array.from({ length: size }, (_, at) => at))
    this.#said = this.#kernel.place(WIDTH / 4)
    this.#entries = this.#kernel.place((size * WIDTH) / 4)
    this.#alike = this.#kernel.place(size)
  }

  /** What the entry at this place of the index means. */
  set(at: number, embedding: Embedding): void {
    this.#kernel.bytes(this.#entries + at * WIDTH, WIDTH).set(embedding)
    this.#missing.delete(at)
  }

  /** Whether what every entry means is known: before that, none can be compared. */
  get isComplete(): boolean {
    return this.#missing.size === 0
  }

  /** The cosine of two entries. */
  between(a: number, b: number): number {
    const [one, other] = [a, b].map((at) => this.#kernel.bytes(this.#entries + at * WIDTH, WIDTH))
    return (one?.reduce((sum, x, at) => sum + x * (other?.[at] ?? 0), 0) ?? 0) / SCALE ** 2
  }

  /** The cosine of each entry with what was said, -1 to 1. Good until the next question. */
  to(said: Embedding): Float32Array {
    this.#kernel.bytes(this.#said, WIDTH).set(said)
    this.#kernel.run.likeness(this.#size, WIDTH, this.#said, this.#entries, 1 / SCALE ** 2, this.#alike)
    return this.#kernel.floats(this.#alike, this.#size)
  }
}
