import { expect } from 'chai'
import { loadTowns } from '../../../content/load-places.ts'
import { kilometres } from '../../../domain/directory/distance.ts'
import { learnPlaces, withSchool } from '../../../domain/directory/places.ts'
import { opportunity } from '../../support/opportunity.ts'

const towns = loadTowns()
const BRISTOL = { lat: 51.455, lon: -2.588 }
const at = (lat: number, lon: number, address: string, postcode: string) =>
  opportunity({
    sourceId: `${postcode}${address}`,
    places: [{ postcode, address, position: { lat, lon }, accessibility: [] }],
  })
const places = learnPlaces(
  [
    at(51.463, -2.559, '1 Church Road, Easton, Bristol', 'BS5 0AA'),
    at(51.465, -2.561, '2 Church Road, Easton, Bristol', 'BS5 0AB'),
    at(51.462, -2.557, '3 Church Road, Easton, Bristol', 'BS5 6AA'),
    at(51.52, -0.12, '4 Old Street, Aidtown, London', 'EC1V 9AA'),
  ],
  { towns, near: BRISTOL },
)
const found = (text: string) => places.look(text)

describe('where someone says they are', () => {
  it('a first half, with how many addresses it was learnt from and how sure that is', () => {
    expect(found('bs5')).to.include({
      kind: 'district',
      name: 'BS5',
      source: 'directory',
      learntFrom: 3,
      sure: 'sure',
    })
    expect(found('EC1V')).to.include({ learntFrom: 1, sure: 'rough' })
  })
  it('a full postcode is read as its first half, however well it is known', () =>
    expect(found('BS5 6AA')).to.deep.equal(found('BS5')))
  it('a neighbourhood of the directory, and not the village of that name far away', () =>
    expect(found('near Easton')).to.include({ kind: 'town', source: 'directory', learntFrom: 3 }))
  it('a town that no address names, from the public list', () => {
    expect(found('i live in Keynsham')).to.include({ kind: 'town', source: 'list', name: 'keynsham' })
    expect(found('Leeds')).to.include({ source: 'list' })
  })
  it('of two towns of one name, the nearer', () => {
    const newport = found('Newport')
    expect(newport && kilometres(newport.position, { lat: 51.588, lon: -2.998 })).to.be.below(2)
  })
  it('slips of the finger', () => {
    for (const [typed, meant] of [
      ['brsitol', 'bristol'],
      ['Bristl', 'bristol'],
      ['keynshem', 'keynsham'],
      ['Weston super mere', 'weston super mare'],
      ['eastonn', 'easton'],
    ] as const)
      expect(found(typed)?.name, typed).to.equal(meant)
  })
  it('a thing is not a village of that name far away, when more is said', () => {
    for (const said of ['the street by the big tesco', 'i hope not far', 'on the sale bus'])
      expect(found(said), said).to.equal(undefined)
  })
  it('does not guess at what it does not know', () => {
    for (const said of [
      'the skate park',
      'my nans',
      'idk',
      'nowhere',
      'zz9 1aa',
      '🏠',
      '12345',
      'a'.repeat(5000),
    ])
      expect(found(said), said.slice(0, 20)).to.equal(undefined)
  })
  it('near school is where the school is', () => {
    const here = withSchool(places, { text: 'Redfield', position: BRISTOL })
    expect(here.look('near school')).to.include({ kind: 'school', name: 'Redfield' })
    expect(here.look('bs5 near school')).to.include({ kind: 'district' })
    expect(here.look('the skate park')).to.equal(undefined)
  })
})

describe('the list of towns', () => {
  it('has the cities of all four nations where they are', () => {
    for (const [name, lat, lon] of [
      ['Cardiff', 51.48, -3.18],
      ['Belfast', 54.6, -5.93],
      ['Aberdeen', 57.15, -2.11],
      ['Plymouth', 50.37, -4.14],
      ['Newcastle upon Tyne', 54.97, -1.61],
    ] as const) {
      const town = towns.find((t) => t.name === name)
      expect(town && kilometres(town.position, { lat, lon }), name).to.be.below(3)
    }
  })
})
