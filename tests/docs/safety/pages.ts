import { formattedPage } from '../format.ts'
import { LIKELIHOODS, MEANING, ratingOf, SEVERITIES } from './matrix.ts'
import type { Control, Hazard, Rating, Rule, Safety, Tests } from './records.ts'

const MADE = '<!-- Made by `npm run safety-pages`: change the YAML beside it instead. -->'
const NOT_A_SCORE =
  'The ratings are of **hazards of this product**, for everybody who uses it, as DCB0129 asks of a manufacturer. No young person is ever rated: Matters computes, shows and stores no score and no level of anybody.'

/** The pages that people read, by file name, made from the YAML and laid out as the repository's formatter wants it. */
export async function pagesOf(safety: Safety): Promise<ReadonlyMap<string, string>> {
  const pages = { 'hazards.md': hazardPage(safety), 'must-never.md': mustNeverPage(safety) }
  return new Map(
    await Promise.all(
      Object.entries(pages).map(async ([name, text]) => [name, await formattedPage(text)] as const),
    ),
  )
}

function hazardPage({ log, people }: Safety): string {
  const signed = log.signedOff
  return [
    '# Hazard log',
    MADE,
    `For release ${log.version}, reviewed ${log.reviewed}. ${
      signed
        ? `Signed off by ${signed.name} (${signed.registration}) on ${signed.on}.`
        : '**Not signed off**: the ratings are the developers’ proposal, and count for nothing until a named Clinical Safety Officer has made them their own.'
    }`,
    NOT_A_SCORE,
    '## How hazards are rated',
    ...table([
      ['likelihood', ...SEVERITIES],
      ...LIKELIHOODS.map((likelihood) => [
        likelihood,
        ...SEVERITIES.map((severity) => String(ratingOf({ severity, likelihood }))),
      ]),
    ]),
    list(Object.entries(MEANING).map(([rating, meaning]) => `${rating}: ${meaning}`)),
    '## All hazards',
    ...table([
      ['id', 'hazard', 'before', 'after'],
      ...log.hazards.map(({ id, name, before, after }) => [
        `[${id}](#${id.toLowerCase()})`,
        name,
        String(ratingOf(before)),
        String(ratingOf(after)),
      ]),
    ]),
    ...log.hazards.flatMap((hazard) => hazardSection(hazard, people)),
    '## The people',
    list(Object.values(people).map(({ title, is }) => `**${title}**: ${is}`)),
  ].join('\n\n')
}

function hazardSection(hazard: Hazard, people: Safety['people']): string[] {
  return [
    `## ${hazard.id}`,
    `**${hazard.name}.** ${hazard.description}.`,
    'Causes:',
    list(hazard.causes),
    'Effects on the young person:',
    list(hazard.effects),
    `Before controls: ${rated(hazard.before)}`,
    'Controls:',
    hazard.controls.map((control) => controlItem(control, people)).join('\n'),
    `After controls: ${rated(hazard.after)}`,
    `What remains: ${hazard.remains}`,
  ]
}

function controlItem({ what, kind, tests, person }: Control, people: Safety['people']): string {
  const holds = [...testItems(tests ?? {}), ...personItem(person, people)]
  return [`- ${what} (${kind})`, ...holds.map((item) => `  - ${item}`)].join('\n')
}

function mustNeverPage({ rules, people }: Safety): string {
  return [
    '# What must never happen',
    MADE,
    'Thirty rules. Each has the tests that hold it, or says who holds it because no test can, or both.',
    ...rules.flatMap((rule) => ruleSection(rule, people)),
  ].join('\n\n')
}

function ruleSection({ number, rule, tests, person }: Rule, people: Safety['people']): string[] {
  return [`## ${number}. ${rule}`, list([...testItems(tests ?? {}), ...personItem(person, people)])]
}

const rated = (rating: Rating): string =>
  `severity ${rating.severity}, likelihood ${rating.likelihood}: **${ratingOf(rating)}** (${MEANING[ratingOf(rating)] ?? ''})`

const testItems = (tests: Tests): string[] =>
  Object.entries(tests).flatMap(([file, titles]) =>
    titles.map((title) => `test: [${file}](../../${file}), ${code(title)}`),
  )

const personItem = (person: Control['person'], people: Safety['people']): string[] =>
  person
    ? [`a person, [${people[person.who]?.title ?? person.who}](hazards.md#the-people): ${person.does}`]
    : []

/** Titles hold backticks, quotes and `${}`: shown as they stand. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)
const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  return [[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')]
}
