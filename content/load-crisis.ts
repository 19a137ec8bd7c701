import type { z } from 'zod'
import { CrisisRegister } from '../domain/safety/register.ts'
import type { CrisisService } from '../domain/safety/register.ts'
import type { School } from '../domain/school/school.ts'
import { ContentError, readYaml } from './yaml.ts'

/**
 * Numbers that were right once and must never ship again (older pages still give them): two mobile numbers of PAPYRUS, the
 * former helpline of The Mix, the former text number of the NSPCC.
 */
const WITHDRAWN_NUMBERS: ReadonlySet<string> = new Set(['07860039967', '07786209697', '08088084994', '88858'])

/**
 * The register of crisis services (`content/crisis.yaml`, or an operator's local lines in the same shape), in its own order.
 * Throws ContentError with `file:line: reason`: a wrong field, an id used twice, an upper age limit the words do not name, a
 * row of general knowledge without a site, a number that was withdrawn.
 */
export function loadCrisis(file: string): CrisisService[] {
  return readYaml(file, checkedRegister)
}

const checkedRegister: z.ZodType<CrisisService[]> = CrisisRegister.superRefine((rows, context) => {
  const seen = new Set<string>()
  rows.forEach((row, at) => {
    const wrong = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: [at, ...path], message })
    if (seen.has(row.id)) wrong(['id'], `"${row.id}" is used twice`)
    seen.add(row.id)
    // A national service for anything would push itself onto every card: only the fixed ones may be there.
    if (row.place === undefined && row.kinds.length === 0) wrong(['kinds'], 'says what the service is for')
    // Without one, words that nobody has read would be shown as if somebody had.
    if (row.strength === 'general-knowledge' && row.site === undefined)
      wrong(['site'], 'is missing: a row of general knowledge is shown with "check their site"')
    for (const { path, message } of wrongIn(row)) wrong(path, message)
  })
})

/** What is wrong with a row that its fields do not show one by one; the lines of schools are held to the same. */
export function wrongIn(
  row: Pick<CrisisService, 'about' | 'ageMax' | 'channels'>,
): { path: PropertyKey[]; message: string }[] {
  const limit =
    row.ageMax !== undefined && !namesLimit(row.about, row.ageMax)
      ? [
          {
            path: ['about'],
            message: 'does not name the age limit: it is shown to people whose age is not known',
          },
        ]
      : []
  const withdrawn = row.channels.flatMap((channel, at) =>
    'number' in channel && WITHDRAWN_NUMBERS.has(channel.number.replaceAll(' ', ''))
      ? [
          {
            path: ['channels', at, 'number'],
            message: `${channel.number} was withdrawn and must not be given`,
          },
        ]
      : [],
  )
  return [...limit, ...withdrawn]
}

/**
 * Throws ContentError when a school names a service that the register does not have for its nation, or gives a line of its own the
 * id of one: then a young person would be shown another service than the school meant.
 */
export function checkLocalHelp(schools: readonly School[], register: readonly CrisisService[]): void {
  const problems = schools.flatMap(({ id, nation, help }) => [
    ...help.services
      .filter((named) => !register.some((row) => row.id === named && row.nations.includes(nation)))
      .map((named) => `school "${id}": help.services: the register has no "${named}" for its nation`),
    ...help.lines
      .filter((line) => register.some((row) => row.id === line.id))
      .map((line) => `school "${id}": help.lines: "${line.id}" is the id of a service of the register`),
  ])
  if (problems.length > 0) throw new ContentError(problems)
}

/** "under 19" and "up to 18" name the limit 18, "10 to 18" too; "teenagers" names 19. */
function namesLimit(about: string, ageMax: number): boolean {
  if (ageMax === 19 && /\bteenagers\b/i.test(about)) return true
  return new RegExp(`\\bunder ${ageMax + 1}\\b|\\bto ${ageMax}\\b`, 'i').test(about)
}
