import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { fromOpenReferral } from '../../../domain/directory/from-openreferral.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { opportunity } from '../../support/opportunity.ts'

const Facts = z.strictObject({
  gone: z.literal(true).optional(),
  ages: z.array(z.number().nullable()).optional(),
  only: z.enum(['girls', 'boys']).optional(),
  /** The group it is made for: a concept, or a kind of it. */
  for: z.string().optional(),
  rule: z.string().optional(),
  access: z.enum(['not', 'step-free']).optional(),
  free: z.boolean().optional(),
  from: z.number().optional(),
})
type Facts = z.infer<typeof Facts>

/** What is looked at in every text of a family, said or not. */
const LOOKED_AT: Readonly<Record<string, readonly (keyof Facts)[]>> = {
  ended: ['gone'],
  ages: ['ages', 'gone'],
  who: ['for', 'rule'],
  sex: ['only'],
  'early-years': ['rule'],
  slimming: ['rule'],
  stairs: ['access'],
  cost: ['free', 'from', 'rule'],
}
const Families = z.record(z.enum(Object.keys(LOOKED_AT)), z.array(z.tuple([z.string(), z.string(), Facts])))

const families = Families.parse(parse(readFileSync(join(import.meta.dirname, 'plain-words.yaml'), 'utf8')))
const vocabulary = loadUnderstanding()
const FEED = { id: 'test' }
const TODAY = '2026-11-26'

/** What an importer and the matcher read, in the terms of the list; of groups and rules the one expected, where it is there. */
function read(name: string, description: string, expected: Facts): Facts {
  const mapped = fromOpenReferral({ id: 'one', name, description, status: 'active' }, FEED, TODAY)
  if ('leftOut' in mapped) return { gone: true }
  const { ages, genderGroup, cost } = mapped.taken
  const seen = prepare(opportunity({ ...mapped.taken, sourceId: name }), vocabulary)
  const group = [...seen.madeFor].sort()
  const belongs = (wanted: string) => group.some((g) => g === wanted || vocabulary.reach(wanted).has(g))
  const rules = seen.unsuitable.map((r) => r.id)
  const range = ages.max === undefined ? [ages.min ?? null] : [ages.min ?? null, ages.max]
  return {
    ...(ages.min === undefined && ages.max === undefined ? {} : { ages: range }),
    ...(genderGroup ? { only: genderGroup.only } : {}),
    ...(group.length === 0
      ? {}
      : { for: expected.for !== undefined && belongs(expected.for) ? expected.for : group.join() }),
    ...(rules.length === 0
      ? {}
      : {
          rule: expected.rule !== undefined && rules.includes(expected.rule) ? expected.rule : rules.join(),
        }),
    ...(seen.access === 'unknown' ? {} : { access: seen.access }),
    ...(cost.free === undefined ? {} : { free: cost.free }),
    ...(cost.from === undefined ? {} : { from: cost.from }),
  }
}

describe('facts that keep a service from somebody, in plain sentences', () => {
  for (const [family, looked] of Object.entries(LOOKED_AT)) {
    describe(family, () => {
      for (const [name, text, expected] of families[family] ?? []) {
        it(`${name}: ${text}`, () => {
          const got = read(name, text, expected)
          const keys = new Set<string>([...looked, ...Object.keys(expected)])
          expect(Object.fromEntries(Object.entries(got).filter(([k]) => keys.has(k)))).to.deep.equal(expected)
        })
      }
    })
  }
})
