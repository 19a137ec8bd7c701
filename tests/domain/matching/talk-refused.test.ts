import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { ConcernKind } from '../../../domain/screening/types.ts'
import { ask } from '../../../domain/matching/ask.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const request = (says: readonly string[]) => ({
  age: 15,
  says,
  cards: [],
  needs: {},
  exclude: [],
  limit: 4,
  now: '2026-11-23T12:00:00Z',
})
const heard = (...says: string[]) => ask(request(says), vocabulary)
const refuses = (...says: string[]) => {
  const { disliked, wanted } = heard(...says)
  return disliked.has('talking') && !wanted.some(({ concept }) => concept === 'talking')
}

/** What is closed of all that is for who needs to talk. */
const closed = (...says: string[]) => {
  const { disliked } = heard(...says)
  return ['talking', 'counselling', 'peer-support', 'befriending', 'mentoring'].filter((c) => disliked.has(c))
}

const REFUSED = [
  'dont wanna talk about feelings wanna hit something',
  'dont want to talk about it. boxing',
  'got nee interest in talkin to a counsellor. boxing',
  'not sitting in a room talking bout feelings tho. i like boxing',
  'not more talking. art',
  'i dont want a counsellor, i want to do art',
  "don't want to talk, football",
  'dont wanna talk to anyone about it. football',
  'im not gonna talk about it. football',
  'im not interested in talking about my problems. art',
  'dinnae want tae talk aboot it. football',
  'divvent wanna talk about it. boxing',
] as const

/** With nothing else they want, or not plainly their own no. */
const NOT_PLAIN = [
  'dont want to talk about it',
  'not more talking',
  'not more talking. something quiet wi my hands',
  'hate talking about feelings. boxing',
  'sick of talking about it. boxing',
  'no more talking please. boxing',
  'somewhere i dont have to talk about my feelings. art',
  'i dont need a therapist. art',
  'im not talking to a counsellor. art',
  'dont want to talk about what happened. art',
  'i used to like boxing. dont want to talk about it',
  'im deaf. dont want to talk about it',
] as const

/** A no that names what it is to: it closes counselling, with nothing else said and after a loss. */
const OUTRIGHT = [
  'dont want a counsellor',
  'DONT want therapy',
  'dont want no counselling tho',
  'got nee interest in talkin to a counsellor',
  'pls dont send me to therapy',
  'i need to hit something. dont want no counsellor',
  'head of year keeps on about counselling. dont want counselling',
  'dont send me to talk about my feelings',
  'dont wanna sit n talk about feelings',
  'not sitting in a room talking bout feelings tho',
  'not a counsellor',
] as const

/** A no to counselling that is none, or not all that is said. */
const NOT_OUTRIGHT = [
  'dont want counselling yet',
  'i dont want counselling im too scared',
  'i dont want counselling, im scared of it',
  'dont want a counsellor who tells my mum',
  'dont want counselling at school',
  'dont want counselling, need something else to help me cope',
  'dont want to stop counselling',
  'not counselling again unless its online',
  'mum says dont want a counsellor',
  'got no counsellor',
  'i have no therapist',
  'no more therapy. they discharged me',
  'no counsellor, no social worker, no one',
  'im not a therapist',
] as const

/** Of people who need help, or may: nothing is closed, whatever else they like. */
const HELP_IS_KEPT = [
  'i hate talking about my feelings but i cant cope, i need help',
  'i dont want to talk to strangers about it but theres nobody else',
  'i dont want to talk but i know i need to',
  'sometimes i dont want to talk about it but today i do',
  'id rather not talk but i need help',
  'i dont want to talk about it if they tell my mum',
  'i dont want to talk about it out loud',
  'i dont want to talk about it unless its private',
  'i dont want to talk to anyone about it who knows my mum',
  'i dont want to talk about it again and again to new people',
  'i dont want to talk about it yet',
  'i dont want to talk about it twice',
  'i dont want to talk about my problems and be judged',
  'my uncle touched me and i dont want to talk about it',
  'my uncle touched me, i dont want to talk about it',
  'he hits me and i hate talking about it',
  'he hits me and i dont want to talk about it',
  'i want to die and i dont want to talk to anyone about it',
  'i wont see a counsellor, too scared',
  'i cant stand talking about it anymore i need professional help',
  'tired of talking about it and nobody doing anything',
  'is it normal to hate talking about my feelings',
  'boys dont like talking about feelings, but i want to',
  'in my family its no talking about problems',
  'teacher said theres no point talking about it',
  'a group for people with depression where i dont have to talk about it',
  'im tired of waiting for counselling',
  'tired of waiting for counselling',
  'camhs said i dont need counselling',
  'said i dont need counselling',
  'dont want to lose my counsellor',
  'i dont want a male counsellor',
  'dont want to talk about it want someone to text',
  'dont want to talk about it want it to stop',
] as const

const TAKEN_BACK = [
  'actually can i talk to a counsellor',
  'ok i want to talk now',
  'who can i talk to about feeling sad',
  'ok maybe counselling',
  'i think i do need to talk',
  'is there a helpline i can ring',
  'need someone to talk to',
  'ok who do i message',
  'i want to kill myself',
  'everything is shit i hate my life',
] as const

const NOT_REFUSED = [
  'dont know how to talk about it',
  'nobody to talk to',
  'no one to talk to about it',
  'cant talk to my mum',
  'i cant talk about it at home',
  'i dont want to talk to my teacher about it',
  'dont want to talk about it with my mum',
  'dont want to talk about it at school',
  'dont want to talk on the phone',
  'dont want to talk about it on the phone',
  'need someone to talk to',
  'dont want to talk to my mum. need someone to talk to',
  'i dont have anyone to talk to about it',
  'mum doesnt want to talk about it',
  'my brother dont want to talk about it',
  'they dont wanna talk about my feelings',
  'we never talk about it',
  'we are not talking about it',
  'not talking about it is making me worse',
  'im sick of not talking about it',
  'me and my mum are not talking',
  'not talkin to anybody face to face no chance. wud type tho',
  'i dont want to talk about football',
  'not good at talking about my feelings',
  'i hate that i cant talk about it',
  'everyones talking about me',
  'no i want to talk about it',
  'sick of people talking about it',
  'i dont talk to people much',
  'dont want to sit in a room with someone. just text',
  'my mum told me not to talk about it',
  'a thing to do with your hands so you dont have to talk',
  'id sooner have an email than speak',
  'not just talking about it, i need real help',
] as const

describe('who does not want to talk about it', () => {
  for (const says of REFUSED) it(says, () => expect(refuses(says)).to.equal(true))
  for (const says of NOT_REFUSED)
    it(`and not: ${says}`, () => expect(heard(says).disliked.has('talking')).to.equal(false))
  for (const says of NOT_PLAIN) it(`closes nothing: ${says}`, () => expect(closed(says)).to.deep.equal([]))
  for (const says of OUTRIGHT)
    it(`closes counselling and nobody else to talk to: ${says}`, () => {
      expect(closed(says)).to.deep.equal(['counselling'])
      const isShut = (worries: ConcernKind[], urgent: ConcernKind[]) =>
        ask({ ...request([says]), worries, urgent }, vocabulary).disliked.has('counselling')
      expect(isShut(['mental-state', 'bereavement', 'suicide'], ['bereavement'])).to.equal(true)
      for (const urgent of ['suicide', 'abuse', 'sexual-harm', 'mental-state', 'substances'] as const)
        expect(isShut([urgent], [urgent])).to.equal(false)
      for (const later of [
        'actually can i talk to a counsellor',
        'ok maybe i do',
        'changed my mind',
        "i'd try it",
      ])
        expect(closed(says, later), later).to.deep.equal([])
    })
  it('leaves somebody to talk to for who wants no counsellor but a chat', () => {
    expect(closed('idk just someone', 'to talk to', 'not like a counsellor')).to.deep.equal(['counselling'])
    expect(closed('dont want a counsellor. want a mate')).to.deep.equal(['counselling'])
  })
  for (const says of NOT_OUTRIGHT)
    it(`is no outright no: ${says}`, () => expect(closed(says)).to.deep.equal([]))
  for (const says of HELP_IS_KEPT)
    it(`hides no help: ${says}`, () => {
      expect(closed(says)).to.deep.equal([])
      expect(closed('i like boxing', says)).to.deep.equal([])
      expect(closed(says, 'boxing and art')).to.deep.equal([])
    })
  for (const later of TAKEN_BACK)
    it(`is taken back: ${later}`, () => {
      expect(closed('dont want to talk about it. boxing')).to.include('talking')
      expect(closed('dont want to talk about it. boxing', later)).to.deep.equal([])
      expect(closed('dont want to talk about it', 'boxing', later)).to.deep.equal([])
      expect(closed('dont want to talk about it', later)).to.deep.equal([])
    })

  it('closes nothing for who a worry was heard of', () => {
    const says = ['dont want to talk about it. boxing']
    for (const worry of ['self-harm', 'bullying', 'mental-state', 'bereavement'] as const)
      expect(ask({ ...request(says), worries: [worry] }, vocabulary).disliked.has('talking')).to.equal(false)
    expect(ask({ ...request(says), worries: [] }, vocabulary).disliked.has('talking')).to.equal(true)
  })

  it('may think again', () => {
    expect(refuses('need someone to talk to', 'actually dont want to talk about it', 'boxing')).to.equal(true)
    expect(refuses('waited 11 months for camhs', 'not more talking', 'art')).to.equal(true)
  })

  it('is shown no counselling, in the room or by text, and still what they want', () => {
    const entry = (sourceId: string, description: string) =>
      opportunity({ sourceId, description, name: sourceId, ages: { min: 11, max: 18 } })
    const matcher = createMatcher(
      [
        entry('Boxing Club', 'Boxing for teenagers, pads and bags.'),
        entry('Talk It Out', 'Free counselling for 11-18s. Anxiety, anger, family.'),
        entry('Text a Listener', 'Message a trained listener from 4 till 10 every night.'),
        entry('Lantern', 'Anonymous text chat with a trained counsellor about anything on your mind.'),
        entry(
          'Online Emotional Wellbeing Service',
          'An anonymous text-based service for 11 to 18. Users may exchange messages with a qualified practitioner.',
        ),
      ],
      vocabulary,
    )
    const shown = (...says: string[]) =>
      matcher.suggest(request(['i get so angry i punched a door', ...says])).suggestions.map((s) => s.name)
    expect(shown('dont wanna talk about feelings wanna hit something')).to.deep.equal(['Boxing Club'])
    expect(shown('not sitting in a room talking bout feelings tho. boxing')).to.deep.equal(['Boxing Club'])
    expect(shown('dont know how to talk about it')).to.include('Talk It Out')
    expect(shown('dont want to talk about it', 'ok maybe counselling')).to.include('Talk It Out')
  })
})

describe('what is wished for behind a no to something else', () => {
  it('is no part of it', () => {
    expect(
      heard('dont wanna talk about feelings wanna hit something').wanted.map((w) => w.concept),
    ).to.include('boxing')
    expect(heard('dont wanna hit something').wanted.map((w) => w.concept)).to.not.include('boxing')
  })
})

describe('who wants nothing', () => {
  const wants = (...says: string[]) => heard(...says).wanted.map(({ concept }) => concept)
  it('is not taken for somebody who wants anything', () => {
    expect(wants('school made me do this', 'im fine. dont want anything')).to.deep.equal([])
    expect(wants('dont need owt thanks')).to.deep.equal([])
    expect(wants('i dont want anything to do with drama. football')).to.include('football')
    expect(wants('dont mind, anything')).to.include('anything')
    expect(wants('i dont want anything too loud, football maybe')).to.include('football')
  })
})
