/** Products in the dihedral group of ten elements, which Verhoeff's check digit is worked out in (J. Verhoeff, 1969). */
const PRODUCT = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const
/** One step of the permutation; a digit takes as many as its place from the right, and after eight it is where it was. */
const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const

/** Whether the last digit fits the others: every single wrong digit and every swap of neighbours is found. */
export function hasCheckDigit(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((so, digit, place) => {
      let permuted = digit
      for (let step = 0; step < place % 8; step += 1) permuted = PERMUTED[permuted] ?? 0
      return PRODUCT[so]?.[permuted] ?? 0
    }, 0)
  return sum === 0
}
