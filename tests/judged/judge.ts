import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Needs } from '../../domain/matching/types.ts'
import type { SuggestionRequest } from '../../domain/matching/types.ts'
import type { JudgedService } from './directory.ts'

const Ids = z.array(z.string()).default([])
const Person = z.strictObject({
  id: z.string(),
  age: z.int(),
  postcode: z.string(),
  says: z.array(z.string()),
  needs: Needs.default({}),
  right: Ids,
  ok: Ids,
  never: Ids,
  nothing: z.boolean().default(false),
})
export type JudgedPerson = z.infer<typeof Person>

/** The day the directory is asked. */
export const JUDGED_DAY = '2026-11-25T12:00:00Z'
/** As many suggestions as are looked at first; all that are given are looked at for what must never be. */
const FIRST = 3
export const MOST = 4

/** Every third is held out: not looked at while matching is worked on. */
export const isHeldOut = (_: JudgedPerson, at: number): boolean => at % 3 === 2

export function readPeople(file = 'young-people.yaml'): JudgedPerson[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  return z.strictObject({ 'young-people': z.array(Person) }).parse(parse(text))['young-people']
}

export const requestOf = (person: JudgedPerson, from: SuggestionRequest['from']): SuggestionRequest => ({
  age: person.age,
  ...(from === undefined ? {} : { from }),
  says: person.says,
  cards: [],
  needs: person.needs,
  exclude: [],
  limit: MOST,
  now: JUDGED_DAY,
})

/** What was thought of one list of service ids. */
export interface Verdict {
  readonly person: JudgedPerson
  readonly given: readonly string[]
  /** Of the first three: right or also fine, and how many there were. */
  readonly good: number
  readonly of: number
  readonly firstGood: boolean
  /** Of what is right, at most three, how much is among the first three. */
  readonly found: number
  readonly toFind: number
  /** Ids with why they must never have been there. */
  readonly violations: readonly string[]
}

export function judge(
  person: JudgedPerson,
  given: readonly string[],
  services: ReadonlyMap<string, JudgedService>,
): Verdict {
  const fine = new Set([...person.right, ...person.ok])
  const first = given.slice(0, FIRST)
  const toFind = Math.min(FIRST, person.right.length)
  return {
    person,
    given,
    good: first.filter((id) => fine.has(id)).length,
    of: first.length,
    firstGood: given[0] === undefined ? person.nothing : fine.has(given[0]),
    found: Math.min(toFind, first.filter((id) => person.right.includes(id)).length),
    toFind,
    violations: given.flatMap((id, at) => {
      const why =
        against(person, services.get(id), fine) ?? (isTwice(id, at, given, services) ? 'twice' : undefined)
      return why === undefined ? [] : [`${id}: ${why}`]
    }),
  }
}

function isTwice(
  id: string,
  at: number,
  given: readonly string[],
  services: ReadonlyMap<string, JudgedService>,
): boolean {
  const same = (one: string) => services.get(one)?.twin ?? one
  return given.slice(0, at).some((other) => same(other) === same(id))
}

/** Why this service must never be shown to this young person; by what is so, not by what the feed says. */
function against(
  person: JudgedPerson,
  service: JudgedService | undefined,
  fine: ReadonlySet<string>,
): string | undefined {
  if (!service) return 'not there'
  const { really, ages, status, cost } = service
  const [least = -1, most = -1] = really.ages ?? ages ?? []
  if (person.age < least || (most >= 0 && person.age > most)) return 'age'
  if (really.gone === true || status !== 'active') return 'gone'
  if (really.unfit === 'everyone') return 'unfit'
  if (really.unfit === 'under-18' && person.age < 18) return 'unfit'
  if (really.unfit === 'teenagers' && person.age < 20) return 'unfit'
  if ((really.only ?? really.who) !== undefined && !fine.has(service.twin ?? service.id)) return 'group'
  if (person.needs.freeOnly === true && typeof cost === 'number') return 'cost'
  return person.never.includes(service.id) ? 'against what they asked' : undefined
}

export interface Figures {
  readonly people: number
  readonly precision: number
  readonly first: number
  readonly recall: number
  readonly violations: number
  /** Lists that are empty exactly when nothing fits. */
  readonly emptyWrongly: number
}

export function figures(verdicts: readonly Verdict[]): Figures {
  const sum = (of: (v: Verdict) => number) => verdicts.reduce((total, v) => total + of(v), 0)
  return {
    people: verdicts.length,
    precision:
      sum((v) => v.good) /
      Math.max(
        1,
        sum((v) => v.of),
      ),
    first: sum((v) => (v.firstGood ? 1 : 0)) / Math.max(1, verdicts.length),
    recall:
      sum((v) => v.found) /
      Math.max(
        1,
        sum((v) => v.toFind),
      ),
    violations: sum((v) => v.violations.length),
    emptyWrongly: sum((v) => (v.given.length === 0 && !v.person.nothing ? 1 : 0)),
  }
}
