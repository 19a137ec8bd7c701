import { expect } from 'chai'
import { alerts } from '../../bot/records/alerts.ts'
import { afterSaying } from '../support/conversation.ts'

/** What the bot said to the last of the messages, how many were alerted, and what was heard in all of them. */
async function after(...texts: readonly string[]) {
  const { replies, concerns, person, store } = await afterSaying(...texts)
  return { said: replies, concerns, person, alerted: (await store.collection(alerts).list({})).length }
}

describe('answers to the first questions', () => {
  it('that say back who may see it if someone is not safe are right, and no danger', async () => {
    for (const text of [
      ...['teachers if im not safe', 'only me unless im not safe', 'staff if someones not safe'],
      ...['people i choose or staff if someone isnt safe', 'u tell school if someone gonna get hurt'],
      ...['my teacher if i say im gonna hurt myself', 'People I choose, and staff if someone is in danger.'],
    ]) {
      const { said, concerns } = await after(text)
      expect(said, text).to.deep.equal(['hello.check.right', 'hello.length'])
      expect(concerns, text).to.deep.equal([])
    }
  })

  it('that say it of themselves are heard', async () => {
    for (const text of [
      'im not safe',
      'teachers. im not safe',
      'im gonna hurt myself',
      'staff if im not safe and im not safe',
    ])
      expect((await after(text)).alerted, text).to.equal(1)
  })

  it('that say an age are taken for it, and worry nobody', async () => {
    for (const [text, age] of [
      ['16, was 15 last month', 16],
      ["I'm 16, I was 16 in October", 16],
      ['17, 18 in january', 17],
      ['15. no 14', 14],
    ] as const) {
      const { person, concerns } = await after('skip', 'short', text)
      expect(person.age, text).to.equal(age)
      expect(concerns, text).to.deep.equal([])
    }
    const { said, concerns } = await after('skip', 'short', 'S4')
    expect(said).to.deep.equal(['about-you.age.unclear', 'about-you.age'])
    expect(concerns).to.deep.equal([])
  })
})

describe('who may see what they write', () => {
  it('is not the program alone, whichever way that is said', async () => {
    for (const text of ['only you', 'only u', 'only the robot'])
      expect((await after(text)).said, text).to.deep.equal(['hello.check.unsure', 'hello.length'])
    expect((await after('only people i choose, or staff')).said[0]).to.equal('hello.check.right')
  })
})

describe('a year of school', () => {
  it('is no age: it is asked again, and nothing of the check-in is left out', async () => {
    for (const text of ['year ten', 'yr nine', 'class 9', 'primary 7']) {
      const { said, person } = await after('skip', 'short', text)
      expect(said, text).to.deep.equal(['about-you.age.unclear', 'about-you.age'])
      expect(person.age, text).to.equal(undefined)
    }
    const { said } = await after('skip', 'short', 'year ten', '15', 'music', 'skip', 'skip')
    expect(said.at(-1)).to.equal('check-in.hurting-yourself')
  })

  it('beside an age is taken with it', async () => {
    for (const text of ['15, year 10', "it's 15", '15yo'])
      expect((await after('skip', 'short', text)).person.age, text).to.equal(15)
  })
})

describe('answers to the check-in', () => {
  const TO_CHECK_IN = ['skip', 'short', '14', 'music', 'skip', 'skip']

  it('that find it too personal are a refusal, and no yes', async () => {
    for (const text of [
      'bit personal',
      'thats a bit deep',
      'its a bit personal tbh',
      'i dont want to talk about it',
    ]) {
      const { said, concerns } = await after(...TO_CHECK_IN, text)
      expect(said, text).to.deep.equal(['check-in.rather-not', 'check-in.being-hurt'])
      expect(concerns, text).to.deep.equal([])
    }
    expect((await after(...TO_CHECK_IN, 'thats a bit weird')).concerns).to.deep.equal([])
    expect((await after(...TO_CHECK_IN, 'no', 'bit personal')).concerns).to.deep.equal([])
  })

  it('that find it personal, and answer it all the same, are that answer', async () => {
    const hurting = ['bit personal but yes', 'thats a bit deep but yes', 'its a bit deep but yeah i cut']
    for (const text of [...hurting, 'a bit dark but yes', 'bit personal. yes'])
      expect((await after(...TO_CHECK_IN, text)).alerted, text).to.equal(1)
    for (const text of [
      ...['bit personal but yes', 'bit intense but yeah he does', 'bit personal but my uncle does'],
      'a little weird but my uncle',
    ])
      expect((await after(...TO_CHECK_IN, 'no', text)).alerted, text).to.equal(1)
  })

  it('that ask what it means are told, and are no worry', async () => {
    for (const text of ['wdym', 'wat does that mean', 'what counts']) {
      const first = await after(...TO_CHECK_IN, text)
      expect(first.said, text).to.deep.equal(['check-in.hurting-yourself.why', 'check-in.hurting-yourself'])
      const second = await after(...TO_CHECK_IN, 'no', text)
      expect(second.said, text).to.deep.equal(['check-in.being-hurt.why', 'check-in.being-hurt'])
      expect([...first.concerns, ...second.concerns], text).to.deep.equal([])
    }
  })

  it('that are a hedge are a yes, alone and before more', async () => {
    for (const text of ['a bit', 'kinda', 'a bit lately', 'yeah i think about it a bit'])
      expect((await after(...TO_CHECK_IN, text)).alerted, text).to.equal(1)
  })
})
