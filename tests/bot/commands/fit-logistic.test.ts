import { expect } from 'chai'
import { fitLogistic } from '../../../bot/commands/train/fit-logistic.ts'
import { sigmoid } from '../../../domain/chance/odds.ts'
import { randomFrom } from '../../../domain/chance/random.ts'

describe('a logistic regression by Newton’s method', () => {
  const random = randomFrom(7)
  const weights = [1.5, -0.75, 0.25]
  const rows = Array.from({ length: 4000 }, () => {
    const given = [4 * random() - 2, 4 * random() - 2]
    const chance = sigmoid(
      (given[0] ?? 0) * (weights[0] ?? 0) + (given[1] ?? 0) * (weights[1] ?? 0) + (weights[2] ?? 0),
    )
    return { given, is: random() < chance }
  })

  it('comes near the weights that the rows were made by, the bias last', () => {
    const found = fitLogistic(rows)
    expect(found).to.have.length(3)
    for (const [n, weight] of weights.entries()) expect(found[n]).to.be.closeTo(weight, 0.15)
  })

  it('is at rest: what it expects is what there is', () => {
    const found = fitLogistic(rows)
    const expected = rows.reduce(
      (sum, { given }) => sum + sigmoid([...given, 1].reduce((all, x, n) => all + x * (found[n] ?? 0), 0)),
      0,
    )
    expect(expected).to.be.closeTo(rows.filter(({ is }) => is).length, 0.5)
  })

  it('takes two columns that are the same', () => {
    const [a = 0, b = 0] = fitLogistic(
      rows.map(({ given, is }) => ({ given: [given[0] ?? 0, given[0] ?? 0], is })),
    )
    expect(a + b).to.be.closeTo(
      fitLogistic(rows.map(({ given, is }) => ({ given: [given[0] ?? 0], is })))[0] ?? 0,
      0.01,
    )
  })
})
