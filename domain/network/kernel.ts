/** A place in the kernel's memory, in bytes. */
export type Place = number

/** The compiled numerics of kernel/, over one memory of 32-bit floats. Matrices are row by row; strides are in elements. */
export interface Numerics {
  /** The first byte behind the kernel's own tables. */
  base(): Place
  pack(n: number, k: number, b: Place, rowStride: number, columnStride: number, to: Place): void
  multiply(
    m: number,
    n: number,
    k: number,
    scale: number,
    a: Place,
    rowStride: number,
    columnStride: number,
    packed: Place,
    c: Place,
    width: number,
    add: number,
    work: Place,
  ): void
  normalise(
    rows: number,
    width: number,
    x: Place,
    scale: Place,
    shift: Place,
    y: Place,
    left: Place,
    inverse: Place,
  ): void
  normaliseBack(
    rows: number,
    width: number,
    dy: Place,
    scale: Place,
    left: Place,
    inverse: Place,
    dx: Place,
    dScale: Place,
    dShift: Place,
  ): void
  /** to[r] = by · (row r of `many` · `one`), which are signed bytes; `width` is a multiple of eight. */
  likeness(rows: number, width: number, one: Place, many: Place, by: number, to: Place): void
  softmax(rows: number, width: number, x: Place): void
  softmaxBack(rows: number, width: number, p: Place, dp: Place, by: number): void
  spread(rows: number, width: number, row: Place, to: Place): void
  gather(rows: number, width: number, from: Place, to: Place, by: number): void
  addTo(count: number, from: Place, to: Place, by: number): void
  multiplyTo(count: number, from: Place, to: Place): void
  rectify(count: number, x: Place): void
  rectifyBack(count: number, y: Place, dy: Place): void
  bend(count: number, x: Place): void
  bendBack(count: number, y: Place, dy: Place): void
  mask(count: number, to: Place, chance: number, state: number): number
  sumOfSquares(count: number, x: Place): number
  adam(
    count: number,
    weights: Place,
    gradient: Place,
    mean: Place,
    variance: Place,
    clip: number,
    rate: number,
    decay: number,
    fixMean: number,
    fixVariance: number,
  ): void
}

/** WebAssembly of the host, as far as it is used: the domain knows neither browser nor Node. */
interface Host {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer; grow(pages: number): number }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: object }
}

const PAGE = 65_536
/** So that every matrix begins where 128-bit lanes like to. */
const ALIGN = 16

/** One instance of the kernel with its memory; places are handed out once and for good. Not to be shared between threads. */
export class Kernel {
  readonly run: Numerics
  readonly #memory
  #next: Place

  /** `bytes`: the compiled kernel. Throws when they are not WebAssembly. */
  constructor(bytes: Uint8Array) {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: Host }
    this.#memory = new WebAssembly.Memory({ initial: 1 })
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      env: { memory: this.#memory },
    })
    this.run = exports as Numerics
    this.#next = Math.ceil(this.run.base() / ALIGN) * ALIGN
  }

  /** Whether it can do this: one of another release may not. */
  has(name: keyof Numerics): boolean {
    return name in this.run
  }

  /** Room for so many floats, all zero. */
  place(floats: number): Place {
    const at = this.#next
    this.#next += Math.ceil((floats * 4) / ALIGN) * ALIGN
    const missing = Math.ceil((this.#next - this.#memory.buffer.byteLength) / PAGE)
    if (missing > 0) this.#memory.grow(missing)
    return at
  }

  /** What stands at a place. Only good until the next `place`. */
  floats(at: Place, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, count)
  }

  /** What stands at a place as signed bytes. Only good until the next `place`. */
  bytes(at: Place, count: number): Int8Array {
    return new Int8Array(this.#memory.buffer, at, count)
  }

  clear(at: Place, floats: number): void {
    this.floats(at, floats).fill(0)
  }
}

/** Floats that a packed matrix of k rows and n columns takes. */
export const packedSize = (n: number, k: number): number => k * Math.ceil(n / 8) * 8
