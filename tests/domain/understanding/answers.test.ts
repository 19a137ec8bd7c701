import { expect } from 'chai'
import fc from 'fast-check'
import {
  asksBack,
  chosenFrom,
  isOneOf,
  isRequest,
  numberIn,
  recognise,
  saysOnly,
} from '../../../domain/understanding/answers.ts'
import { plainWords } from '../../../domain/understanding/plain-words.ts'
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
    for (const [language, text] of [
      ['en', 'its private'],
      ['en', 'i dont want to say my name'],
      ['cy', 'mae’n breifat'],
      ['pl', 'nie podam imienia'],
      ['ur', 'naam nahi batana'],
    ] as const) {
      it(`"${text}" refuses an answer, and is no skip of everything`, () => {
        const own = languages.of(language).texts.words
        expect(isOneOf(text, own.refusals, own.fillers)).to.equal(true)
        expect(isOneOf(text, own.skip, own.fillers)).to.equal(false)
      })
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
    it('takes numbers with words around them that say no more than that they are picked', () => {
      for (const text of ['i like 2', 'ill have the second one', 'go with 2'])
        expect(choose(text, 'hello.length'), text).to.deep.equal(['long'])
      expect(choose('the first three', 'what-matters.cards', 3)).to.deep.equal([
        'friends',
        'family',
        'learning',
      ])
      expect(choose('first and third', 'what-matters.cards', 3)).to.deep.equal(['friends', 'learning'])
      expect(choose('one and three', 'what-matters.cards', 3)).to.deep.equal(['friends', 'learning'])
      expect(choose('i have 2', 'hello.length')).to.deep.equal([])
      expect(choose('no one', 'what-matters.cards', 3)).to.deep.equal([])
      const welsh = languages.of('cy').texts
      const cards = welsh.choices('what-matters.cards')
      expect(chosenFrom('y tri cyntaf', cards, welsh.words, 3)).to.have.length(3)
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
      expect(choose('any subject but drawing', 'what-matters.cards', 3)).to.deep.equal([])
      expect(choose('havent done drama', 'what-matters.cards', 3)).to.deep.equal([])
    })
    it('takes a but for a no only behind what it is an exception of', () => {
      expect(choose('its boring but drawing helps', 'what-matters.cards', 3)).to.deep.equal(['creativity'])
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
    for (const [code, text, chosen] of [
      ['en', 'pass my driving test', []],
      ['en', 'if i had a bus pass i could do drawing', ['creativity']],
      ['en', 'i skip lessons', []],
      ['en', 'pass', ['skip']],
      ['en', 'skip pls', ['skip']],
      ['cy', 'flwyddyn nesaf dwi isio mynd ir coleg', ['learning']],
      ['pl', 'nie mam pas do samochodu', []],
      ['ur', 'اگلا سال کالج جانا چاہتا ہوں', ['learning']],
      ['ur', 'اگلا', ['skip']],
    ] as const) {
      it(`takes a choice that counts alone from no sentence: ${text}`, () => {
        const own = languages.of(code).texts
        const options = [...own.choices('what-matters.cards'), ...own.choices('skip')]
        expect(chosenFrom(text, options, own.words, 3, ['skip'])).to.deep.equal(chosen)
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
      ['safety.safe-now', 'safe', 'yeah but hes here'],
      ['safety.safe-now', 'wrong', 'theres something wrong with me'],
    ] as const) {
      it(`"${text}" is no ${id}`, () => expect(only(text, list, id)).to.equal(false))
    }
    for (const [code, id, text] of [
      ['cy', 'safe', 'dwin saff ond mae o yma'],
      ['cy', 'wrong', 'mae en dweud mai jôc oedd hi'],
      ['pl', 'safe', 'jestem bezpieczny ale on tu jest'],
      ['pl', 'wrong', 'on mówi że to żart'],
      ['ur', 'safe', 'main safe hun lekin wo yahan hai'],
      ['ur', 'wrong', 'wo mazak kar raha tha'],
    ] as const) {
      it(`nor is "${text}" one of these in ${code}`, () => {
        const own = languages.of(code).texts
        expect(saysOnly(text, id, own.choices('safety.safe-now'), own.words)).to.equal(false)
      })
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
          ['safety.safe-now', 'safe'],
          ['safety.safe-now', 'wrong'],
          ['safety.safe-now.other', 'safe'],
          ['safety.safe-now.other', 'wrong'],
          ['safety.after', 'with-someone'],
          ['safety.after', 'carry-on'],
          ['safety.after', 'wrong'],
          ['safety.checking', 'fine'],
          ['safety.picture', 'fine'],
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

  describe('a request', () => {
    /** What it is taken for, as a request or as a question to the program. */
    const asked = (text: string, code = 'en') => {
      const { commands, questions, fillers } = languages.of(code).texts.words
      return recognise(text, commands, fillers) ?? recognise(text, questions, fillers)
    }
    for (const text of [
      'cancer',
      'cooking',
      'looking',
      'boxing',
      'so boxing',
      'easter',
      'easter words',
      'chance',
      'languages',
      'crisps',
      'my cooking',
      'stop masking',
    ]) {
      it(`of one word or two forgives no letter: "${text}" is an answer`, () => {
        expect(asked(text)).to.equal(undefined)
        expect(isRequest(text, words.commands, words.fillers)).to.equal(false)
      })
    }
    for (const [text, id] of [
      ['cancel my apointment', 'booking'],
      ['bookinggg', 'booking'],
      ['is this privat pls', 'faq.secret'],
    ] as const) {
      it(`of more words forgives one, and letters held are no slip: "${text}" is ${id}`, () =>
        expect(asked(text)).to.equal(id))
    }
    for (const [code, text] of [
      ['en', 'people at school wont leave me alone'],
      ['en', 'i wish theyd just leave me alone'],
      ['en', 'tell my mum how i feel'],
      ['en', 'tell my parents im gay'],
      ['en', 'scared my parents find out'],
      ['en', 'i dont tell my mum anything'],
      ['en', 'my data always runs out'],
      ['en', 'i have my appointment at camhs on fridays'],
      ['en', 'start over at a new school'],
      ['en', 'he made me promise not to tell'],
      ['en', 'he said its between us'],
      ['en', 'my brother had to call the police'],
      ['en', 'people tell me to fuck off'],
      ['en', 'idk how much longer i can do this'],
      ['en', 'my ex made me delete everything'],
      ['en', 'he told me to delete everything off my phone'],
      ['en', 'i kept a diary and my mum read it'],
      ['en', 'i wrote a song and my dad read it'],
      ['en', 'my mum and dad know about it'],
      ['en', 'too scared to talk to a person i dont know'],
      ['en', 'i dont want to talk to a person'],
      ['en', 'i want to be able to talk to a person'],
      ['en', 'i find it hard to talk to a person'],
      ['en', 'i had to delete everything off insta'],
      ['en', 'dont let my mum die'],
      ['en', 'what if my mum dies'],
      ['cy', 'dweud wrth fy rhieni sut dwin teimlo'],
      ['cy', 'mae fy nata yn rhedeg allan'],
      ['cy', 'nath e neud i fi dileu popeth'],
      ['cy', 'gormod o ofn siarad â pherson'],
      ['cy', 'dwedodd e paid dweud wrth mam neu byddwn ni mewn trwbl'],
      ['cy', 'mae fy apwyntiad gyda camhs ar ddydd gwener'],
      ['pl', 'boję się że mama się dowie'],
      ['pl', 'nie wiem jak długo to wytrzymam'],
      ['pl', 'mówią mi spierdalaj'],
      ['pl', 'powiedział usuń wszystko z telefonu'],
      ['pl', 'boję się porozmawiać z człowiekiem'],
      ['pl', 'powiedział nie mów mamie bo będzie źle'],
      ['ur', 'mera data khatam ho jata hai'],
      ['ur', 'ammi ko pata nahi'],
      ['ur', 'us ne kaha sab delete kar do phone se'],
      ['ur', 'insaan se baat karne se dar lagta hai'],
      ['ur', 'us ne kaha ammi ko mat batana warna'],
      ['ur', 'امی کو پتا نہیں'],
    ] as const) {
      it(`is not found inside an answer: ${text}`, () => expect(asked(text, code)).to.equal(undefined))
    }
    for (const [code, text, id] of [
      ['en', 'omg please leave me alone now', 'stop'],
      ['en', 'but will you tell my mum about this', 'faq.tell-parents'],
      ['en', 'drawing but dont tell my mum', 'faq.tell-parents'],
      ['en', 'wait can my mum read this', 'faq.tell-parents'],
      ['en', 'can you delete everything ive said pls', 'delete'],
      ['en', 'this is long can i talk to a person', 'human'],
      ['en', 'need to speak to a human', 'human'],
      ['en', 'wanna talk to a person', 'human'],
      ['en', 'would like to talk to a person', 'human'],
      ['en', 'i really need to talk to a person', 'human'],
      ['en', 'i just want to talk to a real person', 'human'],
      ['en', 'gotta talk to a person', 'human'],
      ['en', 'is there a way to speak to a person', 'human'],
      ['en', 'how do i talk to a person', 'human'],
      ['en', 'i would rather talk to a human', 'human'],
      ['en', 'dont let my mum see this', 'faq.tell-parents'],
      ['en', 'pls dont let my dad see it', 'faq.tell-parents'],
      ['en', 'dont let my parents read this', 'faq.tell-parents'],
      ['en', 'what if my mum or dad find out', 'faq.tell-parents'],
      ['en', 'what happens if my mum and dad find out', 'faq.tell-parents'],
      ['en', 'do u let my mum see it', 'faq.tell-parents'],
      ['en', 'delete this chat right now', 'delete'],
      ['en', 'no delete everything', 'delete'],
      ['en', 'i changed my mind delete everything', 'delete'],
      ['en', 'i need you to delete everything', 'delete'],
      ['en', 'how do i delete my data', 'delete'],
      ['pl', 'potrzebuję pogadać z człowiekiem', 'human'],
      ['pl', 'tylko nie mów mamie', 'faq.tell-parents'],
      ['pl', 'usuń wszystko teraz', 'delete'],
      ['cy', 'rhaid i mi siarad â pherson', 'human'],
      ['cy', 'dw i eisiau siarad a rhywun go iawn', 'human'],
      ['ur', 'sab delete kar do abhi', 'delete'],
      ['en', 'yo show my data then', 'my-data'],
      ['en', 'when is my appointment again', 'booking'],
      ['cy', 'fyddi din dweud wrth mam am hyn', 'faq.tell-parents'],
      ['pl', 'a czy mama się dowie o tym', 'faq.tell-parents'],
      ['ur', 'kya ammi ko pata chalega is ka', 'faq.tell-parents'],
      ['cy', 'iawn ga i siarad efo person', 'human'],
      ['cy', 'iawn gelli di ddileu popeth plis', 'delete'],
      ['pl', 'ok możesz usunąć wszystko co mam tu', 'delete'],
      ['pl', 'nie wiem chcę pogadać z człowiekiem', 'human'],
      ['ur', 'bas mujhe kisi insaan se baat karni hai', 'human'],
      ['ur', 'bas please sab delete kar do na', 'delete'],
    ] as const) {
      it(`is found as a whole inside a short message: ${text}`, () => expect(asked(text, code)).to.equal(id))
    }
  })

  describe('where a name is asked for', () => {
    for (const text of ['why do u need that', 'why tho', 'y u asking me that', 'what do u want it for?']) {
      it(`"${text}" asks back`, () => expect(asksBack(text, words)).to.equal(true))
    }
    for (const text of ['jay', 'why', 'wyatt', 'Jay?', 'call me whatever']) {
      it(`"${text}" does not`, () => expect(asksBack(text, words)).to.equal(false))
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
