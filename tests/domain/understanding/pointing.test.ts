import { expect } from 'chai'
import { chosenFrom } from '../../../domain/understanding/answers.ts'
import { countedIn, pointedAt, readWith } from '../../../domain/understanding/pointing.ts'
import { content } from '../../support/conversation.ts'

describe('understanding/pointing', () => {
  const { languages } = content()
  const { words } = languages.english.texts
  const textsOf = (code: string) => languages.of(code).texts

  for (const [code, text, name] of [
    ['en', 'the cooking one', 'cooking'],
    ['en', 'boxing one pls', 'boxing'],
    ['en', 'the one with the dogs', 'dogs'],
    ['cy', 'yr un gyda cŵn', 'cwn'],
    ['pl', 'ta z psami', 'psami'],
    ['ur', 'cooking wala', 'cooking'],
    ['ur', 'موسیقی والا', 'موسیقی'],
  ] as const) {
    it(`"${text}" points at "${name}"`, () =>
      expect(pointedAt(text, textsOf(code).words)?.join(' ')).to.equal(name))
  }

  for (const text of ['cooking', 'one', 'i want to do one thing', 'something with music'])
    it(`"${text}" points at nothing`, () => expect(pointedAt(text, words)).to.equal(undefined))

  for (const [code, text, count, meant] of [
    ['en', 'both', 2, [1, 2]],
    ['en', 'both', 3, []],
    ['en', 'all of them pls', 3, [1, 2, 3]],
    ['en', 'all 3', 3, [1, 2, 3]],
    ['en', 'i like all three of them', 3, [1, 2, 3]],
    ['en', 'all 2', 3, []],
    ['en', 'the first three', 3, [1, 2, 3]],
    ['en', 'the first three', 2, [1, 2]],
    ['en', 'first and third', 3, []],
    ['en', 'the last two', 3, [2, 3]],
    ['en', 'the last one', 3, [3]],
    ['en', 'not the last two', 3, []],
    ['cy', 'y ddau', 2, [1, 2]],
    ['cy', 'y ddau olaf', 3, [2, 3]],
    ['pl', 'wszystkie', 3, [1, 2, 3]],
    ['pl', 'dwa pierwsze', 3, [1, 2]],
    ['ur', 'دونوں', 2, [1, 2]],
    ['ur', 'pehle 2', 3, [1, 2]],
  ] as const) {
    it(`"${text}" of ${count} means ${meant.join(' and ') || 'none'}`, () =>
      expect(countedIn(text, count, textsOf(code).words)).to.deep.equal(meant))
  }

  it('finds the things that are read with every word, by their beginnings too', () => {
    const things = [
      { id: 'a', text: 'Cook and eat on Wednesdays' },
      { id: 'b', text: 'The Art Room, Wednesdays' },
    ]
    expect(readWith(['cooking'], things)).to.deep.equal(['a'])
    expect(readWith(['wednesday'], things)).to.deep.equal(['a', 'b'])
    expect(readWith(['wednesday', 'art'], things)).to.deep.equal(['b'])
    // "Art" is no beginning of "article", and no words mean nothing.
    expect(readWith(['article'], things)).to.deep.equal([])
    expect(readWith([], things)).to.deep.equal([])
  })

  for (const [code, text, day] of [
    ['cy', 'dydd mercher', 'wednesday'],
    ['cy', 'wed', 'wednesday'],
    ['pl', 'w środę', 'wednesday'],
    ['pl', 'moze czwartek', 'thursday'],
    ['ur', 'بدھ', 'wednesday'],
    ['ur', 'jumerat wala', 'thursday'],
    ['cy', 'fory', 'tomorrow'],
    ['cy', 'yr un cynharaf', 'soonest'],
    ['pl', 'może jutro', 'tomorrow'],
    ['pl', 'jak najszybciej', 'soonest'],
    ['ur', 'کل', 'tomorrow'],
    ['ur', 'aaj', 'today'],
    ['ur', 'sab se pehle', 'soonest'],
  ] as const) {
    it(`"${text}" is ${day}`, () =>
      expect(chosenFrom(text, textsOf(code).choices('book.days'), textsOf(code).words)).to.deep.equal([day]))
  }
})
