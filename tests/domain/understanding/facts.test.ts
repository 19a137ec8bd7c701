import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { understand } from '../../../domain/understanding/interests.ts'
import { createVocabulary } from '../../../domain/understanding/vocabulary.ts'

const vocabulary = loadUnderstanding()

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
    told: ['i get my sisters ready every morning', 'i do her meds', 'dad cant be left on his own'],
    not: ['getting my trainers ready', 'i do the cooking'],
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
  'care-experience': { told: ['have to leave my placement'], not: ['work placement'] },
  dentist: {
    told: ['no dentist will take me', 'cant find an nhs dentist, need a dentist'],
    not: ['no thanks'],
  },
  travel: { told: ['no bus after 6', 'last bus is at 7', 'two trains each way'], not: ['after 6'] },
}

/** Said without naming it; what only looks like it. */
const SAYINGS: Readonly<Record<string, Family>> = {
  'youth-club': {
    told: ['nowhere to go after school', 'sat at the bus stop til late', 'nowhere for us to chill'],
    not: ['nowhere to park', 'sat at the back of the bus', 'nowhere to sleep'],
  },
  boxing: {
    told: ['wanna learn to box', 'i want to hit pads', 'need to hit something'],
    not: ['box of chocolates', 'want to box up my stuff', 'a box set'],
  },
  'team-sport': { told: ['miss playing ball'], not: ['having a ball', 'miss playing cards'] },
  'young-parents': {
    told: ['up all night with the little one', 'stuck in with a newborn', 'since i had her'],
    not: ['up all night gaming', 'had her in my class'],
  },
  lgbt: {
    told: ['i fancy girls and my mum would go mad', 'i might not be straight', 'im a lad and i like lads'],
    not: ['i fancy a kickabout', 'go straight home', 'im a lad and i like football'],
  },
  trans: { told: ['born a girl but im not', 'i dont feel like a boy'], not: ['i was born in leeds'] },
  'sexual-health': {
    told: ['im like two weeks late', 'the condom split', 'it burns when i wee', 'missed my period'],
    not: [
      'late for school',
      'im two weeks late with my homework',
      'my throat burns',
      'rent is like two weeks late',
    ],
  },
  eating: {
    told: ['chucking my lunch in the bin', 'making myself sick', 'i feel fat and ugly'],
    not: ['chuck my bag in the bin', 'making myself a sandwich', 'big fat pizza', 'sick of school'],
  },
  'safety-help': {
    told: [
      'my bf goes thru my phone',
      'my boyfriend goes mental if i go out',
      'the olders keep asking me to hold stuff',
    ],
    not: ['my mum checks my phone', 'my bf goes to college', 'dad goes mental if im late'],
  },
  mentoring: {
    told: ['older lads want me to drop stuff off for them'],
    not: ['older lads play football', 'hold my hand'],
  },
  'victim-support': {
    told: ['got jumped on the bus', 'they robbed me outside tesco'],
    not: ['jumped on the trampoline', 'they filmed my dance'],
  },
  'school-life': { told: ['one more strike n im out'], not: ['one more goal', 'strike a pose'] },
  repair: { told: ['taking old phones apart'], not: ['it all fell apart', 'we live far apart'] },
  rap: { told: ['i write bars', 'freestyling over beats'], not: ['chocolate and water', 'monkeys climbing'] },
  driving: {
    told: ['no licence cos lessons cost a bomb', 'failed my theory'],
    not: ['guitar lessons', 'a theory about space'],
  },
  mosque: { told: ['closer to my deen', 'a halaqa for sisters'], not: ['closer to my house'] },
  bereavement: {
    told: ['first christmas without him', 'nobody will say her name'],
    not: ['first christmas in our house', 'say her number'],
  },
  substances: {
    told: ['my dad is always pissed', 'trying to stop smoking bud'],
    not: ['my dad is always late', 'a bud vase'],
  },
  wellbeing: {
    told: ['my heads gone', 'dont go lectures'],
    not: ['my mates gone', 'public lectures are free'],
  },
  friends: {
    told: ['all my mates have moved on', 'on my own every night'],
    not: ['moved on to year 9', 'its quiet'],
  },
  family: { told: ['my old man kicked off again'], not: ['the game kicked off'] },
  'young-carers': { told: ['i do his feeds', 'its always about him'], not: ['insta feeds'] },
}

/** Everything heard, in whichever list it belongs. */
function allHeard(text: string): string[] {
  const { interests, wishes, practical, barriers } = understand(text, vocabulary)
  return [...interests, ...wishes, ...practical, ...barriers].map(({ concept }) => concept)
}

describe('sayings that name nothing', () => {
  for (const [concept, { told, not = [] }] of Object.entries(SAYINGS)) {
    for (const text of told) it(`"${text}" says ${concept}`, () => expect(allHeard(text)).to.include(concept))
    for (const text of not)
      it(`"${text}" does not say ${concept}`, () => expect(allHeard(text)).not.to.include(concept))
  }

  for (const [text, need, liking] of [
    ['cant pay the rent and like football', 'housing', 'football'],
    ['owe the council and like football', 'debt', 'football'],
    ['applied to loads of places and like football', 'work', 'football'],
    ['childcare costs and like football', 'childcare', 'football'],
  ] as const) {
    it(`"${text}" loses neither`, () => expect(allHeard(text)).to.include.members([need, liking]))
  }
})

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
