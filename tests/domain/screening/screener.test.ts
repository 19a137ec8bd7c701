import { expect } from 'chai'
import { createScreener } from '../../../domain/screening/screener.ts'
import type { Exchange, Response } from '../../../domain/screening/types.ts'
import { rules, screener } from './rules.ts'

const responseTo = (text: string): Response => screener.screen(text).response

describe('what is heard in one message', () => {
  it('answers the example of the README', () => {
    const { response, concerns } = screener.screen('been cutting again, mums gonna see')
    expect(response).to.equal('reach-out')
    expect(concerns).to.have.lengthOf(1)
    expect(concerns[0]).to.include({
      kind: 'self-harm',
      about: 'self',
      when: 'now',
      evidence: 'been cutting again, mums gonna see',
    })
  })

  const examples: readonly [string, Response, string][] = [
    ['i want to die', 'reach-out', 'suicide'],
    ['im going to kill myself tonight', 'act-now', 'suicide'],
    ['wont be here by friday so it doesnt matter', 'act-now', 'suicide'],
    ['ive been giving my stuff away to my mates, they should have it', 'reach-out', 'suicide'],
    ['kms i forgot my pe kit', 'note', 'suicide'],
    ['i cut too deep and it wont stop bleeding', 'act-now', 'self-harm'],
    ['my dad hits me', 'reach-out', 'abuse'],
    ['my dads hitting me right now', 'act-now', 'abuse'],
    ['theres never food in', 'reach-out', 'neglect'],
    ['mum hasnt been home since thurs', 'reach-out', 'neglect'],
    ['i got graped last summer', 'reach-out', 'sexual-harm'],
    ['i owe the olders money and they want me to drop stuff off', 'reach-out', 'exploitation'],
    ['he said if i tell anyone hed post them', 'reach-out', 'online-harm'],
    ['im getting bullied every day', 'reach-out', 'bullying'],
    ['skip lunch so i can earn dinner', 'reach-out', 'eating'],
    ['xans every day now', 'reach-out', 'substances'],
    ['my dad hits my mum', 'reach-out', 'domestic-abuse'],
    ['i feel depressed', 'note', 'mental-state'],
    ['mum kicked me out', 'reach-out', 'missing-home'],
    ['i just stabbed someone', 'act-now', 'harm-to-others'],
    ['ive taken 20 paracetamol', 'act-now', 'medical'],
    ['my brothers not breathing', 'act-now', 'medical'],
    ['my nan died', 'note', 'bereavement'],
    ['im a young carer', 'note', 'caring'],
    ['someone pulled my hijab off on the bus', 'reach-out', 'identity-hate'],
  ]
  for (const [text, response, kind] of examples) {
    it(`"${text}": ${response}, ${kind}`, () => {
      const screening = screener.screen(text)
      expect(screening.response).to.equal(response)
      expect(screening.concerns.map((concern) => concern.kind)).to.include(kind)
    })
  }

  it('tells self from other and now from past and future', () => {
    expect(screener.screen('my mate keeps cutting').concerns[0]).to.include({
      kind: 'self-harm',
      about: 'other',
    })
    expect(screener.screen('my sister wants to kill herself').concerns[0]).to.include({ about: 'other' })
    expect(screener.screen('i told my mum i want to die').concerns[0]).to.include({ about: 'self' })
    expect(screener.screen('i tried to kill myself last year').concerns[0]).to.include({ when: 'past' })
    expect(screener.screen('gonna kill myself tomorrow').concerns[0]).to.include({ when: 'future' })
  })

  it('tells whom it is done to from whoever does it, where "my" stands beside the phrase', () => {
    const about = (text: string) => screener.screen(text).concerns.map((one) => `${one.kind} ${one.about}`)
    expect(about('my ex put my nudes in the group chat')).to.include('online-harm self')
    expect(about('a girl put my nudes on tiktok')).to.include('online-harm self')
    expect(about('they said theyll stab my little brother')).to.include('harm-to-others other')
    expect(about('he says hes gonna burn my house down')).to.include('harm-to-others other')
    expect(about('ill burn my school down')).to.include('harm-to-others self')
  })

  it('takes a threat for a way of speaking only where they make it themselves', () => {
    for (const text of [
      'dad is gonna kill my little brother because he nicked my phone',
      'my stepdad will batter my little brother if he spoils the game',
      'my dad will kill him he ate the food',
    ])
      expect(responseTo(text), text).not.to.equal('none')
    for (const text of [
      'im gonna kill my little brother he ate my crisps',
      'gonna kill him he ate my crisps',
      'ima batter him he ate my chips',
      'i will kill him if he eats my crisps',
    ])
      expect(responseTo(text), text).to.equal('none')
  })

  it('hears what stands behind another meaning, where a rule hears through it', () => {
    expect(responseTo('took 3 paracetamol today')).to.equal('none')
    expect(responseTo('took 3 paracetamol today then another 30')).to.equal('act-now')
    expect(responseTo('got kicked out of college')).to.equal('none')
    expect(responseTo('got kicked out of college and home')).to.equal('reach-out')
  })

  it('quotes a short message whole, of a long one the sentence', () => {
    const short = 'im on the bridge. i want to die. its quiet'
    expect(screener.screen(short).concerns[0]?.evidence).to.equal(short)
    const chat =
      'we had art and then maths and at lunch we played cards in the hall because it was raining and my mate won'
    const long = `${chat}. i want to die. ${chat}`
    expect(screener.screen(long).concerns[0]?.evidence).to.equal('i want to die')
  })

  it('lowers by one step for a negation, a game or a trifle, and not below a note in the first person', () => {
    expect(responseTo('i dont want to die')).to.equal('note')
    expect(responseTo('cant wait to die in minecraft')).to.be.oneOf(['none', 'note'])
    expect(responseTo('gonna kms if we get maths homework again')).to.equal('note')
    expect(responseTo('the song goes i want to die')).to.equal('note')
    expect(responseTo('i used to self harm but i dont anymore')).to.equal('note')
  })

  it('is not fooled by a negation that is none', () => {
    expect(responseTo('i cant stop thinking about killing myself')).to.equal('reach-out')
    expect(responseTo('not gonna lie i want to die')).to.equal('reach-out')
    expect(responseTo('i want to die lol')).to.equal('reach-out')
  })

  for (const text of [
    'this maths is killing me',
    'im dead lol',
    'cut my hair',
    'shot on goal',
    'dying of laughter',
    'i could murder a burger',
  ]) {
    it(`leaves "${text}" alone`, () => expect(responseTo(text)).to.equal('none'))
  }

  it('lists every kind once, the strongest first', () => {
    const { concerns } = screener.screen('my nan died and i want to die, i want to die, my dad hits me')
    expect(new Set(concerns.map((one) => one.kind)).size).to.equal(concerns.length)
    expect(concerns.at(-1)?.kind).to.equal('bereavement')
  })

  it('never speaks of risk, scores or levels', () => {
    const said = JSON.stringify(
      rules.rules
        .map((rule) => ({ ...screener.screen(rule.matches[0] ?? ''), rule: rule.id }))
        .map((one) => ({
          ...one,
          concerns: one.concerns.map((concern) => ({ ...concern, evidence: '' })),
        })),
    )
    expect(said).not.to.match(/\b(risk|score|low|medium|high)\b/i)
  })
})

describe('what came before a message', () => {
  const before = (...said: readonly string[]): readonly Exchange[] =>
    said.map((yp) => ({ bot: 'What matters to you?', yp }))

  it('finds a phrase split over two and three messages (case 18)', () => {
    expect(screener.screen('kill myself', { before: before('i want to') }).response).to.equal('reach-out')
    const { response, concerns } = screener.screen('die', { before: before('i really', 'want to') })
    expect(response).to.equal('reach-out')
    expect(concerns[0]?.evidence).to.include('want to / die')
  })

  it('looks back over three messages and no further, and not at what is finished', () => {
    expect(screener.screen('die', { before: before('i want to', 'um', 'so', 'well') }).response).to.equal(
      'none',
    )
    expect(screener.screen('pizza', { before: before('i want to die') }).response).to.equal('none')
  })

  it('lifts what was just said when the means or the hour follow', () => {
    const said = { before: before('i want to die') }
    expect(screener.screen('got the pills here', said).response).to.equal('act-now')
    expect(screener.screen('tonight', said).response).to.equal('act-now')
    expect(
      screener.screen('tonight im watching the match with my dad and we have pizza', said).response,
    ).to.equal('none')
  })

  it('lifts a wish by a deed that has a day, however long it is told and however long after', () => {
    const wishes = [
      'i want to die',
      'i want to kill myself',
      'i dont want to be here anymore',
      'i cut my arms',
    ]
    const deeds = [
      'im going to do it this weekend',
      'im gonna do it after school',
      'shes gonna do it after school when we are all in maths',
    ]
    for (const wish of wishes) {
      for (const deed of deeds) {
        const heard = (...said: readonly string[]): Response =>
          screener.screen(deed, { before: before(...said) }).response
        expect(heard(wish), `${wish} / ${deed}`).to.equal('act-now')
        expect(heard(wish, 'yes', 'my mates', 'music'), `${wish} / … / ${deed}`).to.equal('act-now')
      }
    }
    const maths = { before: before('i hate maths') }
    expect(screener.screen('im gonna do it after school', maths).response).to.equal('note')
  })

  it('lifts what was said of a wound when it went too far', () => {
    expect(screener.screen('i went too far', { before: before('i cut my arms') }).response).to.equal(
      'act-now',
    )
    expect(screener.screen('it went too far', { before: before('we had a row') }).response).to.equal('none')
  })

  it('hears what was taken, and where they are for the last time, after a wish', () => {
    for (const text of [
      'took 60 elvanse today',
      'this is the last time i see my mum',
      'ive tied a rope to the ceiling',
    ])
      expect(screener.screen(text, { before: before('i want to die') }).response, text).to.equal('act-now')
  })

  it('lifts by the hour of what somebody else does, of a match and of a shift', () => {
    const lifted: readonly (readonly [said: string, then: string])[] = [
      ['my stepdad hits me', 'hes home after football tonight'],
      ['my stepdad hits me', 'parents evening tonight'],
      ['my dad hits me when england lose', 'theres a match tonight'],
      ['they make me sell drugs', 'ive got a shift tonight'],
      ['i want to die', 'at band practice tonight'],
    ]
    for (const [said, then] of lifted)
      expect(screener.screen(then, { before: before(said) }).response, `${said} / ${then}`).to.equal(
        'act-now',
      )
  })

  it('lifts nothing by what they and their mates do on a day, or where a bus went', () => {
    for (const then of ['me and my mates are doing it on saturday', 'we are doing it on sunday'])
      expect(
        screener.screen(then, { before: before('i self harm sometimes', 'i like climbing') }).response,
        then,
      ).to.equal('none')
    const told = { before: before('i self harm sometimes') }
    expect(screener.screen('i went too far past my stop', told).response).to.equal('none')
  })

  it('lifts nothing by the hour of what is on in an ordinary week', () => {
    for (const said of ['i want to die', 'my stepdad hits me']) {
      const context = { before: before(said) }
      for (const text of [
        'football on monday',
        'ive got a maths test tomorrow',
        'got dance after school',
        'driving lesson tonight',
      ])
        expect(screener.screen(text, context).response, text).to.equal('none')
      for (const text of [
        'tomorrow',
        'doing it tomorrow',
        'on monday',
        'after school',
        'this weekend when theyre out',
        'tonight after football got the pills',
      ])
        expect(screener.screen(text, context).response, `${said} / ${text}`).to.equal('act-now')
    }
  })

  const answers: readonly [string, string, Response][] = [
    ['Are you safe right now?', 'not really', 'act-now'],
    ['Are you safe right now?', 'kinda', 'reach-out'],
    ['Are you safe right now?', 'wdym', 'note'],
    ['Are you safe right now?', 'yeah', 'none'],
    ['Have you had thoughts of hurting yourself?', 'a bit', 'reach-out'],
    ['Have you had thoughts of hurting yourself?', 'sometimes', 'reach-out'],
    ['Have you had thoughts of hurting yourself?', 'no', 'none'],
    ["Is anyone hurting you, scaring you, or making you do things you don't want to do?", 'yh', 'reach-out'],
    ['What is your favourite food?', 'not really', 'none'],
  ]
  for (const [question, text, response] of answers) {
    it(`hears "${text}" after "${question}" as ${response}`, () => {
      expect(screener.screen(text, { before: [], question }).response).to.equal(response)
    })
  }

  it('keeps the kind of what was said when it asks whether they are safe', () => {
    const context = { before: before('my dad hits me'), question: 'Are you safe right now?' }
    expect(screener.screen('no', context).concerns[0]).to.include({ kind: 'abuse', response: 'act-now' })
  })

  it('hears no phrase that ends in a request for us', () => {
    const context = { before: before('send it') }
    expect(screener.screen('start again', context).concerns[0]).to.include({ kind: 'self-harm' })
    expect(screener.screen('start again', { ...context, isOurs: true }).concerns).to.deep.equal([])
  })

  it('never answers less because of what came before (a retraction clears nothing)', () => {
    const context = { before: before('actually forget i said that'), question: 'Are you safe right now?' }
    expect(screener.screen('yeah but i still want to die', context).response).to.equal('reach-out')
  })
})

describe('texts that are made to slip through', () => {
  it('reads the beginning and the end of a huge message (case 16)', () => {
    const half = 'we went to the park and had chips. '.repeat(225)
    expect(responseTo(`${half} i want to die. ${half}`), 'the middle of 16,000').to.equal('reach-out')
    const filler = half.repeat(18)
    expect(responseTo(`i want to die. ${filler}`)).to.equal('reach-out')
    expect(responseTo(`${filler} i want to die`)).to.equal('reach-out')
    expect(responseTo('x'.repeat(1_000_000))).to.equal('none')
  })

  const disguises: Record<string, string> = {
    zalgo: 'i w\u0301\u0302\u0303ant to k\u0336i\u0336l\u0336l\u0336 m\u0310yself',
    'right-to-left override': 'i want to \u202Ekill\u202C myself',
    homoglyphs: 'і wаnt tо kіll mуsеlf',
    'zero width': 'i want to k\u200Bi\u200Dl\uFEFFl my\u200Cself',
    leet: 'i w4nt 2 k1ll mys3lf',
    stars: 'thinking about s*icide',
    spaced: 'i want to k i l l  m y s e l f',
    dotted: 'i want to k.i.l.l myself',
    stretched: 'i waaaant to killlll myyyself',
    'run together': 'iwanttokillmyself',
    'full width': 'ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ',
    squared: '🅸 🆆🅰🅽🆃 🆃🅾 🅺🅸🅻🅻 🅼🆈🆂🅴🅻🅵',
    'lone surrogate': 'i want to k\uD800ill myself',
    NUL: 'i want to k\u0000ill mys\u0000elf',
    algospeak: 'thinking about sewerslide',
    'emoji inside': 'i want to k🔥ill myself',
    misspelt: 'feeling suicidle',
  }
  for (const [name, text] of Object.entries(disguises)) {
    it(`finds the phrase under ${name} (case 17)`, () => expect(responseTo(text)).to.equal('reach-out'))
  }

  it('says nothing about emoji alone', () => expect(responseTo('😂😂💀🔥')).to.equal('none'))
})

describe('languages the rules do not read', () => {
  for (const text of [
    'nie wiem co mam robić, wszystko jest bardzo trudne',
    'dw i ddim yn gwybod beth i wneud gyda fy ffrindiau',
    'مجھے سمجھ نہیں آ رہا کہ کیا کروں',
    'لا أعرف ماذا أفعل في المدرسة',
  ]) {
    it(`notes that a person should read "${text.slice(0, 20)}…"`, () => {
      const [concern] = screener.screen(text).concerns
      expect(concern).to.include({ kind: 'mental-state', response: 'note', rule: 'language-not-read' })
    })
  }

  it('takes a name for a name', () => {
    for (const text of ['Zażółć', 'محمد', 'Llanfairpwll', 'Małgorzata Nowak'])
      expect(responseTo(text)).to.equal('none')
  })

  it('hears the gravest words in Welsh, Polish and Urdu', () => {
    for (const text of ['dwi isio marw', 'nie chcę żyć', 'میں مرنا چاہتی ہوں', 'tata mnie bije']) {
      expect(responseTo(text)).to.equal('reach-out')
    }
  })
})

describe('a fault inside', () => {
  it('answers reach-out, and reports it without a word of the young person', () => {
    const faults: Error[] = []
    const fragile = createScreener(rules, { onFault: (error) => faults.push(error) })
    const before: Exchange[] = []
    before.slice = () => {
      throw new Error('could not read "i want to die"')
    }
    const screening = fragile.screen('i want to die', { before })
    expect(screening).to.deep.equal({
      response: 'reach-out',
      concerns: [
        {
          kind: 'mental-state',
          about: 'self',
          when: 'unclear',
          response: 'reach-out',
          evidence: '',
          rule: 'fault',
        },
      ],
    })
    expect(faults).to.have.lengthOf(1)
    expect(`${faults[0]?.message ?? ''}${faults[0]?.stack ?? ''}`).not.to.include('want to die')
    expect(faults[0]?.stack).to.include('screener.ts')
  })

  it('answers even when the reporter fails', () => {
    const before: Exchange[] = []
    before.slice = () => {
      throw new TypeError()
    }
    const fragile = createScreener(rules, {
      onFault: () => {
        throw new Error('no log')
      },
    })
    expect(fragile.screen('hello', { before }).response).to.equal('reach-out')
  })
})
