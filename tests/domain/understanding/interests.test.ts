import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Understood } from '../../../domain/understanding/interests.ts'
import { understand } from '../../../domain/understanding/interests.ts'

const vocabulary = loadUnderstanding()
type List = 'interests' | 'dislikes' | 'wishes' | 'barriers' | 'practical'
const heard = (text: string, list: List): string[] => understand(text, vocabulary)[list].map((h) => h.concept)
const all = (u: Understood): number =>
  u.interests.length + u.dislikes.length + u.wishes.length + u.barriers.length + u.practical.length

describe('understanding interests', () => {
  describe('what someone likes, in their own words', () => {
    const cases: readonly [string, string][] = [
      ['i like drawing', 'drawing'],
      ['spray cans', 'street-art'],
      ['five-a-side', 'football'],
      ['5 a side with my mates', 'football'],
      ['crochet', 'textiles'],
      ['🎮', 'gaming'],
      ['d&d', 'roleplaying-games'],
      ['making beats', 'music-production'],
      ['sk8ing', 'skateboarding'],
      ['my dog', 'dogs'],
      ["somewhere that's not my house", 'youth-club'],
      ['I LOVE COOKING!!!', 'cooking'],
      ['footballll', 'football'],
      ['rockpooling', 'marine-life'],
      ['obsessed with orcas', 'marine-life'],
      ['sea animals', 'marine-life'],
      ['painting my minis', 'warhammer'],
      ['my leopard gecko', 'reptiles'],
      ['out on the sup', 'paddleboarding'],
      ['doing my mates braids', 'hair'],
      ['bell ringing', 'music'],
      ['i love buses', 'trains'],
      ['crabbing', 'fishing'],
      ['blacksmithing', 'metalwork'],
    ]
    for (const [text, concept] of cases) {
      it(`"${text}" is ${concept}`, () => expect(heard(text, 'interests')).to.include(concept))
    }
    it('gives the words back exactly as typed', () => {
      expect(understand('i love Spray-Cans ok', vocabulary).interests).to.deep.equal([
        { concept: 'street-art', word: 'Spray-Cans' },
      ])
    })
    it('repairs one slip in a long word: a letter more, less, wrong, or two changed round', () => {
      expect(heard('skatebording', 'interests')).to.deep.equal(['skateboarding'])
      expect(heard('photograpy', 'interests')).to.deep.equal(['photography'])
      expect(heard('baskettball', 'interests')).to.deep.equal(['basketball'])
      expect(heard('gutiar', 'interests')).to.deep.equal(['guitar'])
    })
    it('does not repair a real word into one of ours', () => {
      expect(heard('looking after my cousin', 'interests')).to.deep.equal([])
      expect(heard('seeing people', 'interests')).to.deep.equal([])
      expect(heard('sign me up', 'interests')).to.deep.equal([])
      expect(heard('with the others, any evening', 'interests')).to.deep.equal([])
      expect(heard('the lasses', 'interests')).to.deep.equal([])
    })
  })

  describe('no', () => {
    const disliked: readonly [string, readonly string[], readonly string[]][] = [
      ['anything except swimming', ['swimming'], []],
      ['used to like football but not now', ['football'], []],
      ['I hate swimming but love art', ['swimming'], ['art']],
      ['not swimming, football or tennis', ['swimming', 'football', 'tennis'], []],
      ['not swimming, maybe art', ['swimming'], ['art']],
      ["i don't really like football", ['football'], []],
      ['football is boring', ['football'], []],
      ['swimming? no thanks', ['swimming'], []],
      ['i like reading but not writing', ['writing'], ['reading']],
      ['cant stand dancing. gaming is good', ['dance'], ['gaming']],
    ]
    for (const [text, no, yes] of disliked) {
      it(`"${text}"`, () => {
        expect(heard(text, 'dislikes')).to.deep.equal(no)
        expect(heard(text, 'interests')).to.deep.equal(yes)
      })
    }
    const looksLikeNo = [
      ['not bad at drawing', 'drawing'],
      ['dont mind football', 'football'],
      ['no one to play football with', 'football'],
      ['never tried climbing but want to', 'climbing'],
      ['cant stop dancing', 'dance'],
      ['not only football', 'football'],
    ] as const
    for (const [text, concept] of looksLikeNo) {
      it(`"${text}" is no no`, () => {
        expect(heard(text, 'interests')).to.deep.equal([concept])
        expect(heard(text, 'dislikes')).to.deep.equal([])
      })
    }
    it('"anything except" is a wish too', () =>
      expect(heard('literally anything except swimming lol', 'wishes')).to.deep.equal(['anything']))
    it('what somebody else likes is not theirs', () => {
      expect(heard('my brother likes football, i prefer drawing', 'interests')).to.deep.equal(['drawing'])
    })
    it('a no anywhere beats a yes to the same thing in the same message', () => {
      expect(heard('swimming i guess. no actually not swimming', 'interests')).to.deep.equal([])
    })
  })

  describe('feelings and needs that point somewhere', () => {
    it('lonely is a wish for company', () =>
      expect(heard('im so lonely', 'wishes')).to.deep.equal(['friends']))
    it('not wanting to be lonely is the same wish', () =>
      expect(heard('i dont want to be lonely', 'wishes')).to.deep.equal(['friends']))
    it('not lonely is not', () => expect(heard('im not lonely', 'wishes')).to.deep.equal([]))
    it('job and housing are practical', () =>
      expect(heard('i need a job and somewhere to live', 'practical')).to.deep.equal(['work', 'housing']))
    it('looking after mum is caring', () =>
      expect(heard('looking after my mum', 'practical')).to.deep.equal(['young-carers']))
    it('no money is in the way', () => expect(heard('cant afford it', 'barriers')).to.deep.equal(['cost']))
    it('crowds are in the way, and nothing to like', () => {
      expect(heard('i dont like crowds', 'barriers')).to.deep.equal(['nerves'])
      expect(heard('i dont like crowds', 'dislikes')).to.deep.equal([])
    })
    it('a phone that died is no bereavement', () =>
      expect(heard('my phone died', 'practical')).to.deep.equal([]))
    it('after school is a time, not trouble at school', () =>
      expect(heard('after school', 'practical')).to.deep.equal([]))
  })

  it('keeps other telling words, apart by whether they are wanted', () => {
    const { rest, restDenied } = understand('falconry, not taxidermy', vocabulary)
    expect(rest.map((o) => o.text)).to.deep.equal(['falconry'])
    expect(restDenied.map((o) => o.text)).to.deep.equal(['taxidermy'])
  })

  for (const text of ['', '   ', '???', '\u0000', 'asdfgh', '𝕱', '__proto__ constructor']) {
    it(`finds nothing in ${JSON.stringify(text)}`, () =>
      expect(all(understand(text, vocabulary))).to.equal(0))
  }

  it('stays quick on a pasted page', () => {
    const page = 'not football, '.repeat(20_000)
    expect(heard(page, 'dislikes')).to.deep.equal(['football'])
  })
})
