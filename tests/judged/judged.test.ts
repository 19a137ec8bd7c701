import { expect } from 'chai'
import { contenders } from './contenders.ts'
import { figures, isHeldOut, judge, readPeople } from './judge.ts'
import type { Figures, Verdict } from './judge.ts'
import { TOWNS } from './towns.ts'

/** Of all towns every fifth is asked here, and all by `npm run judge`. */
const FIFTH = 5

/** What a link worker would need before trusting the list: of the first three, and the first one. */
const GOOD = { precision: 0.85, first: 0.8 } as const

describe('suggestions to judged young people', () => {
  for (const [title, directory, people] of [
    ['Ashwick', 'directory.yaml', 'young-people.yaml'],
    ['Porthaven', 'second-directory.yaml', 'second-people.yaml'],
  ] as const) {
    describe(title, () => {
      let ours: Verdict[]
      let peer: Verdict[]
      before(async () => {
        const asked = await contenders(directory)
        const all = readPeople(people)
        const known = new Set(asked.services.keys())
        for (const p of all)
          for (const id of [...p.right, ...p.ok, ...p.never]) expect(known).to.include(id, p.id)
        ours = await Promise.all(
          all.map(async (person) => judge(person, await asked.ours(person), asked.services)),
        )
        peer = await Promise.all(
          all.map(async (person) => judge(person, await asked.peer(person), asked.services)),
        )
      })

      it('never show what must never be shown, in no list, and nothing twice', () =>
        expect(ours.flatMap((v) => v.violations.map((why) => `${v.person.id} ${why}`))).to.deep.equal([]))
      it('are ones a link worker would make', () => {
        const all = figures(ours)
        expect(all.precision).to.be.at.least(GOOD.precision)
        expect(all.first).to.be.at.least(GOOD.first)
        const heldOut = figures(ours.filter((v, at) => isHeldOut(v.person, at)))
        expect(heldOut.precision).to.be.at.least(GOOD.precision)
        expect(heldOut.first).to.be.at.least(GOOD.first)
      })
      it('say nothing only when there is nothing', () =>
        expect(
          ours.filter((v) => v.given.length === 0 && !v.person.nothing).map((v) => v.person.id),
        ).to.deep.equal([]))
      it('beat BM25 behind the same filters by far', () => {
        const [mine, other]: [Figures, Figures] = [figures(ours), figures(peer)]
        expect(mine.precision - other.precision).to.be.at.least(0.25)
        expect(mine.first - other.first).to.be.at.least(0.2)
        expect(mine.recall).to.be.at.least(other.recall)
      })
    })
  }

  it('of every fifth town, written by as many hands, stay what they were', async function () {
    this.timeout(180_000)
    const all: { ours: Verdict; peer: Verdict }[] = []
    for (const town of Object.values(TOWNS).filter((_, at) => at % FIFTH === 0)) {
      const asked = await contenders(town.directory)
      for (const person of readPeople(town.people))
        all.push({
          ours: judge(person, await asked.ours(person), asked.services),
          peer: judge(person, await asked.peer(person), asked.services),
        })
    }
    const [mine, other] = [figures(all.map(({ ours }) => ours)), figures(all.map(({ peer }) => peer))]
    expect(mine.precision).to.be.at.least(GOOD.precision)
    expect(mine.first).to.be.at.least(0.88)
    expect(mine.violations).to.be.at.most(24)
    expect(mine.precision - other.precision).to.be.at.least(0.5)
    expect(mine.first - other.first).to.be.at.least(0.4)
  })
})
