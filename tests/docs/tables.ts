import { readFileSync } from 'node:fs'
import type { TestFile } from './safety/named-tests.ts'
import { runs } from './safety/named-tests.ts'

/** A row of a table whose first column is what it is about, and whose last says what holds it. */
export interface Row {
  readonly id: string
  readonly holds: string
}

/** A test as it is named in a page: its file in code marks, its title in quotation marks after it; more titles of the same file follow. */
const FILE = /`(tests\/[^`]+)`((?:\s*(?:,|and)?\s*"(?:[^"])+")+)/gu

/** The rows of a page's tables whose first cell matches. */
export function rowsOf(path: string, id: RegExp): Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .flatMap((cells) => {
      const [first = ''] = cells
      return id.test(first) ? [{ id: first, holds: cells.at(-1) ?? '' }] : []
    })
}

/** What is wrong with a row: a test that does not run, or neither a test nor a reason. */
export function wrongIn({ id, holds }: Row, files: ReadonlyMap<string, TestFile>): string[] {
  const named = [...holds.matchAll(FILE)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/gu)].map(([, title = '']) => ({ file, title })),
  )
  const reason = /Reason: (.{20,})/u.exec(holds)
  if (named.length === 0 && !reason) return [`${id}: names neither a test nor a reason`]
  return named.flatMap(({ file, title }) => {
    const found = files.get(file)
    if (!found) return [`${id}: there is no ${file}`]
    return runs(found, title) ? [] : [`${id}: ${file} runs no test "${title}"`]
  })
}
