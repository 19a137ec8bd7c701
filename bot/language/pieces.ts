/** Part of a text, and where in it it begins (UTF-16). */
export interface Piece {
  readonly text: string
  readonly from: number
}

/** A text in pieces of at most this length, cut at a space where there is one: none for an empty text. */
export function pieces(text: string, longest: number): readonly Piece[] {
  const out: Piece[] = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(from + longest, text.length)
    if (to < text.length) {
      const space = text.lastIndexOf(' ', to)
      if (space > from) to = space
      // A pair of surrogates stays together.
      else if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to -= 1
    }
    const piece = text.slice(from, to)
    if (piece.trim() !== '') out.push({ text: piece, from })
    from = to
  }
  return out
}

/** A list in lists of at most this many. */
export const batches = <T>(list: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_none, at) => list.slice(at * most, (at + 1) * most))
