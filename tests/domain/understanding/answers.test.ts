import { expect } from 'chai'
import fc from 'fast-check'
import {
  chosenFrom,
  isOneOf,
  numberIn,
  plainWords,
  recognise,
  saysOnly,
} from '../../../domain/understanding/answers.ts'
import { loadLanguages } from '../../../content/load-languages.ts'
import { content } from '../../support/conversation.ts'

describe('understanding/answers', () => {
  const { texts } = content()
  const { words } = texts
  const languages = loadLanguages('content')
  const choose = (text: string, list: string, most = 1) => chosenFrom(text, texts.choices(list), words, most)

  describe('isOneOf', () => {
    for (const text of ['skip', 'SKIP', 'skip pls', 'can i skip this', 'skippp', 'ok skip it', 'um pass']) {
      it(`"${text}" is a skip`, () => expect(isOneOf(text, words.skip, words.fillers)).to.equal(true))
    }
    for (const text of ['skipping rope', 'i skip lunch', 'i got skipped', '', '...']) {
      it(`"${text}" is no skip`, () => expect(isOneOf(text, words.skip, words.fillers)).to.equal(false))
    }
    for (const text of ['idk', 'idkkk', 'i dont know', "I don't know", 'not sure tbh', 'dunno']) {
      it(`"${text}" is unsure`, () => expect(isOneOf(text, words.unsure, words.fillers)).to.equal(true))
    }
    it('forgives one slip in a long word and none in a short one', () => {
      expect(isOneOf('finsihed', words.done)).to.equal(false)
      expect(isOneOf('finishd', words.done)).to.equal(true)
      expect(isOneOf('nan', ['nah'])).to.equal(false)
    })
  })

  describe('chosenFrom', () => {
    it('takes a number, a word number and a list of numbers', () => {
      expect(choose('2', 'hello.length')).to.deep.equal(['long'])
      expect(choose('the second one', 'hello.length')).to.deep.equal(['long'])
      expect(choose('1 and 3', 'what-matters.cards', 3)).to.deep.equal(['friends', 'learning'])
    })
    it('takes no number outside the list, and not more than may be chosen', () => {
      expect(choose('9', 'hello.length')).to.deep.equal([])
      expect(choose('1, 2', 'hello.length')).to.deep.equal([])
    })
    it('takes the first of too many numbers, and no number at all beside one tap alone', () => {
      expect(choose('1 2 3 4', 'what-matters.cards', 3)).to.deep.equal(['friends', 'family', 'learning'])
      expect(choose('1', 'skip')).to.deep.equal([])
    })
    it('takes other words for a choice, alone and in a sentence', () => {
      expect(choose('quickest', 'hello.length')).to.deep.equal(['short'])
      expect(choose('drawing, and my dog', 'what-matters.cards', 3)).to.deep.equal(['creativity'])
      expect(choose('mates n drama', 'what-matters.cards', 3)).to.deep.equal(['friends', 'creativity'])
    })
    it('does not take what is refused', () => {
      expect(choose('anything but drawing', 'what-matters.cards', 3)).to.deep.equal([])
      expect(choose('not gaming pls', 'what-matters.cards', 3)).to.deep.equal([])
    })
    for (const [code, text, chosen] of [
      ['cy', 'dwi ddim yn hoffi darlunio', []],
      ['cy', 'dwi’n hoffi darlunio', ['creativity']],
      ['pl', 'nie lubię rysowania', []],
      ['pl', 'lubię rysowanie', ['creativity']],
      ['ur', 'مجھے ڈرائنگ پسند نہیں', []],
      ['ur', 'مجھے ڈرائنگ پسند ہے', ['creativity']],
      ['ur', 'mujhe drawing pasand nahi', []],
      ['ur', 'mujhe drawing pasand hai', ['creativity']],
    ] as const) {
      it(`hears the no of each language before a word or behind it: ${text}`, () => {
        const own = languages.of(code).texts
        expect(chosenFrom(text, own.choices('what-matters.cards'), own.words, 3)).to.deep.equal(chosen)
      })
    }
    for (const [text, id] of [
      ['yh', 'yes'],
      ['Yeahhh', 'yes'],
      ['a bit', 'yes'],
      ['kinda', 'yes'],
      ['nah', 'no'],
      ['nahhhh', 'no'],
      ['no', 'no'],
      ['not really', 'not-sure'],
      ['idk', 'not-sure'],
      ['rather not say', 'rather-not'],
    ] as const) {
      it(`at the check-in "${text}" is ${id}`, () => {
        expect(choose(text, 'check-in.hurting-yourself')).to.deep.equal([id])
      })
    }
    it('gives ids of the list only, whatever is typed', () => {
      const known = texts.choices('what-matters.cards').map(({ id }) => id)
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          expect(known).to.include.members(choose(text, 'what-matters.cards', 3))
        }),
      )
    })
  })

  describe('saysOnly', () => {
    const only = (text: string, list: string, id: string) => saysOnly(text, id, texts.choices(list), words)
    for (const [list, id, text] of [
      ['delete.ask', 'delete', 'yes please'],
      ['delete.ask', 'delete', 'Yeahhh sure, delete it!!'],
      ['delete.ask', 'delete', 'yes delete everything'],
      ['delete.ask', 'delete', '1'],
      ['again.ask', 'again', 'yeah start over pls'],
      ['summary.ask', 'send', 'ok send it'],
      ['summary.ask', 'send', 'yeah go on then, send it'],
      ['book.confirm', 'book', 'book it pls'],
      ['human.hub', 'without', 'yes but dont show anything'],
    ] as const) {
      it(`"${text}" is ${id} and nothing besides`, () => expect(only(text, list, id)).to.equal(true))
    }
    for (const [list, id, text] of [
      ['delete.ask', 'delete', 'what happens if i delete it'],
      ['delete.ask', 'delete', 'can i delete just my name'],
      ['delete.ask', 'delete', 'delete it?'],
      ['delete.ask', 'delete', 'are you sure'],
      ['delete.ask', 'delete', 'ok so like'],
      ['again.ask', 'again', 'what happens if i start again'],
      ['summary.ask', 'send', 'will my mum see it if i send it'],
      ['summary.ask', 'send', 'i never want you to send it'],
      ['summary.ask', 'send', 'is it okay if my school sees'],
      ['summary.preview.ask', 'send', 'send it tomorrow'],
      ['book.confirm', 'book', 'i need to ask my mum first please'],
      ['book.confirm', 'book', 'please can it be a different day'],
      ['human.hub', 'with', 'can i talk to them tomorrow please'],
    ] as const) {
      it(`"${text}" is no ${id}`, () => expect(only(text, list, id)).to.equal(false))
    }
    for (const { code, texts: own } of languages.all) {
      it(`every word for what is not undone is a whole yes in ${code}`, () => {
        const lists = [
          ['delete.ask', 'delete'],
          ['again.ask', 'again'],
          ['summary.ask', 'send'],
          ['summary.preview.ask', 'send'],
          ['book.confirm', 'book'],
          ['book.change', 'cancel'],
          ['human.hub', 'with'],
        ] as const
        const refused = lists.flatMap(([list, id]) => {
          const choices = own.choices(list)
          const { label = '', words: ways = [] } = choices.find((one) => one.id === id) ?? {}
          return [label, ...ways].filter((way) => !saysOnly(way, id, choices, own.words))
        })
        expect(refused).to.deep.equal([])
      })
    }
  })

  describe('numberIn', () => {
    for (const [text, number] of [
      ['14', 14],
      ['im 14', 14],
      ['fourteen', 14],
      ["i'm fifteen yrs old", 15],
      ['7/10', 7],
      ['7 out of 10', 7],
      ['0', 0],
    ] as const) {
      it(`"${text}" is ${number}`, () => expect(numberIn(text, words.numbers)).to.equal(number))
    }
    for (const text of ['', 'old', '14 or 15', '1.5.2011']) {
      it(`"${text}" is no one number`, () => expect(numberIn(text, words.numbers)).to.equal(undefined))
    }
  })

  describe('recognise', () => {
    const command = (text: string) => recognise(text, words.commands, words.fillers)
    for (const [text, id] of [
      ['im not safe', 'not-safe'],
      ['please help im not safe', 'not-safe'],
      ['help me', 'help-now'],
      ['HELP', 'help'],
      ['can i talk to a real person', 'human'],
      ['go back', 'back'],
      ['wait go back', 'back'],
      ['delete my data', 'delete'],
      ['what do u know about me', 'my-data'],
      ['start again', 'start-again'],
      ['stop', 'stop'],
      ['cancel my appointment pls', 'booking'],
      ['actually forget i said that', 'retract'],
      ['jk', 'retract'],
    ] as const) {
      it(`"${text}" asks for ${id}`, () => expect(command(text)).to.equal(id))
    }
    for (const text of [
      'my dad wont stop shouting',
      'i want to help animals',
      'i got my ears pierced and went back home with my mates after that long day out in town',
      'football',
      'bus stop',
    ]) {
      it(`"${text}" asks for nothing`, () => expect(command(text)).to.equal(undefined))
    }
  })

  it('plainWords leaves letters and digits of any script, and nothing else', () => {
    expect(plainWords('  Dont… ‘WORRY’ 😊 yeahhhhh! ')).to.deep.equal(['dont', 'worry', 'yeahh'])
    expect(plainWords('😊')).to.deep.equal([])
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        // With an accent behind it, it goes the long way.
        expect(plainWords(`${text} é`)).to.deep.equal([...plainWords(text), 'e'])
      }),
    )
  })
})
