import { parseArgs } from 'node:util'
import { contenders } from './contenders.ts'
import { isHeldOut, judge, readPeople } from './judge.ts'
import type { JudgedPerson, Verdict } from './judge.ts'
import { HEAD, row } from './table.ts'
import { TOWNS } from './towns.ts'
import type { Town } from './towns.ts'

/**
 * Prints how good the suggestions to the judged young people are, beside BM25: `npm run --silent judge -- [--wrong] [--held-out] [--town NAME]`.
 * With `--wrong` also each list that is not wholly right, of the first town's that were worked on; with `--held-out` of its held out; with
 * `--town` of a later town, so that those nobody has looked at stay unseen.
 */
const { values } = parseArgs({
  options: {
    wrong: { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
    town: { type: 'string' },
  },
})
const { first, ...others } = TOWNS
const home = await verdicts(first)
const away = await Promise.all(
  Object.entries(others).map(async ([name, town]) => ({ name, ...(await verdicts(town)) })),
)
const worked = (_: Verdict, at: number): boolean => !isHeldOut(_.person, at)
const held = (_: Verdict, at: number): boolean => isHeldOut(_.person, at)

async function verdicts(town: Town): Promise<{ ours: readonly Verdict[]; peer: readonly Verdict[] }> {
  const asked = await contenders(town.directory)
  const people = readPeople(town.people)
  return {
    ours: await Promise.all(
      people.map(async (person) => judge(person, await asked.ours(person), asked.services)),
    ),
    peer: await Promise.all(
      people.map(async (person) => judge(person, await asked.peer(person), asked.services)),
    ),
  }
}

console.log(
  [
    ...HEAD,
    row('matching, worked on', home.ours.filter(worked)),
    row('matching, held out', home.ours.filter(held)),
    ...away.map(({ name, ours }) => row(`matching, ${name} town`, ours)),
    row('BM25 + the same filters, worked on', home.peer.filter(worked)),
    row('BM25 + the same filters, held out', home.peer.filter(held)),
    ...away.map(({ name, peer }) => row(`BM25 + the same filters, ${name} town`, peer)),
  ].join('\n'),
)
if (values.wrong) for (const v of home.ours.filter(worked)) report(v)
for (const { ours } of away.filter(({ name }) => name === values.town)) ours.forEach(report)
if (values['held-out']) for (const v of home.ours.filter(held)) report(v)

function report({ person, given, good, of, found, toFind, violations, firstGood }: Verdict): void {
  if (firstGood && good === of && found === toFind && violations.length === 0) return
  console.log(`${person.id} (${person.age}) ${person.says.join(' / ')} ${JSON.stringify(person.needs)}`)
  console.log(`   ${given.map((id) => mark(person, id)).join('  ') || '(nothing)'}`)
  if (violations.length > 0) console.log(`   NEVER ${violations.join('; ')}`)
  const missed = person.right.filter((id) => !given.includes(id))
  if (missed.length > 0) console.log(`   missed ${missed.join(' ')}`)
}

function mark(person: JudgedPerson, id: string): string {
  return person.right.includes(id) ? `++${id}` : person.ok.includes(id) ? `+${id}` : `-${id}`
}
