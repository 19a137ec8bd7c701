import type { z } from 'zod'
import type { CrisisService } from '../domain/safety/register.ts'
import { CrisisRegister } from '../domain/safety/register.ts'
import { readYaml } from './yaml.ts'

/**
 * Numbers that were right once and must never ship again (older pages still give them): two mobile numbers of PAPYRUS, the
 * former helpline of The Mix, the former text number of the NSPCC.
 */
const WITHDRAWN_NUMBERS: ReadonlySet<string> = new Set(['07860039967', '07786209697', '08088084994', '88858'])

/**
 * The register of crisis services (`content/crisis.yaml`, or an operator's local lines in the same shape), in its own order.
 * Throws ContentError with `file:line: reason`: a wrong field, an id used twice, an upper age limit the words do not name, a
 * number that was withdrawn.
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
    if (row.ageMax !== undefined && !namesLimit(row.about, row.ageMax)) {
      wrong(['about'], `does not name the age limit: it is shown to people whose age is not known`)
    }
    row.channels.forEach((channel, index) => {
      if ('number' in channel && WITHDRAWN_NUMBERS.has(channel.number.replaceAll(' ', ''))) {
        wrong(['channels', index, 'number'], `${channel.number} was withdrawn and must not be given`)
      }
    })
  })
})

/** "under 19" and "up to 18" name the limit 18, "10 to 18" too; "teenagers" names 19. */
function namesLimit(about: string, ageMax: number): boolean {
  if (ageMax === 19 && /\bteenagers\b/i.test(about)) return true
  return new RegExp(`\\bunder ${ageMax + 1}\\b|\\bto ${ageMax}\\b`, 'i').test(about)
}
