/** More runs of doubled letters than this are not told apart: all of them are shortened alike. */
const RUNS = 5

/** Longest word that is looked for inside words written together. */
const LONGEST = 14

/** The forms a stretched word may stand for ("killlll" -> "kil", "kill"), nearest first; empty when no letter is doubled. */
export function stretchedForms(word: string): readonly string[] {
  const runs = word.match(/(.)\1*/gu) ?? []
  const doubled = runs.filter((run) => run.length > 1).length
  if (doubled === 0) return []
  if (doubled > RUNS) return [runs.map((run) => run.charAt(0)).join('')]
  let forms = ['']
  for (const run of runs) {
    const letter = run.charAt(0)
    const choices = run.length === 1 ? [letter] : [letter + letter, letter]
    forms = forms.flatMap((form) => choices.map((choice) => form + choice))
  }
  return forms.filter((form) => form !== word)
}

/** Whether a word is a likely misspelling of a keyword: one slip, two in a long word; a slip is a letter too many, too few, other, or swapped. */
export function isMisspelling(word: string, keyword: string): boolean {
  if (keyword.length < 6) return false
  const allowed = keyword.length >= 8 ? 2 : 1
  if (Math.abs(word.length - keyword.length) > allowed) return false
  return slips(word, keyword) <= allowed
}

/** Optimal string alignment distance. Both words are short: the caller bounds them. */
function slips(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      row.push(cost)
    }
    before = above
    above = row
  }
  return above[b.length] ?? a.length
}

/** Letters that are words by themselves when words are written together. */
const ONE_LETTER = new Set(['i', 'a', 'u'])

/** Takes words written together apart into the fewest known words, or undefined when it cannot be done or only into crumbs. */
export function segment(text: string, isWord: (word: string) => boolean): readonly string[] | undefined {
  const fewest: (number | undefined)[] = [0]
  const from: number[] = [0]
  for (let end = 1; end <= text.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
      const soFar = fewest[start]
      if (soFar === undefined || soFar + 1 >= (fewest[end] ?? Infinity)) continue
      const part = text.slice(start, end)
      if (part.length === 1 ? ONE_LETTER.has(part) : isWord(part)) {
        fewest[end] = soFar + 1
        from[end] = start
      }
    }
  }
  const count = fewest[text.length]
  if (count === undefined || count * 2 > text.length) return undefined
  const parts: string[] = []
  for (let end = text.length; end > 0;) {
    const start = from[end] ?? 0
    parts.unshift(text.slice(start, end))
    end = start
  }
  return parts
}
