import { PostcodesError } from '../places/errors.ts'
import type { RowLeftOut } from '../places/layouts.ts'
import { readPostcodes } from '../places/read-postcodes.ts'
import type { ReadPostcodes } from '../places/read-postcodes.ts'
import { PostcodeFile, tablePath, writeTable } from '../places/table-file.ts'
import type { ProgressView } from './progress.ts'

const LIMITS = {
  /** A file with less than this share of what is loaded is likelier one area than all. */
  share: 0.5,
  examples: 5,
} as const
const WORDS: Readonly<Record<RowLeftOut, string>> = {
  terminated: 'terminated: no longer in use',
  'no-position': 'without a position',
  'outside-uk': 'a position outside the UK',
  'not-a-postcode': 'no postcode',
}
const LICENCE: Readonly<Record<string, string>> = {
  'code-point-open':
    'Code-Point Open is under the Open Government Licence: name "Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right" where you publish.',
  onspd:
    'The ONS Postcode Directory is under the Open Government Licence (Northern Ireland: see its own terms): name "Source: Office for National Statistics, contains OS and Royal Mail data © Crown copyright and database right" where you publish.',
}

export interface PostcodesCall {
  readonly from: string
  readonly dataDir: string
  readonly acceptSmaller: boolean
  /** ISO instant. */
  readonly now: string
}

/** Loads an official file of postcodes into the data folder, in place of what was loaded before, and says what became of it. */
export async function importPostcodes(
  call: PostcodesCall,
  out: (line: string) => void,
  progress: ProgressView,
): Promise<void> {
  const read = await readPostcodes(call.from, call.now, (done) =>
    progress.show({ stage: 'postcodes', done }),
  ).finally(() => progress.end())
  const path = tablePath(call.dataDir)
  const before = loaded(path)
  if (!call.acceptSmaller && read.taken < before * LIMITS.share) {
    throw new PostcodesError(
      `${before} postcodes are loaded and this has ${read.taken}: if that is right, import it with --accept-smaller`,
    )
  }
  await writeTable(path, read.header, read.rows)
  for (const line of postcodesWords(read)) out(line)
}

/** How many postcodes stand there; a damaged file is none. */
function loaded(path: string): number {
  const file = new PostcodeFile(path, () => undefined)
  try {
    return file.current()?.size ?? 0
  } finally {
    file.close()
  }
}

/** The summary, as lines. */
export function postcodesWords(read: ReadPostcodes): string[] {
  const districts = new Set(read.header.sectors.map(([name]) => name.slice(0, name.indexOf(' ')))).size
  const leftOut = Object.entries(WORDS).flatMap(([kind, words]) => {
    const count = Object.entries(read.leftOut).find(([k]) => k === kind)?.[1] ?? 0
    return count > 0 ? [`  ${count} ${words}`] : []
  })
  const named = (heading: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [heading, ...names.slice(0, LIMITS.examples).map((n) => `  ${n}`), ...more(names.length)]
  return [
    `Postcodes (${read.header.layout}): ${read.read} rows read, ${read.taken} taken in ${districts} districts, ${read.read - read.taken} left out.`,
    ...(leftOut.length + read.twice > 0 ? ['Left out:', ...leftOut] : []),
    ...(read.twice > 0 ? [`  ${read.twice} listed twice: the last one was taken`] : []),
    ...named('Passed over, in neither layout:', read.passedOver),
    ...named('Broken off:', read.broken),
    LICENCE[read.header.layout] ?? '',
  ].filter((line) => line !== '')
}

const more = (count: number): string[] =>
  count > LIMITS.examples ? [`  and ${count - LIMITS.examples} more`] : []
