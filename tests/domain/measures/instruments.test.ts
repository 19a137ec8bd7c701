import { expect } from 'chai'
import { itemsFor } from '../../../domain/measures/instruments.ts'
import { School } from '../../../domain/school/school.ts'
import { demoSchool } from '../../support/conversation.ts'

const BOTH = ['ons4', 'ons-loneliness'] as const
const AGES = Array.from({ length: 26 }, (_, age) => age)
const idsAt = (age: number | null) => itemsFor(BOTH, age).map(({ id }) => id)

describe('measures that a school may turn on', () => {
  it('must never ask anyone under 16, or of no known age, how anxious they were (b 24)', () => {
    for (const age of [...AGES.filter((years) => years < 16), null]) {
      expect(idsAt(age), String(age)).to.not.include('ons4.anxiety')
    }
    expect(idsAt(16)).to.include('ons4.anxiety')
  })

  it('ask nothing under 10, one loneliness set at each age, and none of the two when age is not known', () => {
    for (const age of AGES) {
      const ids = idsAt(age)
      if (age < 10) expect(ids, String(age)).to.deep.equal([])
      const [child, adult] = ['ons-loneliness.alone', 'ons-loneliness.isolated'].map((id) => ids.includes(id))
      expect([child, adult], String(age)).to.deep.equal([age >= 10 && age <= 15, age >= 16])
    }
    expect(idsAt(null)).to.deep.equal(['ons4.life-satisfaction', 'ons4.worthwhile', 'ons4.happiness'])
  })

  it('are off until the school turns them on', () => {
    const plain = Object.fromEntries(Object.entries(demoSchool()).filter(([key]) => key !== 'measures'))
    expect(School.parse(plain).measures).to.deep.equal([])
    expect(itemsFor([], 17)).to.deep.equal([])
  })

  it('must never be one that needs a licence: a school’s file that asks for it is refused (b 25)', () => {
    for (const measure of ['swemwbs', 'wemwbs', 'mycaw', 'outcomes-star', 'pam', 'c-ssrs', 'sdq', 'asq']) {
      expect(School.safeParse({ ...demoSchool(), measures: [measure] }).success, measure).to.equal(false)
    }
    expect(School.safeParse({ ...demoSchool(), measures: [...BOTH] }).success).to.equal(true)
  })
})
