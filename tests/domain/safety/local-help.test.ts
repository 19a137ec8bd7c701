import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkLocalHelp, loadCrisis } from '../../../content/load-crisis.ts'
import { loadSchools } from '../../../content/load-schools.ts'
import { ContentError } from '../../../content/yaml.ts'
import { crisisServices, forAnyone } from '../../../domain/safety/crisis.ts'
import { localLinesOf, shoutWordOf, withShoutWord } from '../../../domain/safety/local-help.ts'
import type { School } from '../../../domain/school/school.ts'
import { demoSchool } from '../../support/conversation.ts'

const register = loadCrisis('content/crisis.yaml')
const now = new Date('2026-11-23T12:00:00Z')

const shown = (school: School, over: Partial<Parameters<typeof crisisServices>[1]> = {}) =>
  crisisServices(withShoutWord(register, shoutWordOf(school)), {
    nation: school.nation,
    age: 15,
    now,
    holidays: new Set(),
    kinds: [],
    localLines: localLinesOf(school, register),
    ...over,
  })

describe('help of a school’s own area', () => {
  const school = demoSchool()
  const ids = (over = {}) => shown(school, over).map(({ service }) => service.id)

  it('stands on every card after the fixed four, and takes no place from what fits the worry', () => {
    const fixed = ['emergency-999', 'nhs-111-england', 'childline', 'shout']
    expect(ids()).to.deep.equal([...fixed, 'brackenmere-crisis-line'])
    expect(ids({ kinds: ['suicide', 'eating'] })).to.deep.equal([
      ...fixed,
      'brackenmere-crisis-line',
      'papyrus-hopeline247',
      'beat-england',
    ])
  })

  it('is for the ages it says', () => {
    expect(ids({ age: 10 })).to.not.include('brackenmere-crisis-line')
    expect(ids({ age: 25 })).to.include('brackenmere-crisis-line')
    expect(ids({ age: 26 })).to.not.include('brackenmere-crisis-line')
  })

  it('brings in what the area has of the register, for its kinds and when it is open', () => {
    expect(ids({ kinds: ['bullying'] })).to.include('kooth')
    expect(ids({ kinds: ['bullying'], now: new Date('2026-11-23T11:59:00Z') })).to.include('kooth')
    const elsewhere = { ...school, help: { services: [], lines: [] } }
    expect(shown(elsewhere, { kinds: ['bullying'] }).map(({ service }) => service.id)).to.not.include('kooth')
  })

  it('puts its own word for Shout on the button and into the text, and nowhere else', () => {
    const texted = (of: School) => {
      const shout = shown(of).find(({ service }) => service.id === 'shout')
      return shout?.service.channels
    }
    expect(texted(school)).to.deep.equal([
      { kind: 'text', number: '85258', body: 'BRACKEN', label: 'Text BRACKEN to 85258' },
    ])
    expect(texted({ ...school, help: { services: [], lines: [] } })).to.deep.equal([
      { kind: 'text', number: '85258', body: 'SHOUT', label: 'Text SHOUT to 85258' },
    ])
    expect(withShoutWord(register, 'BRACKEN').filter(({ id }) => id !== 'shout')).to.deep.equal(
      register.filter(({ id }) => id !== 'shout'),
    )
  })

  it('leaves out of the page, where no age is known, what begins above the youngest', () => {
    const forPage = forAnyone(localLinesOf(school, register), school.nation)
    expect(forPage.map(({ id }) => id)).to.deep.equal(['brackenmere-crisis-line', 'kooth'])
    const older = localLinesOf(school, register).map((line) => ({ ...line, ageMin: 16 }))
    expect(forAnyone(older, school.nation)).to.deep.equal([])
  })
})

describe('loading a school’s own help', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'matters-help-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const demo = readFileSync('content/data/schools/demo.yaml', 'utf8')
  const load = (text: string) => () => {
    writeFileSync(join(folder, 'school.yaml'), text)
    const schools = loadSchools(folder)
    checkLocalHelp(schools, register)
    return schools
  }

  it('takes the demonstration school', () => expect(load(demo)()).to.have.length(1))
  it('refuses a withdrawn number', () => {
    for (const stale of ['07860 039967', '07786 209697', '0808 808 4994', '88858'])
      expect(load(demo.replaceAll('01632 960 960', stale)), stale).to.throw(ContentError, /withdrawn/)
  })
  it('refuses a line without a source, without a date, or whose words do not name its upper age', () => {
    expect(load(demo.replace(/ {6}source: Made.*\n/u, ''))).to.throw(ContentError, /source/)
    expect(load(demo.replace(/ {6}lastVerified: .*\n/u, ''))).to.throw(ContentError, /lastVerified/)
    expect(load(demo.replace('from 11 to 25', 'young'))).to.throw(ContentError, /age limit/)
  })
  it('refuses a word that is none, a service that the register does not have here, an id of the register', () => {
    expect(load(demo.replace('BRACKEN', 'Bracken!'))).to.throw(ContentError, /capital letters/)
    expect(load(demo.replace('[kooth]', '[koth]'))).to.throw(ContentError, /no "koth"/)
    expect(load(demo.replace('[kooth]', '[call-wales]'))).to.throw(ContentError, /for its nation/)
    expect(load(demo.replace('id: brackenmere-crisis-line', 'id: childline'))).to.throw(
      ContentError,
      /id of a service/,
    )
  })
  it('refuses a line that would take the place of a fixed one', () =>
    expect(load(demo.replace('      kinds: []', '      kinds: []\n      place: emergency'))).to.throw(
      ContentError,
      /place/,
    ))
})
