import { expect } from 'chai'
import fc from 'fast-check'
import { FEWEST, publishMedian, publishRow, publishSum } from '../../../domain/impact/publish.ts'
import type { PublishedRow } from '../../../domain/impact/publish.ts'

const counts = (most: number, places = 6) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: places })

/** Every row of whole numbers that adds up to `total`. */
function* rowsOf(places: number, total: number): Generator<number[]> {
  if (places === 1) {
    yield [total]
    return
  }
  for (let first = 0; first <= total; first += 1)
    for (const rest of rowsOf(places - 1, total - first)) yield [first, ...rest]
}

const same = (a: PublishedRow, b: PublishedRow) => JSON.stringify(a) === JSON.stringify(b)

describe('counts that are told', () => {
  it('are never under five, in a cell or in the total', () => {
    fc.assert(
      fc.property(counts(12), (row) => {
        const { cells, total } = publishRow(row)
        for (const cell of [...cells, total]) if (cell !== undefined) expect(cell).to.be.at.least(FEWEST)
      }),
    )
  })

  it('are right where they are told, and the same every time', () => {
    fc.assert(
      fc.property(counts(12), (row) => {
        const told = publishRow(row)
        told.cells.forEach((cell, at) => cell === undefined || expect(cell).to.equal(row[at]))
        if (told.total !== undefined) expect(told.total).to.equal(row.reduce((a, b) => a + b, 0))
        expect(publishRow(row)).to.deep.equal(told)
      }),
    )
  })

  it('leave no hidden one to be worked out, by whoever knows the rule and the total', () => {
    // The attacker tries every row there could be and keeps those that would have been told in the same way.
    fc.assert(
      fc.property(counts(9, 3), (row) => {
        const told = publishRow(row)
        const { total } = told
        if (total === undefined || row.length === 1) return
        const possible = [...rowsOf(row.length, total)].filter((other) => same(publishRow(other), told))
        told.cells.forEach((cell, at) => {
          if (cell === undefined)
            expect(new Set(possible.map((other) => other[at])).size, JSON.stringify(row)).to.be.above(1)
        })
      }),
      { numRuns: 200, examples: [[[5, 4, 4]], [[4, 4, 9]], [[0, 5, 5]], [[0, 0, 5]], [[7, 7, 4]]] },
    )
  })

  it('leave no single one hidden beside a total', () => {
    fc.assert(
      fc.property(counts(40, 8), (row) => {
        const { cells, total } = publishRow(row)
        const hidden = cells.filter((cell) => cell === undefined).length
        if (total !== undefined && row.length > 1) expect(hidden).to.not.equal(1)
      }),
    )
  })

  it('hide no more than they must', () => {
    expect(publishRow([12, 9, 20])).to.deep.equal({ cells: [12, 9, 20], total: 41 })
    expect(publishRow([3, 4, 20])).to.deep.equal({ cells: [undefined, undefined, 20], total: 27 })
    expect(publishRow([3, 9, 20])).to.deep.equal({ cells: [undefined, 9, undefined], total: 32 })
    // Two that are none would be known to be none.
    expect(publishRow([0, 0, 10])).to.deep.equal({ cells: [undefined, undefined, undefined], total: 10 })
    expect(publishRow([2, 1])).to.deep.equal({ cells: [undefined, undefined], total: undefined })
    expect(publishRow([7])).to.deep.equal({ cells: [7], total: 7 })
    expect(publishRow([4])).to.deep.equal({ cells: [undefined], total: undefined })
  })

  it('add up over months only when each month is told', () => {
    expect(publishSum([5, 6, 7])).to.equal(18)
    expect(publishSum([5, undefined, 7])).to.equal(undefined)
    fc.assert(
      fc.property(fc.array(counts(12, 1)), (months) => {
        const told = months.map((month) => publishRow(month).total)
        // What a growing sum tells is nothing that its months did not.
        for (let known = 1; known <= told.length; known += 1) {
          const sum = publishSum(told.slice(0, known))
          if (sum !== undefined) expect(told.slice(0, known)).to.not.include(undefined)
        }
      }),
    )
  })

  it('have a middle only of five or more', () => {
    expect(publishMedian({ '3': 2, '9': 2 })).to.equal(undefined)
    expect(publishMedian({ '3': 2, '9': 2, '20': 1 })).to.equal(9)
    expect(publishMedian({ '20': 1, '3': 4, '9': 1 })).to.equal(3)
    expect(publishMedian({})).to.equal(undefined)
  })
})
