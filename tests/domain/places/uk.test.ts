import { expect } from 'chai'
import { isInUk, isUkCountry, readPosition } from '../../../domain/places/uk.ts'

describe('what lies in the United Kingdom', () => {
  const inUk: readonly [string, number, number][] = [
    ['London', 51.507, -0.128],
    ['Belfast', 54.597, -5.93],
    ['Derry', 54.997, -7.309],
    ['Enniskillen', 54.344, -7.632],
    ['Newry', 54.176, -6.337],
    ['St Davids', 51.882, -5.269],
    ['Land’s End', 50.066, -5.715],
    ['Isles of Scilly', 49.915, -6.315],
    ['Islay', 55.757, -6.288],
    ['Campbeltown', 55.425, -5.606],
    ['Lerwick', 60.154, -1.148],
    ['Lowestoft', 52.475, 1.75],
    ['St Kilda', 57.81, -8.58],
  ]
  for (const [name, lat, lon] of inUk) it(name, () => expect(isInUk({ lat, lon })).to.equal(true))

  const outside: readonly [string, number, number][] = [
    ['Dublin', 53.35, -6.26],
    ['Dundalk', 54.0, -6.41],
    ['Letterkenny', 54.95, -7.73],
    ['Cork', 51.9, -8.47],
    ['Paris', 48.857, 2.352],
    ['Bergen', 60.39, 5.32],
  ]
  for (const [name, lat, lon] of outside)
    it(`not ${name}`, () => expect(isInUk({ lat, lon })).to.equal(false))

  it('names why a position is not taken', () => {
    expect(readPosition(51.45, -2.59)).to.deep.equal({ lat: 51.45, lon: -2.59 })
    expect(readPosition(0, 0)).to.equal('position-zero')
    expect(readPosition(-2.59, 51.45)).to.equal('position-swapped')
    expect(readPosition(100, 100)).to.equal('position-outside-uk')
    expect(readPosition(40.7, -74)).to.equal('position-outside-uk')
  })

  it('knows the names of the country, and takes nothing written for here', () => {
    for (const here of ['GB', 'UK', 'United Kingdom', 'the U.K.', 'Wales', ' scotland ', '', undefined])
      expect(isUkCountry(here), here).to.equal(true)
    for (const there of ['US', 'IE', 'Ireland', 'FR', 'USA'])
      expect(isUkCountry(there), there).to.equal(false)
  })
})
