/** What is quoted of a message, so that a long one does not fill an alert. UTF-16 units. */
export const QUOTED = 160

/**
 * What of a message is shown as evidence: the whole of a short one; of a longer one the words from `from` to `to` and as many around
 * them as there is room for. Cut between words.
 */
export function quote(text: string, from: number, to: number): string {
  const whole = text.trim()
  if (whole.length <= QUOTED) return whole
  const around = Math.max(0, Math.floor((QUOTED - (to - from)) / 2))
  const start = Math.max(0, Math.min(from - around, text.length - QUOTED))
  const cut = text.slice(start, start + QUOTED)
  const first = start === 0 || start === from ? 0 : cut.search(/(?<=\s)\S/u)
  const last = start + QUOTED >= text.length ? cut.length : cut.search(/\s+\S*$/u)
  return last > first ? cut.slice(Math.max(0, first), last).trim() : cut.trim()
}
