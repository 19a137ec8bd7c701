import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadLanguages } from '../../../content/load-languages.ts'
import { CONTENT } from '../../../content/root.ts'
import { recognise } from '../../../domain/understanding/answers.ts'
import { askedIn, bookOf, NOTHING_ASKED } from '../../../domain/understanding/asked.ts'

const { words } = loadLanguages(CONTENT).english.texts
const Asked = z.record(z.string(), z.array(z.string()))
const read = (file: string) => Asked.parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
const heard = (said: string): string =>
  recognise(said, words.commands, words.fillers) ??
  recognise(said, words.questions, words.fillers) ??
  askedIn(said, words.asked) ??
  'none'

describe('questions put to the bot', () => {
  for (const [id, all] of Object.entries(read('asked.yaml')))
    for (const said of all) it(`${id}: ${said}`, () => expect(heard(said)).to.equal(id))

  it('are looked for in short messages alone: a long one tells something', () =>
    expect(
      askedIn('my sister asked me who sees what i write in my diary and i said nobody ever', words.asked),
    ).to.equal(undefined))

  it('of two that stand in it, the longer is meant', () =>
    expect(askedIn('do you keep secrets', words.asked)).to.equal('faq.secret'))

  it('cannot be written outside the grammar', () =>
    expect(() => bookOf({ ...NOTHING_ASKED, questions: { 'faq.what': ['what is {this}'] } })).to.throw(
      'names {this}',
    ))
})
