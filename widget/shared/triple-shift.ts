/** The three presses must fall within this time, as on GOV.UK's "Exit this page". */
const WITHIN_MS = 5_000

interface KeyPress {
  readonly type: string
  readonly key: string
  readonly timeStamp: number
}

/**
 * Counts presses of Shift alone: feed it keydown and keyup; it calls back with 1, 2, 3. A Shift that served as a modifier
 * (capital letters, Shift and Tab) is not a press and starts the count again.
 */
export function tripleShift(pressed: (count: number) => void): (event: KeyPress) => void {
  let count = 0
  let first = 0
  let alone = false
  return ({ type, key, timeStamp }) => {
    const shift = key === 'Shift'
    if (!shift) count = 0
    else if (alone && type === 'keyup') {
      if (count === 0 || timeStamp - first > WITHIN_MS) {
        count = 0
        first = timeStamp
      }
      count += 1
      pressed(count)
      count %= 3
    }
    alone = shift && type === 'keydown'
  }
}
