import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { understand } from '../../../domain/understanding/interests.ts'

// The lists alone: what the ear adds is looked at in ear.test.ts.
const vocabulary = { ...loadUnderstanding(), ear: undefined }

/** What says it, and what only looks like it. */
interface Family {
  readonly told: readonly string[]
  readonly not?: readonly string[]
}

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
