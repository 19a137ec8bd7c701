import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { isValid } from 'postcode'
import { loadSchools } from '../../content/load-schools.ts'
import { ContentError } from '../../content/yaml.ts'

const demo = readFileSync('content/data/schools/demo.yaml', 'utf8')

describe('the demonstration school', () => {
  const schools = loadSchools('content/data/schools')
  const school = schools[0]

  it('is the one school of the folder', () => {
    expect(schools.map(({ id }) => id)).to.deep.equal(['demo'])
    expect(school?.nation).to.equal('england')
    expect(school?.origins).to.deep.equal(['http://localhost:3978'])
    expect(school?.measures).to.deep.equal([])
  })
  it('has a postcode that is well formed and of an area that does not exist', () => {
    expect(isValid(school?.place.postcode ?? '')).to.equal(true)
    expect(school?.place.postcode).to.match(/^BK/)
  })
  it('has two duty contacts with different hours and two link workers with different diaries', () => {
    expect(school?.dutyContacts).to.have.length(2)
    expect(school?.dutyContacts[0]?.hours).to.not.deep.equal(school?.dutyContacts[1]?.hours)
    expect(school?.linkWorkers.map((worker) => worker.diary.place.kind)).to.deep.equal(['room', 'phone'])
  })
  it('reads its directory from an absolute path that is there', () => {
    const from = school?.feeds[0]?.from ?? ''
    expect(isAbsolute(from)).to.equal(true)
    expect(existsSync(from)).to.equal(true)
  })
})

describe('loading schools', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'matters-schools-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

  it('takes every .yaml in the order of the names, and nothing else', () => {
    write('b.yaml', demo.replace('id: demo', 'id: b'))
    write('a.yaml', demo.replace('id: demo', 'id: a'))
    write('notes.txt', 'not a school')
    expect(loadSchools(folder).map(({ id }) => id)).to.deep.equal(['a', 'b'])
  })
  it('leaves the address of a feed alone and makes a path absolute from the file, not from here', () => {
    write('a.yaml', demo.replace('from: ../directory', 'from: https://feed.example/oruk'))
    write('b.yaml', demo.replace('id: demo', 'id: b').replace('from: ../directory', 'from: feed'))
    const [a, b] = loadSchools(folder)
    expect(a?.feeds[0]?.from).to.equal('https://feed.example/oruk')
    expect(b?.feeds[0]?.from).to.equal(join(folder, 'feed'))
  })
  it('refuses an id used by two schools, naming file and line', () => {
    write('a.yaml', demo)
    write('b.yaml', demo)
    expect(() => loadSchools(folder)).to.throw(ContentError, /b\.yaml:5: id: "demo"/)
  })
  it('refuses an id used twice within a school', () => {
    write('a.yaml', demo.replace('id: mr-samplestone', 'id: ms-demowick'))
    expect(() => loadSchools(folder)).to.throw(ContentError, /a\.yaml:\d+: dutyContacts\.1\.id/)
  })
  for (const origin of [
    "'*'",
    "'https://*.example'",
    'https://school.example/',
    'school.example',
    "'null'",
  ]) {
    it(`refuses the origin ${origin}`, () => {
      write('a.yaml', demo.replace('http://localhost:3978', origin))
      expect(() => loadSchools(folder)).to.throw(ContentError, /origin/)
    })
  }
  it('tells all that is wrong in all files at once', () => {
    write('a.yaml', demo.replace('nation: england', 'nation: narnia'))
    write('b.yaml', demo.replace("from: '08:00', to: '16:30'", "from: '16:30', to: '08:00'"))
    expect(() => loadSchools(folder)).to.throw(ContentError, /a\.yaml:\d+: nation[^]*b\.yaml:\d+: .*hours/)
  })
  it('refuses a folder without a school, and one that is not there', () => {
    expect(() => loadSchools(folder)).to.throw(ContentError, /no school/)
    expect(() => loadSchools(join(folder, 'nowhere'))).to.throw(ContentError, /cannot be read/)
  })
})
