/** A wait that can be cut short. */
export class Pause {
  #end: () => void = () => undefined

  /** Waits that many milliseconds, or until `end`. */
  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#end = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Ends the wait under way, if there is one. */
  end(): void {
    this.#end()
  }
}
