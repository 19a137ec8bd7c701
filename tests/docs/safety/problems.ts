import { ratingOf } from './matrix.ts'
import type { TestFile } from './named-tests.ts'
import { runs } from './named-tests.ts'
import type { Safety, Tests } from './records.ts'

/**
 * The highest a hazard may be rated after its controls in a log that is signed off: 4 and 5 must be controlled first. Before that any
 * rating may stand, so that nobody is tempted to write a better one than is true.
 */
const MOST_WHEN_SIGNED = 3

/** What docs/safety says that is not so: a test that does not run, a person nobody described, controls that made it worse. One line each. */
export function problemsOf(safety: Safety, files: ReadonlyMap<string, TestFile>): string[] {
  const { log, rules, people } = safety
  const held = [
    ...log.hazards.flatMap(({ id, controls }) => controls.map((control) => ({ where: id, ...control }))),
    ...rules.map((rule) => ({ where: `rule ${rule.number}`, ...rule })),
  ]
  const used = new Set(held.flatMap(({ person }) => person?.who ?? []))
  return [
    ...held.flatMap(({ where, tests }) => missing(tests ?? {}, files).map((what) => `${where}: ${what}`)),
    ...held.flatMap(({ where, person }) =>
      person && !(person.who in people) ? [`${where}: nobody says who "${person.who}" is`] : [],
    ),
    ...Object.keys(people)
      .filter((who) => !used.has(who))
      .map((who) => `people: "${who}" holds nothing`),
    ...log.hazards.flatMap(({ id, before, after }) => [
      ...(ratingOf(after) > ratingOf(before) ? [`${id}: is rated worse with its controls`] : []),
      ...(log.signedOff && ratingOf(after) > MOST_WHEN_SIGNED
        ? [`${id}: may not be released like this`]
        : []),
    ]),
  ]
}

function missing(tests: Tests, files: ReadonlyMap<string, TestFile>): string[] {
  return Object.entries(tests).flatMap(([file, titles]) => {
    const found = files.get(file)
    if (!found) return [`there is no ${file}`]
    return titles.filter((title) => !runs(found, title)).map((title) => `${file} runs no test "${title}"`)
  })
}
