import { expect } from 'chai'
import { fromText } from '../../../domain/directory/from-text.ts'
import { readGroups } from '../../../domain/directory/read-groups.ts'

type Case = readonly [name: string, text: string]

const isForAll = ([name, text]: Case) =>
  it(`${name}: ${text}`, () => {
    expect(readGroups(name, text)).to.deep.equal([])
    expect(fromText(name, text).audience).to.deep.equal([])
  })

describe('whom a text is made for', () => {
  describe('is no parent for the age of the children', () => {
    const cases: readonly Case[] = [
      ['Skating', 'Parents of children under 12 need to stay on site.'],
      ['Swim', 'Mums, dads and children under 16 free.'],
    ]
    for (const one of cases) isForAll(one)
    it('and is where the parents are young', () => {
      expect(readGroups('Together', 'For mums and dads who are under 20.')).to.deep.equal(['young-parents'])
      expect(readGroups('Together', 'Parents aged 16 to 25 meet here.')).to.deep.equal(['young-parents'])
    })
  })
})
