import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { Classifier } from '../../../domain/screening/classifier/classifier.ts'
import { QUOTED } from '../../../domain/screening/quote.ts'
import { CLASSIFIER, createFullScreener } from '../../../domain/screening/second-stage.ts'
import { atLeast } from '../../../domain/screening/types.ts'
import { loadClassifier } from '../../../content/load-classifier.ts'
import { screener as full } from '../../support/conversation.ts'
import { RULES_FOLDER, rules, screener as byRules } from './rules.ts'

/** Said plainly and told by facts: what rules alone do not hear. */
const TOLD = [
  "I'm being forced to have sex and I'm only 12",
  'mum is away since tuesday and me and my brother have had cereal for tea every night',
  'he takes my phone at night and reads all of it and i have to tell him where i am',
  'a man i met on a game wants me to send him photos and not tell my mum',
  'i gave all my games to my cousin, i wont be needing them after friday',
]

describe('rules and classifier together', () => {
  const screener = full()

  it('hear what is told without the words of a rule, and quote it', () => {
    for (const text of TOLD) {
      const { response, concerns } = screener.screen(text)
      expect(atLeast(response, 'reach-out'), text).to.equal(true)
      expect(text, text).to.include(concerns[0]?.evidence ?? '?')
    }
    const long = `we did clay in art and it was fun. ${TOLD[1] ?? ''}. then we had football`
    expect(screener.screen(long).concerns[0]?.evidence).to.equal(long)
  })

  it('hear a grave sentence among harmless ones, and name it', () => {
    const school =
      'we had art and then maths with the new teacher who is alright, at lunch we played cards in the hall ' +
      'because it was raining and my mate won again, and after that it was french which i quite like'
    for (const grave of ['hes coming up the stairs', 'i took loads']) {
      expect(screener.screen(grave).response, grave).to.equal('act-now')
      for (const text of [`${school}. ${grave}. ${school}`, `${school}\n${grave}`]) {
        const { response, concerns } = screener.screen(text)
        expect(response, text).to.equal('act-now')
        expect(concerns[0]?.evidence, text).to.include(grave)
        expect(concerns[0]?.evidence.length, text).to.be.at.most(QUOTED)
      }
    }
    // Without a stop there is no sentence to name, but what stands around it.
    const [heard] = screener.screen(`${school} and now hes coming up the stairs and im in my room`).concerns
    expect(heard?.response).to.equal('act-now')
    expect(heard?.evidence).to.include('hes coming up the stairs')
    expect(atLeast(screener.screen(`${school}. ${school}`).response, 'reach-out')).to.equal(false)
  })

  it('quote what is grave, however long it was led up to and wherever it stands', () => {
    const boxing =
      'so on tuesdays i do boxing with my cousin at the gym by the station and the coach is sound and ' +
      'he lets us stay late and then we get chips and then i go back and'
    const grave = 'at night my grandad gets in with me and puts his hand over my mouth'
    const heard = screener.screen(`${boxing} ${grave}`).concerns[0]?.evidence
    expect(heard).to.include('puts his hand over my mouth')
    for (const short of [
      'im at the bridge over the motorway. its quiet',
      'i wont be here for results day. i mean that',
      'my stepdad comes in my room. when mums on nights. i pretend to be asleep',
    ]) {
      expect(screener.screen(short).concerns[0]?.evidence, short).to.equal(short)
    }
  })

  it('never tell a school who somebody is: that they are gay or trans and nobody knows is no worry', () => {
    for (const text of [
      ...['im gay and nobody knows', 'nobody knows im gay', 'i think im trans and no one knows'],
      ...[
        'im not out at home',
        'im bi and my parents dont know',
        'somewhere i can be myself. im bi and not out',
      ],
    ]) {
      const { response } = screener.screen(text, { before: [], question: 'What matters to you right now?' })
      expect(atLeast(response, 'reach-out'), text).to.equal(false)
      const after = { before: [{ bot: 'What matters to you right now?', yp: text }], question: 'And then?' }
      expect(atLeast(screener.screen('drawing and going for walks', after).response, 'reach-out')).to.equal(
        false,
      )
    }
    // What else is said is heard.
    for (const text of [
      'im gay and nobody knows and i want to die',
      'im gay and my mum doesnt know. shed kick me out if she found out',
      'im gay and not out and cutting',
    ])
      expect(atLeast(screener.screen(text).response, 'reach-out'), text).to.equal(true)
  })

  it('take a school or a team that somebody was put out of for no home', () => {
    for (const text of ['i got kicked out of school', 'got kicked out of the football team'])
      expect(screener.screen(text).response, text).to.equal('none')
    const homeless = 'i got kicked out of school and now i sleep at the bus station'
    expect(screener.screen(homeless).response).to.equal('reach-out')
    expect(screener.screen('got kicked out of sixth form and my mums').response).to.equal('reach-out')
  })

  it('take what debt and an empty purse are told by for no emergency, and for nobody who makes them', () => {
    const context = { before: [], question: 'What gets in the way? Pick any that fit, or write it.' }
    for (const text of [
      'letters keep coming n im scared to open them',
      'no money and no car',
      'have a plan to pay it off',
      'i havent got the money',
      'theres not enough time',
      'day after tomorrow pls',
    ])
      expect(screener.screen(text, context).response, text).to.equal('none')
    const made =
      'letters keep coming n im scared to open them, he says i have to carry stuff for him to pay it off'
    expect(atLeast(screener.screen(made, context).response, 'reach-out')).to.equal(true)
  })

  it('take an evening like any other for no worry, and hear what is said beside it', () => {
    const plain = [
      'im going out tonight',
      'im going to my mates tonight',
      'staying in tonight',
      'seeing my friends tonight',
      'im meeting my girlfriend tonight',
      'my mates are coming round tonight',
      'my girlfriend is coming over tonight',
      'im seeing my dad tonight',
      'ive got work tonight',
      'sorry ive got a party tonight',
      'my dad is picking me up tonight',
      'im going to bed tonight',
    ]
    const worried = [
      'im going tonight',
      'im going out tonight and im not coming back',
      'i am seeing my friends tonight for the last time',
      'im meeting a man tonight',
      'im going to bed tonight and not waking up',
      'got work tonight then im ending it',
    ]
    const alerting = [...plain, ...worried].filter((text) =>
      atLeast(screener.screen(text).response, 'reach-out'),
    )
    expect(alerting).to.deep.equal(worried)
  })

  it('hear an evening, and an empty purse, as what they are after a worry, or what may have been one', () => {
    const after: readonly (readonly [said: string, then: string])[] = [
      ['i cant do this anymore', 'im going to sleep tonight'],
      ['i took all my tablets', 'im going to sleep tonight'],
      ['i met him online hes older', 'im seeing my boyfriend tonight'],
      ['my dad isnt allowed near us', 'my dad is coming round tonight'],
      ['my stepdad touches me', 'my mum is working tonight'],
      ['they will hurt me if i dont pay', 'i havent got the money'],
      ['i dont want to be here', 'ive got plans tonight'],
    ]
    for (const [said, then] of after) {
      const context = { before: [{ bot: '', yp: said }] }
      expect(atLeast(screener.screen(then, context).response, 'reach-out'), `${said} / ${then}`).to.equal(
        true,
      )
    }
    const calm = { before: [{ bot: '', yp: 'i like drawing' }] }
    expect(screener.screen('ive got work tonight', calm).response).to.equal('none')
  })

  it('never answer below the rules, and keep what the rules heard', () => {
    const texts = rules.rules.flatMap((rule) => rule.matches.slice(0, 1))
    for (const text of texts) {
      const [alone, together] = [byRules.screen(text), screener.screen(text)]
      expect(atLeast(together.response, alone.response), text).to.equal(true)
      for (const { kind } of alone.concerns) {
        expect(
          together.concerns.flatMap((one) => [one.kind, one.orKind]),
          text,
        ).to.include(kind)
      }
    }
  })

  it('tell whose it is, when and what it is together, and keep the kind that the rules heard', () => {
    const heard = (text: string) => {
      const [one] = screener.screen(text).concerns
      return [one?.kind, one?.orKind, one?.about, one?.when]
    }
    const byRulesAlone = (text: string) => byRules.screen(text).concerns[0]
    // A rule hears "kill me"; who is meant, and what it is, the whole sentence says.
    const threat = 'my boyfriend says hell share my pics if i finish with him'
    expect(byRulesAlone(threat)?.kind).to.equal('online-harm')
    expect(heard(threat)).to.deep.equal(['domestic-abuse', 'online-harm', 'self', 'now'])
    const cousin = 'she told me her stepdad hits her and she cant sleep at home'
    expect(heard(cousin)[2]).to.equal('other')
    expect(heard('when i was in year 7 i used to cut but ive stopped')[3]).to.equal('past')
    // A friend in the message, or spoken of before, makes nobody else of who says it of themselves, and what goes on is not over.
    for (const text of [
      'my best mate cuts and i want to die',
      'my best friends brother raped me',
      'my friend dumped me kms',
    ])
      expect(heard(text)[2], text).to.equal('self')
    for (const text of [
      'my dad used to hit me and he still does',
      'i used to self harm but i still get urges',
    ])
      expect(heard(text)[3], text).to.equal('now')
    const ofJess = [
      { bot: 'Who told you about us?', yp: 'my friend jess told me to come' },
      { bot: 'Why?', yp: 'she came here when she was sad' },
    ]
    const [after] = screener.screen('i self harm', { before: ofJess }).concerns
    expect([after?.about, after?.when]).to.deep.equal(['self', 'now'])
    // English is all the classifier has learnt.
    for (const text of ['nie chcę wracać do domu', 'dwi ddim isio byw dim mwy'])
      expect(screener.screen(text).concerns[0]?.kind, text).to.equal(byRulesAlone(text)?.kind)
  })

  it('tell it of the part of a message that says it, whatever stands before or behind', () => {
    const heard = (text: string, of: string) => {
      const one = screener.screen(text).concerns.find(({ kind }) => kind === of)
      return [one?.about, one?.when]
    }
    const cases = [
      ['my nan died last year. my dad hits me', 'abuse', 'self', 'now'],
      ['my dad hits me. my nan died last year', 'abuse', 'self', 'now'],
      ['my mates dad hits her. my mum died in june', 'abuse', 'other', 'now'],
      ['my best mate cuts. i want to die', 'suicide', 'self', 'now'],
    ] as const
    for (const [text, kind, about, when] of cases)
      expect(heard(text, kind), text).to.deep.equal([about, when])
    expect(heard('my mates dad hits her. my mum died in june', 'bereavement')[0]).to.equal('self')
  })

  it('leave plain chat alone', () => {
    for (const text of [
      'football',
      'drawing and my dog',
      'yeah',
      'idk',
      'thursdays after school',
      'no thanks',
    ]) {
      expect(atLeast(screener.screen(text).response, 'reach-out'), text).to.equal(false)
    }
  })

  it('do not read another language: what they make of it would mean nothing', () => {
    const { concerns } = screener.screen('nie chce mi się dzisiaj iść do szkoły bo pada deszcz i jest zimno')
    expect(concerns.map(({ rule }) => rule)).not.to.include(CLASSIFIER)
  })

  it('give the same answer to capitals, look-alike letters and invisible characters', () => {
    const disguises: readonly ((text: string) => string)[] = [
      (text) => text.toUpperCase(),
      (text) => text.replaceAll('o', 'о').replaceAll('a', 'а'),
      (text) => Array.from(text).join('\u200b'),
      (text) => text.replaceAll(' ', '   '),
    ]
    for (const text of TOLD) {
      for (const disguised of disguises) {
        expect(screener.screen(disguised(text)).response, disguised(text)).to.equal(
          screener.screen(text).response,
        )
      }
    }
  })

  it('never throw and never hang on what nobody types', () => {
    const hostile = [
      '\ud800 '.repeat(500),
      '\u0000'.repeat(4_000),
      `\u202e${TOLD[0] ?? ''}`,
      'want to '.repeat(1_300),
      '🙃'.repeat(2_000),
    ]
    for (const text of hostile) expect(screener.screen(text)).to.have.property('response')
  })

  it('go to a human when the classifier fails, with what the rules heard', () => {
    const faults: unknown[] = []
    const broken = Object.create(Classifier.prototype) as Classifier
    const failing = createFullScreener(byRules, broken, (error) => faults.push(error))
    expect(failing.screen('football with my mates').response).to.equal('reach-out')
    const { response, concerns } = failing.screen('i want to die')
    expect(response).to.equal('reach-out')
    expect(concerns.map(({ kind }) => kind)).to.include('suicide')
    expect(faults).to.have.length(2)
  })

  it('is refused at the start when weights and shape do not fit', () => {
    expect(() => loadClassifier(join(RULES_FOLDER, 'corpus'))).to.throw('classifier cannot be used')
  })

  it('say where the weights that learning began from come from', () => {
    const notice = readFileSync(join(RULES_FOLDER, 'classifier/NOTICE.md'), 'utf8')
    expect(notice).to.include('Universal Sentence Encoder').and.to.include('Apache')
  })
})
