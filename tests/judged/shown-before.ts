import { contenders } from './contenders.ts'
import { judge, readPeople } from './judge.ts'

/**
 * Prints how good the next ideas are when the first three are passed over: `npx tsx tests/judged/shown-before.ts`. The judgements are of who
 * the young people are, not of a second list, so what was not judged counts as wrong.
 */
for (const [directory, people] of [
  ['directory.yaml', 'young-people.yaml'],
  ['second-directory.yaml', 'second-people.yaml'],
] as const) {
  const asked = await contenders(directory)
  let [good, of, left, never] = [0, 0, 0, 0]
  for (const person of readPeople(people)) {
    const first = (await asked.ours(person)).slice(0, 3)
    const second = await asked.ours(person, first)
    const verdict = judge(person, second, asked.services)
    good += verdict.good
    of += verdict.of
    never += verdict.violations.length
    if (verdict.violations.length > 0) console.log(person.id, verdict.violations)
    left += Math.min(3, [...person.right, ...person.ok].filter((id) => !first.includes(id)).length)
    if (process.argv.includes('--all') && second.length > 0)
      console.log(
        person.id,
        person.says.join(' / '),
        '|',
        first.join(' '),
        '|',
        second
          .map((id) => (person.right.includes(id) ? `++${id}` : person.ok.includes(id) ? `+${id}` : `-${id}`))
          .join(' '),
      )
  }
  console.log(
    `${directory}: ${good} good of ${of} in second lists; ${left} would be right or fine; ${never} never`,
  )
}
