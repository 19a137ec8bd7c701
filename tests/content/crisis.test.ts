import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { loadCrisis } from '../../content/load-crisis.ts'
import { ContentError } from '../../content/yaml.ts'

/** Numbers that were withdrawn: two of PAPYRUS, one of The Mix, one of the NSPCC. */
const STALE = ['07860039967', '07786209697', '08088084994', '88858']
const text = readFileSync('content/crisis.yaml', 'utf8')
const register = loadCrisis('content/crisis.yaml')

describe('the crisis register', () => {
  it('has a source, a date and somebody to answer for every row, or says that nobody does yet', () => {
    for (const row of register) {
      expect(row.source, row.id).to.have.length.above(10)
      expect(row.lastVerified, row.id).to.match(/^\d{4}-\d\d-\d\d$/)
      expect(row.verifiedBy, row.id).to.not.equal('')
      if (row.strength !== 'general-knowledge') expect(row.source, row.id).to.match(/^https:\/\/|page/)
    }
  })

  it('never gives a number that was withdrawn, anywhere in the file', () => {
    const digits = text.replaceAll(/[^\d]/g, '')
    const squeezed = text.replaceAll(' ', '')
    for (const number of STALE) {
      expect(squeezed, number).to.not.include(number)
      if (number.length > 5) expect(digits, number).to.not.include(number)
    }
  })

  it('nor anywhere else that young people or schools read: texts, schools, pages, the widget', () => {
    const written = ['content', 'widget', 'dialogs'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ya?ml|html|tsx?)$/u.test(name) && name !== 'load-crisis.ts')
        .map((name) => join(folder, name)),
    )
    expect(written).to.include.members(['content/en/safety.yaml', 'widget/strings/en-help.ts'])
    for (const file of written) {
      const squeezed = readFileSync(file, 'utf8').replaceAll(/[ -]/g, '')
      for (const number of STALE) expect(squeezed, file).to.not.match(new RegExp(`(?<!\\d)${number}(?!\\d)`))
    }
  })

  it('has a way to reach every service, with a label that says the number', () => {
    for (const row of register) {
      for (const channel of row.channels) {
        if ('number' in channel) expect(channel.label, row.id).to.include(channel.number.split(' ')[0])
      }
    }
  })

  it('tells where to check whenever hours are not known or the row is general knowledge', () => {
    const withoutSite = register
      .filter(
        (row) => row.site === undefined && (row.hours === 'unknown' || row.strength === 'general-knowledge'),
      )
      .map((row) => row.id)
    // It has none that was read anywhere, and a person must find it before a release.
    expect(withoutSite).to.have.members(['nspcc-helpline'])
  })

  it('keeps the words short and without anything that is not ours to say', () => {
    for (const row of register) {
      expect(row.about.split(/\s+/).length, row.id).to.be.at.most(32)
      expect(`${row.about} ${row.confidentiality}`, row.id).to.not.match(
        /\b(I|I'm|we|our|committed|victim|mentally ill|low risk|high risk)\b/,
      )
    }
  })
})

describe('loading a crisis register', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'matters-crisis-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const load = (content: string) => {
    const file = join(folder, 'crisis.yaml')
    writeFileSync(file, content)
    return () => loadCrisis(file)
  }
  const one = text.slice(text.indexOf('- id: papyrus'), text.indexOf('- id: safecall'))

  it('takes a good row', () => expect(load(one)()).to.have.length(1))
  it('refuses a withdrawn number, with its line', () =>
    expect(load(one.replace('88247', '07786 209697'))).to.throw(ContentError, /crisis\.yaml:9: .*withdrawn/))
  it('refuses an id used twice', () => expect(load(one + one)).to.throw(ContentError, /used twice/))
  it('refuses an upper age limit that the words do not name', () =>
    expect(load(one.replace('up to 35', 'young'))).to.throw(ContentError, /age limit/))
  it('refuses a row without a source, without a date, or with a day that does not exist', () => {
    expect(load(one.replace(/ {2}source: .*\n/, ''))).to.throw(ContentError, /source/)
    expect(load(one.replace(/ {2}lastVerified: .*\n/, ''))).to.throw(ContentError, /lastVerified/)
    expect(load(one.replace('2026-11-23', '2026-02-30'))).to.throw(ContentError, /calendar day/)
  })
  it('refuses a row of general knowledge without a site, where "check their site" would stay unsaid', () => {
    const unread = one.replace(/strength: .*/u, 'strength: general-knowledge')
    expect(load(unread)()).to.have.length(1)
    expect(load(unread.replace(/ {2}site: .*\n/u, ''))).to.throw(ContentError, /general knowledge/)
  })
  it('refuses hours that no clock shows and links that are not https', () => {
    const hours = 'hours: { weekly: [{ day: monday, from: "25:00", to: "26:00" }], bankHolidays: same }'
    expect(load(one.replace('hours: unknown', hours))).to.throw(ContentError, /hours/)
    expect(load(one.replace('https://www.papyrus-uk.org', 'http://www.papyrus-uk.org'))).to.throw(
      ContentError,
      /site/,
    )
  })
})
