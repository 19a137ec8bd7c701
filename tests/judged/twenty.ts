import { join } from 'node:path'
import { loadTexts } from '../../content/load-texts.ts'
import type { Phrase } from '../../domain/matching/types.ts'
import { contenders } from './contenders.ts'
import { readPeople } from './judge.ts'

/** Prints, as Markdown for docs/matching.md, what twenty young people get: `npx tsx tests/judged/twenty.ts`. */
const SHOWN = 3
const asked = await contenders()
const texts = loadTexts(join(import.meta.dirname, '../../content/en'), 'en')
const say = ({ id, values }: Phrase): string => texts.text(id, values)
for (const person of readPeople('twenty.yaml')) {
  const { suggestions, note } = await asked.suggest(person)
  const needs = Object.keys(person.needs).length > 0 ? ` ${JSON.stringify(person.needs)}` : ''
  console.log(`**${person.age}**, "${person.says.join('" "')}"${needs}\n`)
  for (const { name, why, unknown } of suggestions.slice(0, SHOWN)) {
    console.log(`- ${name}: ${[...why, ...unknown].map(say).join('; ')}`)
  }
  console.log(note === undefined ? '' : `- _${say(note)}_\n`)
}
