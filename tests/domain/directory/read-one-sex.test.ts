import { expect } from 'chai'
import { readOneSex } from '../../../domain/directory/read-one-sex.ts'

const read = (name: string, text: string) => readOneSex(name.toLowerCase(), `${name}. ${text}`.toLowerCase())

describe('the one sex that a club is for', () => {
  const cases = [
    [
      'Tannery Rangers Youth FC',
      'Boys football. £25 a month. U12s could still use a few. Girls section folded in 2025 due to no coach.',
      'boys',
    ],
    [
      'Moor RFC Juniors',
      "Training Thursday. Please note this is the boys' section, for girls see Larks.",
      'boys',
    ],
    [
      'Juvenile football',
      "Gaelic football for our U13, U15 and U17 boys. Girls please see Ladies' section.",
      'boys',
    ],
    [
      'Hornets RL',
      'Lads U12, U14 and U16 training now. We are sorry that we could not raise a girls team this year.',
      'boys',
    ],
    ['Hurling', 'Hurling for boys, for girls see camogie.', 'boys'],
    ['1st Moorby Rangers', 'Guiding for girls 14 to 18.', 'girls'],
    ['2nd Whitley Guides, Rugby', 'Guides 10 to 14. Camping and badges, a unit of Girlguiding.', 'girls'],
    ['Guides at Hillside United Reformed Church', 'Guides aged 10-14: our promise, camp, games.', 'girls'],
    ['Rowing', "This is a women's squad and a men's squad who share one boathouse.", undefined],
  ] as const
  for (const [name, text, sex] of cases)
    it(`${name}: ${sex ?? 'both'}`, () => expect(read(name, text)).to.equal(sex))

  for (const text of [
    'Boys U10 to U18, girls U12 to U18. Training on Mondays.',
    'Girls U12 to U18, boys U10 to U18. Training on Mondays.',
    'Boys U10-U16, Girls U10-U14',
    'Junior teams from U7 to U18. Boys 16, 17 can join the seniors',
    'Boys and girls football. Girls section folded in 2025.',
  ])
    it(`is for both: ${text}`, () => expect(read('Town FC', text)).to.equal(undefined))

  for (const text of [
    "Our boys' section has folded and now we are a girls only club.",
    "Women's football. Our women's team ended the season as champions. Join us.",
  ])
    it(`stays for girls: ${text}`, () => expect(read('Town FC', text)).to.equal('girls'))
})
