import { parseArgs } from 'node:util'
import { contenders } from './contenders.ts'
import { figures, isHeldOut, judge, readPeople } from './judge.ts'
import type { JudgedPerson, Verdict } from './judge.ts'

/**
 * Prints how good the suggestions to the judged young people are, beside BM25: `npm run --silent judge -- [--wrong] [--held-out]`.
 * With `--wrong` also each list that is not wholly right, of those worked on; with `--held-out` of the held out.
 */
const { values } = parseArgs({
  options: {
    wrong: { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
    last: { type: 'boolean', default: false },
  },
})
const asked = await contenders()
const lastAsked = await contenders('last-directory.yaml')
const people = readPeople()
const ours = people.map((person) => judge(person, asked.ours(person), asked.services))
const peer = people.map((person) => judge(person, asked.peer(person), asked.services))
const last = readPeople('last-people.yaml')
const lastOurs = last.map((person) => judge(person, lastAsked.ours(person), lastAsked.services))
const lastPeer = last.map((person) => judge(person, lastAsked.peer(person), lastAsked.services))
const thirdAsked = await contenders('third-directory.yaml')
const third = readPeople('third-people.yaml')
const thirdOurs = third.map((person) => judge(person, thirdAsked.ours(person), thirdAsked.services))
const thirdPeer = third.map((person) => judge(person, thirdAsked.peer(person), thirdAsked.services))
const worked = (_: Verdict, at: number): boolean => !isHeldOut(_.person, at)
const held = (_: Verdict, at: number): boolean => isHeldOut(_.person, at)

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`
const row = (name: string, verdicts: readonly Verdict[]): string => {
  const f = figures(verdicts)
  return `| ${name} | ${f.people} | ${percent(f.precision)} | ${percent(f.first)} | ${percent(f.recall)} | ${f.violations} | ${f.emptyWrongly} |`
}
console.log(
  [
    '| | young people | good of the first three | first one good | right ones found | must never | empty wrongly |',
    '|---|--:|--:|--:|--:|--:|--:|',
    row('matching, worked on', ours.filter(worked)),
    row('matching, held out', ours.filter(held)),
    row('matching, last draw', lastOurs),
    row('matching, third town', thirdOurs),
    row('BM25 + the same filters, worked on', peer.filter(worked)),
    row('BM25 + the same filters, held out', peer.filter(held)),
    row('BM25 + the same filters, last draw', lastPeer),
    row('BM25 + the same filters, third town', thirdPeer),
  ].join('\n'),
)
if (values.wrong) for (const v of ours.filter(worked)) report(v)
if (values.last) for (const v of [...lastOurs, ...thirdOurs]) report(v)
if (values['held-out']) for (const v of ours.filter(held)) report(v)

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
