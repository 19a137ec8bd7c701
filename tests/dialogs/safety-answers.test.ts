import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_CHECK_IN = ['skip', 'short', '14', 'music', 'skip', 'skip']
const HIT = 'my stepdad hits me'
const NOT_SAFE = 'im not safe'
const PE_KIT = 'kms i forgot my pe kit'
const A_PICTURE = 'a picture'
const BEATEN = 'my dads beating me up right now'
const A_PLAN = 'im gonna kill myself tonight'

describe('answers about safety', () => {
  for (const { after, no, yes } of [
    { after: HIT, no: 'safety.act-now.after', yes: 'safety.who' },
    { after: 'my friend says she wants to die', no: 'safety.act-now.after', yes: 'safety.who' },
    { after: PE_KIT, no: 'safety.safe-now', yes: 'hello.check' },
    { after: A_PICTURE, no: 'hello.check', yes: 'safety.safe-now' },
  ]) {
    it(`takes one letter for a no or a yes after ${after}`, async () => {
      for (const [answer, leads] of [
        ['n', no],
        ['na', no],
        ['y', yes],
      ] as const) {
        const { service, says, takes } = await talking()
        if (after === A_PICTURE) await takes({ text: '', attachments: ['image/png'] })
        else await says(after)
        expect((await says(answer)).at(-1), answer).to.equal(leads)
        await service.close()
      }
    })
  }

  it('thanks for more of it and asks again, and does not say that it was not heard', async () => {
    const { service, says } = await talking()
    await says(HIT)
    const more = await says('he did it again yesterday and he hit my brother too')
    expect(more).to.deep.equal(['safety.thanks.again', 'safety.safe-now'])
    await service.close()
  })

  it('says "stay with them" of nobody who may be the danger', async () => {
    const answersTo = async (worry: string, answer: string): Promise<readonly string[]> => {
      const { service, says } = await talking()
      expect(await says(worry), worry).to.include('safety.act-now.after')
      const said = await says(answer)
      await service.close()
      return said
    }
    for (const [worry, answer] of [
      [BEATEN, 'my dad is here'],
      [BEATEN, 'he called his mates'],
      [BEATEN, 'i told my dad to stop'],
      ['hes outside my door with a knife help', 'theyre coming for me'],
      ['theyre waiting for me at the gate with bats', 'theyre coming'],
      ['theyre waiting for me at the gate with bats', 'theyre on the way'],
      ['im not safe', 'my dad is here'],
      [A_PLAN, 'someone is here'],
      // Heard as a wound: the deed stands in the words alone.
      ['ive been stabbed by my dad help', 'my dad is here'],
      ['ive been stabbed by my dad help', 'i told my dad'],
      [BEATEN, 'i told my dad'],
    ] as const)
      expect(await answersTo(worry, answer), `${worry} / ${answer}`).to.not.include('safety.with-someone')
    for (const [worry, answer] of [
      [BEATEN, 'ive called 999'],
      [BEATEN, 'i told a teacher'],
      [BEATEN, 'someone is with me'],
      [BEATEN, 'i called the police'],
      [A_PLAN, 'my dad is here'],
      [A_PLAN, 'ambulance is coming'],
      [A_PLAN, 'my mum is here with me now'],
      [A_PLAN, 'i told my mum'],
      [A_PLAN, 'i rang 999 like you said'],
      [A_PLAN, 'i called the ambulance'],
      [A_PLAN, 'my mum rang 999'],
      ['my nan has just collapsed', 'my mum is here'],
    ] as const)
      expect(await answersTo(worry, answer), `${worry} / ${answer}`).to.include('safety.with-someone')
  })

  it('hears what is written beside a tap', async () => {
    const { service, says, takes, record } = await talking()
    await says(...TO_CHECK_IN)
    const no = { text: 'No, i want to kill myself', tap: { chose: ['no'] } }
    expect(await takes(no)).to.include('safety.safe-now')
    expect((await record()).concerns.map(({ kind, heardBy }) => [kind, heardBy])).to.deep.equal([
      ['suicide', 'message'],
    ])
    const safe = { text: 'i just took a load of pills', tap: { chose: ['safe'] } }
    expect(await takes(safe)).to.include('safety.act-now.after')
    await service.close()
  })

  it('says "stay with them" of nobody who may have hurt them, where they said no more than that', async () => {
    const { service, says, takes } = await talking()
    await takes({ text: '', attachments: ['image/png'] })
    expect(await says('yes im hurt', 'im not safe')).to.include('safety.act-now.after')
    expect(await says('my dad is here')).to.not.include('safety.with-someone')
    await service.close()
  })

  /** What the bot says to a message, after one that leads to a question about safety. */
  const repliesTo = async (text: string, first: string) => {
    const { service, says, takes } = await talking()
    if (first === A_PICTURE) await takes({ text: '', attachments: ['image/png'] })
    else await says(first)
    const replies = await says(text)
    await service.close()
    return replies
  }

  it('are not ended by a word inside a sentence', async () => {
    for (const { after, stands, texts } of [
      {
        after: HIT,
        stands: 'safety.safe-now',
        texts: [
          ...['did i do something wrong', 'theres something wrong with me', 'he says hes only joking'],
          ...['its a game to him', 'he was messing about', 'is it safe to go home'],
          ...[
            'hes not here yet',
            'im safe when hes not home',
            'im ok hes just shouting',
            'he isnt here till 6',
          ],
          ...[
            'im safe my sister isnt',
            'im ok i locked the door',
            'nowhere is safe',
            'im safe because im hiding',
            'he says i said im fine',
          ],
        ],
      },
      // That he is not there says nothing of any other danger.
      {
        after: 'i cut myself last night',
        stands: 'safety.safe-now',
        texts: ['theyre all out'],
      },
      // Nor of a child who was left alone, or ran away.
      {
        after: 'my mum leaves us on our own every night',
        stands: 'safety.safe-now',
        texts: ['theyre all out'],
      },
      {
        after: PE_KIT,
        stands: 'safety.checking',
        texts: ['fine is not the word', 'is it just a saying'],
      },
      { after: A_PICTURE, stands: 'safety.picture.ask', texts: ['its a meme about my dog'] },
    ]) {
      for (const text of texts) expect((await repliesTo(text, after)).at(-1), text).to.equal(stands)
    }
    for (const text of [
      ...['i havent told my mum', 'i told a teacher and she did nothing', 'i called and no one answered'],
      'theres something wrong with me',
    ]) {
      const replies = await repliesTo(text, NOT_SAFE)
      expect(replies.at(-1), text).to.equal('safety.who')
      expect(replies, text).to.not.include('safety.with-someone')
    }
  })

  it('are none of a child who was left alone, or ran away, when somebody is out', async () => {
    for (const [after, texts] of [
      ['my mum leaves us with no food and goes out for days', ['shes gone out', 'shes not here']],
      ['i ran away last night', ['im not home', 'im not there', 'im not at home']],
    ] as const) {
      for (const text of texts) expect(await repliesTo(text, after), text).to.not.include('safety.open-now')
    }
  })

  it('mean the graver of two in one sentence', async () => {
    for (const { after, leads, texts } of [
      {
        after: HIT,
        leads: 'safety.act-now.after',
        texts: ['yeah but hes here', 'yeah but i dont feel safe', 'im ok but not safe'],
      },
      {
        after: PE_KIT,
        leads: 'safety.safe-now',
        texts: ['yeah but im struggling', 'yeah but not really', 'im fine i guess but not ok'],
      },
      { after: NOT_SAFE, leads: 'safety.cant-call', texts: ['i told my mum but im scared'] },
      // Nobody to help, as it may be.
      { after: HIT, leads: 'safety.act-now.after', texts: ['no one is here', 'no hes not here'] },
      { after: A_PICTURE, leads: 'safety.safe-now', texts: ['its a meme but im hurt'] },
    ]) {
      for (const text of texts) expect(await repliesTo(text, after), text).to.include(leads)
    }
  })

  it('are taken when they are said plainly, with small words around them', async () => {
    for (const { after, leads, texts } of [
      {
        after: HIT,
        leads: 'safety.open-now',
        texts: [
          ...['yeah im safe', 'yes im ok thanks', 'i am safe', 'yeah i am', 'no im safe'],
          ...['im safe at home thank you', 'yeah im safe hes not here', 'yeah hes not home', 'hes not here'],
          ...['im ok hes not home', 'yes im fine no one is here', 'safe now theyre all out'],
          ...['yeah im ok i dont need help', 'im fine honestly', 'safe cos hes out', 'im safe dont worry'],
        ],
      },
      {
        after: 'my friend says she wants to die',
        leads: 'safety.open-now',
        texts: ['shes ok now but wont talk', 'yeah im ok not in danger'],
      },
      {
        after: HIT,
        leads: 'safety.got-it-wrong',
        texts: ['got that wrong', 'it was a joke', 'lol it was just a joke mate', 'no you got that wrong'],
      },
      {
        after: NOT_SAFE,
        leads: 'safety.with-someone',
        texts: ['i am with my teacher now', 'im with an adult', 'told a teacher', 'someone is with me'],
      },
      { after: NOT_SAFE, leads: 'safety.who', texts: ['i am with my mum now'] },
      { after: NOT_SAFE, leads: 'safety.got-it-wrong', texts: ['you got that wrong', 'it was a joke'] },
      {
        after: PE_KIT,
        leads: 'safety.checking.fine',
        texts: [
          'yeah just pe',
          'yeah im fine thanks',
          'no im joking',
          'yeah just forgot my kit',
          'i am okay',
          ...['im fine honestly', 'i said im fine honestly', 'yes im ok it was just a saying'],
          ...['im good thanks hbu', 'no i was joking sorry', 'omg no im fine'],
        ],
      },
      {
        after: A_PICTURE,
        leads: 'safety.picture.fine',
        texts: ['no im not hurt', 'no its a meme', 'nah just a pic', 'nah its a screenshot from a game'],
      },
    ]) {
      for (const text of texts) expect(await repliesTo(text, after), `${after}: ${text}`).to.include(leads)
    }
  })
})
