import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { IntlMessageFormat } from 'intl-messageformat'
import { checkLanguages, loadLanguages } from '../../content/load-languages.ts'
import { readTexts } from '../../content/load-texts.ts'
import type { Message } from '../../content/message.ts'
import { ContentError } from '../../content/yaml.ts'
import { isOneOf, numberIn } from '../../domain/understanding/answers.ts'
import { plainWords } from '../../domain/understanding/plain-words.ts'
import { languageReport } from '../../bot/language-report.ts'
import { content, CONTENT, demoSchool } from '../support/conversation.ts'

const astOf = ({ written }: Message) =>
  new IntlMessageFormat(written, 'en-GB', undefined, { ignoreTag: true }).getAst()

/** The names of a message's arguments, in every branch of it, with the branches of a select. */
function argumentsOf(message: Message): string[] {
  type Elements = ReturnType<IntlMessageFormat['getAst']>
  const names = (elements: Elements): string[] =>
    elements.flatMap((element) => {
      // A literal has a value too, and no name: its type is the first of all.
      if (!('value' in element) || (element.type as number) === 0) return []
      const branches = 'options' in element ? Object.values(element.options) : []
      return [element.value, ...branches.flatMap(({ value }) => names(value))]
    })
  return [...new Set(names(astOf(message)))].sort()
}

describe('the languages', () => {
  const { all, english } = content().languages
  const written = readTexts(join(CONTENT, 'en'), 'en-GB')

  for (const { code, locale } of all.filter((one) => one !== english)) {
    describe(code, () => {
      const own = readTexts(join(CONTENT, code), locale)
      const ids = [...own.messages.keys()]

      it('asks for the same values as English, and for no other', () => {
        const wrong = ids.flatMap((id) => {
          const of = written.messages.get(id) ?? written.messages.get(id.replace(/\.easy$/u, ''))
          const mine = own.messages.get(id)
          if (!of || !mine) return [id]
          const known = argumentsOf(of)
          // A school's name or Shout's word may stand in any text.
          return argumentsOf(mine)
            .filter((name) => !known.includes(name) && !['school', 'shout'].includes(name))
            .map((name) => `${id}: {${name}}`)
        })
        expect(wrong).to.deep.equal([])
      })

      it('has no longer text that is still English', () => {
        const same = ids.filter((id) => {
          const [mine, of] = [own.messages.get(id), written.messages.get(id)].map((one) => one?.written)
          return mine === of && (of?.length ?? 0) > 160
        })
        expect(same).to.deep.equal([])
      })

      it('takes for a skip whatever refuses to answer the check-in, but for what finds it too much', () => {
        const { texts } = content().languages.of(code)
        const { skip, refusals, fillers } = texts.words
        const ways = ['check-in.hurting-yourself', 'check-in.being-hurt'].flatMap((id) =>
          texts
            .choices(id)
            .filter((choice) => choice.id === 'rather-not')
            .flatMap(({ label, words }) => [label, ...words]),
        )
        const kept = ways.filter((way) => !isOneOf(way, [...skip, ...refusals], fillers))
        expect(kept.filter((way) => !/\b(?:deep|heavy|much|intense)$/u.test(way))).to.deep.equal([])
      })

      it('understands what it asks for itself by name', () => {
        const language = content().languages.of(code)
        expect(plainWords(language.asks.join(' ')).length).to.be.greaterThan(0)
        expect(isOneOf(language.name, [language.name, ...language.asks])).to.equal(true)
      })
    })
  }

  it('are listed as they are', () => {
    const report = languageReport(content().languages)
    expect(report).to.have.length(all.length - 1 + content().languages.planned.length)
  })

  it('reads digits of Arabic and Urdu', () => {
    expect(numberIn('۱۴', {})).to.equal(14)
    expect(numberIn('میری عمر ۱۵ سال ہے', {})).to.equal(15)
    expect(numberIn('٧/١٠', {})).to.equal(7)
  })

  it('compares words without accents and marks', () => {
    expect(plainWords('Pomiń, łódź i ŵy')).to.deep.equal(['pomin', 'lodz', 'i', 'wy'])
    expect(plainWords('اُردو')).to.deep.equal(plainWords('اردو'))
  })
})

describe('a language that is put together', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-languages-'))
    await cp(join(CONTENT, 'en'), join(folder, 'en'), { recursive: true })
    await cp(join(CONTENT, 'en'), join(folder, 'xx'), { recursive: true })
    for (const name of ['inbox', 'inbox-directory', 'fhir', 'alerts', 'teams-staff', 'teams-app'])
      await rm(join(folder, 'xx', `${name}.yaml`))
    await writeFile(
      join(folder, 'xx', 'language.yaml'),
      'name: Xx\nlocale: cy-GB\ndirection: ltr\ndraft: true\nlistening: none\nasks: [xx]\nnotEnglish: [nope]\n',
    )
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const change = async (file: string, edit: (text: string) => string): Promise<void> => {
    const path = join(folder, 'xx', file)
    await writeFile(path, edit(await readFile(path, 'utf8')))
  }

  it('stops the start when a safety text is missing, and names it', async () => {
    await change('safety.yaml', (text) => text.replace(/^safety\.safe-now: .*\n/mu, ''))
    expect(() => loadLanguages(folder)).to.throw(ContentError, 'the safety text "safety.safe-now" is missing')
  })

  it('stops the start when the promise or the way to a person is missing', async () => {
    await change('hello.yaml', (text) => text.replace(/^hello\.promise: .*\n/mu, ''))
    await change('anytime.yaml', (text) => text.replace(/^human\.ask: .*\n/mu, ''))
    expect(() => loadLanguages(folder)).to.throw(ContentError, /human\.ask[\s\S]*hello\.promise/u)
  })

  it('says anything else in English, marks it as English, and lists it', async () => {
    await change('book.yaml', (text) => text.replace(/^book\.ask: .*\n/mu, ''))
    const { of } = loadLanguages(folder)
    const { texts, missing } = of('xx')
    expect(missing).to.deep.equal(['book.ask'])
    expect(texts.localeOf('book.ask')).to.equal('en-GB')
    expect(texts.localeOf('hello.welcome')).to.equal('cy-GB')
    expect(texts.has('book.ask')).to.equal(false)
    expect(languageReport(loadLanguages(folder))[0]).to.contain('book.ask')
  })

  it('is still being written while it has no taps', async () => {
    await rm(join(folder, 'xx', 'choices.yaml'))
    const { planned, of, english } = loadLanguages(folder)
    expect(planned).to.deep.equal(['xx'])
    expect(of('xx')).to.equal(english)
  })

  it('understands English too, but not words that mean something else in it', () => {
    const no = loadLanguages(folder)
      .of('xx')
      .texts.words.skip.filter((word) => word === 'nope')
    // Once, as its own word; English's is left out.
    expect(no).to.have.length(1)
  })

  it('is offered, as a draft, only where a school names it', () => {
    const languages = loadLanguages(folder)
    const codes = (of: { languages: string[]; language?: string }) =>
      languages.offeredAt(of).map(({ code }) => code)
    expect(codes({ languages: [] })).to.deep.equal(['en'])
    expect(codes({ languages: ['xx'] })).to.deep.equal(['en', 'xx'])
    expect(codes({ languages: ['xx'], language: 'xx' })).to.deep.equal(['xx', 'en'])
    expect(() => checkLanguages([{ ...demoSchool(), languages: ['zz'] }], languages)).to.throw(
      ContentError,
      'there is no language "zz"',
    )
  })
})
