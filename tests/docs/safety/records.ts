import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../../content/yaml.ts'
import { LIKELIHOODS, SEVERITIES } from './matrix.ts'

const Id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'small letters, digits and hyphens')
const Sentence = z.string().min(1)

/** Files of tests, each with the exact titles that hold the control. */
const Tests = z.record(
  z.string().regex(/^tests\/.+\.(?:test\.ts|yaml)$/u, 'a file of tests, from the root'),
  z.array(Sentence).min(1),
)
export type Tests = z.infer<typeof Tests>

/** Held by a person rather than by a test: who, by id of people.yaml, and what they do. */
const ByPerson = z.object({ who: Id, does: Sentence })

const Rating = z.strictObject({ severity: z.enum(SEVERITIES), likelihood: z.enum(LIKELIHOODS) })
export type Rating = z.infer<typeof Rating>

/** Ids in order, without gaps: one that is closed stays, with what became of it. */
const numbered = (at: number): string => `H${String(at + 1).padStart(2, '0')}`

const Control = z
  .strictObject({
    what: Sentence,
    kind: z.enum(['design', 'test', 'training', 'business process']),
    tests: Tests.optional(),
    person: ByPerson.optional(),
  })
  .refine(({ tests, person }) => tests ?? person, 'a control names a test, or the person whose it is')
export type Control = z.infer<typeof Control>

const Hazard = z.strictObject({
  id: z.string().regex(/^H\d\d$/u),
  name: Sentence,
  description: Sentence,
  causes: z.array(Sentence).min(1),
  effects: z.array(Sentence).min(1),
  before: Rating,
  controls: z.array(Control).min(1),
  after: Rating,
  /** What is left when all controls work, said plainly. */
  remains: Sentence,
})
export type Hazard = z.infer<typeof Hazard>

export const HazardLog = z.strictObject({
  /** The release the ratings were made for. */
  version: Sentence,
  reviewed: z.iso.date(),
  /** Nobody may be made up here: undefined until a named Clinical Safety Officer has signed. */
  signedOff: z.strictObject({ name: Sentence, registration: Sentence, on: z.iso.date() }).optional(),
  hazards: z
    .array(Hazard)
    .refine((all) => all.every(({ id }, at) => id === numbered(at)), 'H01, H02, … in order'),
})
export type HazardLog = z.infer<typeof HazardLog>

const Rule = z
  .strictObject({ number: z.int(), rule: Sentence, tests: Tests.optional(), person: ByPerson.optional() })
  .refine(({ tests, person }) => tests ?? person, 'a rule names a test, or the person who holds it')
export type Rule = z.infer<typeof Rule>

const RULES = 30

/** What must never happen: all thirty, in order. */
export const MustNever = z
  .array(Rule)
  .length(RULES)
  .refine((all) => all.every(({ number }, at) => number === at + 1), 'numbered 1 to 30, in order')

/** The people who hold what no test can, by id. */
const People = z.record(Id, z.strictObject({ title: Sentence, is: Sentence }))

/** Everything docs/safety holds as data. Throws ContentError with file and line. */
export function readSafety(folder: string): Safety {
  return {
    log: readYaml(join(folder, 'hazards.yaml'), HazardLog),
    rules: readYaml(join(folder, 'must-never.yaml'), MustNever),
    people: readYaml(join(folder, 'people.yaml'), People),
  }
}

export interface Safety {
  readonly log: HazardLog
  readonly rules: readonly Rule[]
  readonly people: z.infer<typeof People>
}
