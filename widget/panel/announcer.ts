/** Words that come together are read together; half a sentence is not cut off by the next. */
const GATHER_MS = 1_000

/**
 * Says things to those who listen: two polite live regions in turn, so that the same words twice are two events, and one
 * assertive region for what cannot wait. The log itself is no live region: some readers would repeat all of it.
 */
export class Announcer {
  readonly #polite: readonly [HTMLElement, HTMLElement]
  readonly #assertive: HTMLElement
  #gathered: string[] = []
  #timer = 0
  #turn: 0 | 1 = 0

  constructor(polite: readonly [HTMLElement, HTMLElement], assertive: HTMLElement) {
    this.#polite = polite
    this.#assertive = assertive
  }

  /** Says it when there is a moment. */
  say(words: string): void {
    this.#gathered.push(words)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#polite[this.#turn].textContent = ''
      this.#turn = this.#turn === 0 ? 1 : 0
      this.#polite[this.#turn].textContent = this.#gathered.splice(0).join(' ')
    }, GATHER_MS)
  }

  /** Says it now, over whatever is being said. */
  interrupt(words: string): void {
    this.#assertive.textContent = words
  }
}
