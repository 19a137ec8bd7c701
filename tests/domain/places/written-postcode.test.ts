import { expect } from 'chai'
import { cutToDistrict, postcodeIn } from '../../../domain/places/written-postcode.ts'

const known = new Set(['BS5', 'BS50', 'SW1A', 'M1', 'E3', 'ZZ1'])
const read = (text: string) => postcodeIn(text, (outcode) => known.has(outcode))

describe('a postcode as people write it', () => {
  const whole: readonly [string, string][] = [
    ['BS5 0AA', 'BS5 0AA'],
    ['bs50aa', 'BS5 0AA'],
    ['bs5  0aa', 'BS5 0AA'],
    ['bs5-0aa', 'BS5 0AA'],
    ['Bs5, 0Aa', 'BS5 0AA'],
    ['BS5 OAA', 'BS5 0AA'],
    ['bs5oaa', 'BS5 0AA'],
    ['BSS 0AA', 'BS5 0AA'],
    ['B55 0AA', 'BS5 0AA'],
    ['SWIA 1AA', 'SW1A 1AA'],
    ['ZZ1 9XX', 'ZZ1 9XX'],
    ["i'm at 12 high st bs5 0aa, near the park", 'BS5 0AA'],
  ]
  for (const [written, postcode] of whole)
    it(`"${written}" is ${postcode}`, () => expect(read(written)?.postcode).to.equal(postcode))

  const halves: readonly [string, { outcode: string; sector?: string } | undefined][] = [
    ['bs5', { outcode: 'BS5' }],
    ['BS5 0', { outcode: 'BS5', sector: 'BS5 0' }],
    ['bs 5', { outcode: 'BS5' }],
    ['my postcode is e 3', { outcode: 'E3' }],
    ['its m1 i think', { outcode: 'M1' }],
    ['somewhere in sw1a', { outcode: 'SW1A' }],
    ['LS11', { outcode: 'LS11' }],
    ['a 5 minute walk', undefined],
    ["i'm 5 minutes from school", undefined],
    ['year 9', undefined],
    ['near the 21st scout hut', undefined],
    ['QQ1', undefined],
    ['', undefined],
    ['£3 or £5', undefined],
    ['Easton', undefined],
  ]
  for (const [written, half] of halves)
    it(`"${written}" is ${half?.sector ?? half?.outcode ?? 'no postcode'}`, () =>
      expect(read(written)).to.deep.equal(half))

  it('cuts everything that is more exact than a first half', () => {
    const cuts: readonly [string, string][] = [
      ['BS5 0AA', 'BS5'],
      ['bs50aa', 'BS5'],
      ['bs5-oaa please', 'BS5 please'],
      ['BS5 0', 'BS5'],
      ['BS5 0A', 'BS5'],
      ['BK1 4QD', 'BK1'],
      ['12 High Street, Easton, BS5 0AA', 'High Street, Easton, BS5'],
      ['Flat 3, 27b Mill Lane BS5 0AA', 'Mill Lane BS5'],
      ['bs5', 'bs5'],
      ['near Easton', 'near Easton'],
      ['5 minutes from school', '5 minutes from school'],
    ]
    for (const [written, kept] of cuts) expect(cutToDistrict(written), written).to.equal(kept)
  })
})
