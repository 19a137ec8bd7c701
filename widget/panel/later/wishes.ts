import { record } from '../../client/wire.ts'

/** How somebody wants to read and write here. */
export interface Wishes {
  /** 0 as usual, 1 bigger, 2 biggest. */
  readonly size: number
  readonly space: boolean
  readonly symbols: boolean
  /** Never kept: a voice or a microphone that is on after a reload would surprise those around. */
  readonly aloud: boolean
  readonly dictation: boolean
}

const KEY = 'matters:reading'
const SIZES = 2
const root = document.documentElement

/** The wishes now. Nothing that was said is in them. */
export let wishes: Wishes = {
  size: 0,
  space: false,
  symbols: false,
  aloud: false,
  dictation: false,
  ...kept(),
}
apply()

/** Changes some of them; those of reading stay for the visit, in this tab, where storage allows it. */
export function wish(change: Partial<Wishes>): void {
  wishes = { ...wishes, ...change }
  apply()
  const { size, space, symbols } = wishes
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ size, space, symbols }))
  } catch {
    // Blocked storage: for as long as the page is there.
  }
}

function apply(): void {
  root.dataset.size = String(wishes.size)
  root.toggleAttribute('data-space', wishes.space)
}

function kept(): Partial<Wishes> {
  try {
    const { size, space, symbols } = record(JSON.parse(sessionStorage.getItem(KEY) ?? '{}'))
    return {
      size: Number.isInteger(size) ? Math.min(SIZES, Math.max(0, Number(size))) : 0,
      space: space === true,
      symbols: symbols === true,
    }
  } catch {
    return {}
  }
}
