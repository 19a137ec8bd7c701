const LIMITS = {
  width: 30,
  /** A log gets a line for each tenth, or for so many things while the total is not known. */
  tenths: 10,
  each: 500,
} as const
const STAGES = {
  list: 'reading the list',
  details: 'reading details',
  store: 'writing',
  postcodes: 'reading postcodes',
} as const

export interface Shown {
  readonly stage: keyof typeof STAGES
  readonly done: number
  readonly total?: number | undefined
}

export interface ProgressOut {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Shows progress: a bar that moves on a terminal, a line now and then in a log. */
export class ProgressView {
  readonly #out: ProgressOut
  #last = ''
  #open = false

  constructor(out: ProgressOut) {
    this.#out = out
  }

  show({ stage, done, total }: Shown): void {
    const of = total === undefined ? String(done) : `${done} of ${total}`
    if (this.#out.isTTY === true) {
      const full = total ? Math.min(LIMITS.width, Math.floor((done / total) * LIMITS.width)) : 0
      const bar = total ? `[${'#'.repeat(full)}${'.'.repeat(LIMITS.width - full)}] ` : ''
      this.#out.write(`\r\u001b[K${bar}${STAGES[stage]}: ${of}`)
      this.#open = true
      return
    }
    const step = total ? Math.floor((done / total) * LIMITS.tenths) : Math.floor(done / LIMITS.each)
    const mark = `${stage} ${step}`
    if (mark === this.#last) return
    this.#last = mark
    this.#out.write(`${STAGES[stage]}: ${of}\n`)
  }

  /** Leaves the line of the bar. */
  end(): void {
    if (this.#open) this.#out.write('\n')
    this.#open = false
  }
}
