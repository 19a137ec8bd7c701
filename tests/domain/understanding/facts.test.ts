import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { understand } from '../../../domain/understanding/interests.ts'
import { createVocabulary } from '../../../domain/understanding/vocabulary.ts'

// The lists alone: what the ear adds is looked at in ear.test.ts.
const vocabulary = { ...loadUnderstanding(), ear: undefined }

/** Practical needs, and what is in the way. */
function heard(text: string): string[] {
  const { practical, barriers } = understand(text, vocabulary)
  return [...practical, ...barriers].map(({ concept }) => concept)
}

/** A family: what tells of the need, and what only looks like it. */
interface Family {
  readonly told: readonly string[]
  readonly not?: readonly string[]
}

const FAMILIES: Readonly<Record<string, Family>> = {
  housing: {
    told: [
      'mum wants me out by sunday',
      'sleeping at my mates til i sort something',
      'da put me out last nite',
      'stepdad put all my stuff in bin bags outside',
      'on my cousins floor since august',
      'council say im not a priority',
      'dont know where im sleeping tonight',
      'got 28 days to get out of our flat',
      'they changed the locks',
      'cant pay this months rent',
    ],
    not: [
      'staying at my mates this weekend',
      'sleepover at my mates',
      'i have to leave by 5',
      'mum wants me to tidy up',
      'kicked out of the group chat',
      'my key is on a lanyard',
      'saw a notice on the board',
    ],
  },
  tenancy: {
    told: [
      'landlord just ignores me about the boiler',
      'black mould all over my wall',
      'the roof is leaking',
    ],
    not: ['my landlord is sound', 'the ceiling is blue'],
  },
  'food-help': {
    told: [
      'had nothing but toast since sunday',
      'living on noodles all week',
      'cupboards empty til friday',
      'having toast for tea again',
      'i skip lunch so my brother can have some',
      'living off noodles',
      'ran out of food',
      'only eat at school',
    ],
    not: [
      'i raided the fridge',
      'putting up cupboards',
      'having pasta for tea',
      'i skip lunch to play football',
      'toast is nice',
    ],
  },
  'energy-bills': {
    told: [
      'meter ran out last night',
      'cant afford to put the heating on',
      'sat in the dark',
      'on emergency credit',
    ],
    not: ['check the gas is off', 'the power of music', 'my phone ran out'],
  },
  debt: {
    told: [
      'uni says i owe them',
      'bailiffs came round',
      'owe my phone company like 300 quid',
      'cant pay off my loan',
      'took out a loan for a phone',
    ],
    not: ['he owes me 20 quid', 'i owe my mate a tenner', 'they owe me an apology'],
  },
  benefits: {
    told: [
      'been signed off',
      'cant fill in the universal credit thing',
      'they stopped my money again',
      'pip got turned down',
      'too ill to work',
    ],
    not: ['signed off on the poster', 'they stopped the music'],
  },
  work: {
    told: [
      'got sacked',
      'they let me go on friday',
      'havent given me a shift in weeks',
      'applied to like 40 places',
      'no one will give me a job',
    ],
    not: ['mum let me go on friday', 'fired up for the match', 'applied some glue'],
  },
  legal: {
    told: [
      'boss never paid me for last month',
      'got nicked saturday',
      'my solicitor dropped me',
      'still not been paid',
    ],
    not: ['never paid attention', 'got nicknamed'],
  },
  immigration: {
    told: ['got a letter from the home office', 'my visa runs out in june', 'waiting on my asylum interview'],
    not: ['got a letter from nan'],
  },
  'id-documents': {
    told: ['lost my passport', 'cant prove my age', 'they wont accept my id'],
    not: ['no idea'],
  },
  study: {
    told: [
      'nowhere to do my homework',
      'cant revise at home',
      'failed maths again',
      'behind on all my coursework',
    ],
    not: ['nowhere to skate', 'failed my driving test'],
  },
  training: {
    told: ['they kicked me off my course', 'dropping out of college', 'left school with no gcses'],
    not: ['kicked off at half time', 'cant go to college til monday'],
  },
  'school-life': {
    told: ['havent been in school since easter', 'my attendance is like 60', 'skiving', 'got suspended'],
    not: ['havent been to the cinema in ages'],
  },
  'digital-access': {
    told: [
      'phone got cut off',
      'screen is smashed',
      'no wifi at ours',
      'ran out of data',
      'laptop wont turn on',
    ],
    not: ['my hair got cut off', 'i smashed it'],
  },
  transport: {
    told: [
      'no bus after 6 so i cant get home',
      'cant get to work',
      'they cut our bus',
      'no way of getting to college',
    ],
    not: ['cant get to sleep', 'they cut our hair', 'i missed the bus lol'],
  },
  'travel-training': {
    told: [
      'never been on a bus by myself',
      'scared of getting the bus on my own',
      'dont know how to use the train',
      'mum takes me everywhere',
    ],
    not: ['never been on a plane by myself', 'i get the bus to town'],
  },
  'young-carers': {
    told: [
      'i get my sisters ready every morning',
      'i do her meds',
      'dad cant be left on his own',
      'my nan is in a wheelchair and i look after her',
      'i push my grandad in his wheelchair',
    ],
    not: ['getting my trainers ready', 'i do the cooking', 'my dog is poorly and i look after her'],
  },
  childcare: {
    told: ['no one to leave my little one with', 'cant afford nursery', 'would go but who has my son'],
    not: ['no one to talk to', 'no one to leave my bag with'],
  },
  furniture: {
    told: ['not even a bed', 'nothing to put in it', 'fridge packed in'],
    not: ['not a bad day', 'nothing to put on'],
  },
  'prison-family': {
    told: ['my brother got sent down', 'brothers on remand'],
    not: ['my brother got sent to bed'],
  },
  'safety-help': {
    told: [
      'dad hits mum',
      'my stepdad batters us',
      'my uncle keeps touching me',
      'im scared of my dad',
      'scared of my mum',
      'scared what hell do if i tell',
      'im scared of my grandad',
      'im scared of my nan',
      'scared of my sister',
      'terrified of my uncle',
      'scared of my cousin',
      'scared of my teacher',
      'im scared of my mums new fella',
      'im scared of going home',
      'scared of what my dad will do',
      'scared of what my stepdad might do',
      'scared of my mum leaving me with him',
      'scared of my dad dying in a fight with me',
    ],
    not: [
      'i do not like people touching me',
      'dad hits the gym',
      'mum hits snooze',
      'im scared of heights but want to try climbing',
      'scared of dogs',
      'scared of failing my gcses',
      'scared of going on my own',
      'scared of my mum dying',
      'scared of my nan dying, shes all ive got',
      'scared of my mum leaving me cos of the rows',
      'frightened of my dad leaving',
      'scared of my nan falling',
      'scared of going home on my own',
      'scared of my nans dog',
      'scared of my maths teacher leaving',
    ],
  },
  'young-parents': {
    told: ['got a little boy hes 18 months', 'just had a wean'],
    not: ['got a little brother', 'just had a bath'],
  },
  'sexual-health': { told: ['think im late, really scared'], not: ['im late for school'] },
  family: {
    told: ['me n my mum row every single day', 'arguing with my dad all the time'],
    not: ['me and my mum row boats', 'arguing with the ref'],
  },
  'care-experience': { told: ['have to leave my placement'], not: ['work placement'] },
  dentist: {
    told: ['no dentist will take me', 'cant find an nhs dentist, need a dentist'],
    not: ['no thanks'],
  },
  travel: { told: ['no bus after 6', 'last bus is at 7', 'two trains each way'], not: ['after 6'] },
}

describe('needs told as facts', () => {
  for (const [concept, { told, not = [] }] of Object.entries(FAMILIES)) {
    for (const text of told)
      it(`"${text}" tells of ${concept}`, () => expect(heard(text)).to.include(concept))
    for (const text of not)
      it(`"${text}" does not tell of ${concept}`, () => expect(heard(text)).not.to.include(concept))
  }

  describe('whose it is', () => {
    for (const text of [
      'my mate got kicked out',
      'my sister is homeless',
      'he got sacked',
      'my brother just got arrested',
      'my cousin is sofa surfing',
      'my friend cant pay her rent',
      'dad got sacked',
      'my mate is sleeping in his car',
      'people keep getting sacked at work',
    ]) {
      it(`"${text}" is no need of one's own`, () => {
        const needs = ['housing', 'work', 'legal', 'money']
        expect(heard(text).filter((concept) => needs.includes(concept))).to.deep.equal([])
      })
    }
    for (const [text, concept] of [
      ['he kicked me out', 'housing'],
      ['me and my brother got kicked out', 'housing'],
      ['my mum got evicted', 'housing'],
      ['mum cant pay the rent', 'housing'],
      ['mum lost her job', 'money'],
      ['my brother is fine, i got sacked', 'work'],
      ['my sister kicked me out', 'housing'],
    ] as const) {
      it(`"${text}" is`, () => expect(heard(text)).to.include(concept))
    }
  })

  describe('whose body it is', () => {
    const ofBody = (text: string) =>
      heard(text).filter((concept) => ['access', 'physical-disability'].includes(concept))
    for (const text of [
      'my nan is in a wheelchair and i look after her',
      'my mum is in a wheelchair',
      'my mate uses a wheelchair and i like basketball',
      'i help my nan shes in a wheelchair',
      'i carry my brothers crutches',
      'my sister cant do stairs',
    ]) {
      it(`"${text}" asks for no step-free place`, () => expect(ofBody(text)).to.deep.equal([]))
    }
    for (const text of ['im in a wheelchair', 'i use a wheelchair', 'me and my brother are in wheelchairs']) {
      it(`"${text}" does`, () => expect(ofBody(text)).to.have.members(['access', 'physical-disability']))
    }
  })

  it('whom somebody fancies is told by more than whom', () => {
    const likes = (text: string) => understand(text, vocabulary).interests.map(({ concept }) => concept)
    expect(likes('im into girls and football')).to.deep.equal(['football'])
    expect(likes('i fancy girls and nobody knows')).to.include('lgbt')
  })

  describe('whether it is over', () => {
    for (const text of [
      'used to be homeless',
      'not homeless',
      'we were homeless when i was little but its fine now',
      'when i was little we were homeless. i like art',
      'we were skint but its sorted now',
      'got sacked but ive got a new job',
      'dad lost his job last year, hes got a new one now',
      'got kicked out, back home now',
    ]) {
      it(`"${text}" asks for nothing`, () => expect(heard(text)).to.deep.equal([]))
    }
    for (const [text, concept] of [
      ['when i was little we had loads. now im homeless', 'housing'],
      ['got evicted last year and still on my mates sofa', 'housing'],
      ['my nan died when i was little', 'bereavement'],
      ['my dad is in prison but its fine now', 'prison-family'],
    ] as const) {
      it(`"${text}" still does`, () => expect(heard(text)).to.include(concept))
    }
  })

  it('says the words of the need back as typed', () => {
    expect(understand('Well. My Mum wants me out by Sunday!', vocabulary).practical).to.deep.equal([
      { concept: 'housing', word: 'Mum wants me out' },
    ])
  })

  it('cannot be loaded when it tells of a concept that is not there', () => {
    const { data } = vocabulary
    const broken = { ...data, facts: { ...data.facts, said: { 'no-such-thing': ['a fact'] } } }
    expect(() => createVocabulary(broken)).to.throw(RangeError, 'no-such-thing')
  })
})
