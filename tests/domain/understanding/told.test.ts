import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { understand } from '../../../domain/understanding/interests.ts'

// The lists alone: what the ear adds is looked at in ear.test.ts.
const vocabulary = { ...loadUnderstanding(), ear: undefined }

/** Everything that is heard but what somebody does not like. */
function heard(text: string): string[] {
  const { interests, wishes, practical, barriers } = understand(text, vocabulary)
  return [...interests, ...wishes, ...practical, ...barriers].map(({ concept }) => concept)
}

/** What tells of something in the words of those it is so for, and what only looks like it. */
interface Family {
  readonly told: readonly string[]
  readonly not: readonly string[]
}

const FAMILIES: Readonly<Record<string, Family>> = {
  friends: {
    told: [
      'can go days wi out speakin to nobody',
      'i go weeks without seein anyone whos not a sheep',
      'went a whole week without talking to a soul',
      'dont talk to a single adult mon to fri',
      'the only person i talk to all day is the dog',
      'ma flatmates dinnae speak tae me',
      'my housemates all ignore me',
      'everyone already has there group',
      'everyones got their friend group already',
      'we flit every 2 year cos of dads job',
      'dinnae ken anybody',
      'its just me n dad n the cows',
      'my mates are all off at uni',
    ],
    not: [
      'went days without eating sweets',
      'dont talk to a single use plastic fan',
      'flatmate speaks spanish to me',
      'everyone has their group chat open',
      'we move house next year',
      'dont know the way',
      'just me and dad on the tandem',
    ],
  },
  talking: {
    told: [
      'can someone just talk to me',
      'dont wanna be on my own tonight',
      'nights is when its the worst',
      'just want a friendly voice',
      'i just wanna ask someone',
    ],
    not: [
      'can someone talk about football',
      'want a voice recorder',
      'wanna ask someone to prom',
      'i dont wanna be on the bench tonight',
    ],
  },
  wellbeing: {
    told: [
      'crashing out every night',
      'dont really wanna be here anymore',
      'dont rly see the point of being here anymore',
      'had enough tbh',
      'signed off with my nerves since spring',
      'i get to the gate n cant breathe',
    ],
    not: [
      'crashed out on the sofa',
      'dont wanna be late anymore',
      'dont see the point of algebra',
      'had enough crisps',
      'signed off the boat',
      'i get to the gate and the dog barks',
    ],
  },
  'young-parents': {
    told: ['got a 5 month old', 'just me n the baby in the caravan all day', 'just me an the wean at hame'],
    not: [
      'got a 5 month old puppy',
      'got a 5 month old phone',
      'just me and my baby brother at home',
      'just me and my baby cousin all day',
    ],
  },
  'gambling-help': {
    told: [
      'slots on me phone',
      'started w fiver on the slots app',
      'put my whole loan on the bookies',
      'cant stop the online casino',
      'lost 400 quid on roulette',
    ],
    not: [
      'any slots on saturday',
      'booked slots for the gym on the app',
      'put my loan in the bank',
      'cant stop drawing',
    ],
  },
  work: {
    told: [
      '140 applications, 2 interviews',
      'sent off like 50 job applications',
      'nowhere takin anyone on til easter',
      'nobody round here is hiring',
      'he say contract is finish',
      'want to go on the boats like me uncle',
    ],
    not: [
      'applications for uni',
      'nowhere to take my dog',
      'nobody takes me seriously',
      'the film is finished',
      'want to go on the swan boats at the park',
    ],
  },
  legal: {
    told: [
      'boss no pay last month',
      'gaffer wont pay us for august',
      'worked there 3 weeks and not been paid',
      'he take the rent from wage before i see it',
      'they take 90 quid from our pay',
    ],
    not: [
      'boss doesnt pay attention',
      'worked there 3 weeks and its sound',
      'they take 30 minutes to reply',
      'mum takes the rent to the office',
    ],
  },
  housing: {
    told: [
      'our winter let finishes n then its 1500 a week',
      'my tenancy is up in march',
      'where are we meant to live',
      'landlord is turning our flat into an airbnb',
    ],
    not: [
      'let me finish',
      'the let down was massive',
      'where are we meant to go after school',
      'my turn is up',
    ],
  },
  'food-help': {
    told: [
      'theres not much in for tea',
      'nowt in for us tea. nothing for tea again',
      'fridge is bare and uc dont land til the 9th',
      'got £3 till tuesday',
    ],
    not: [
      'whats for tea',
      'not much on for saturday',
      'the fridge is in the kitchen',
      'got 3 weeks till tuesday',
    ],
  },
  furniture: {
    told: ['the cookers bust', 'washing machine has packed up'],
    not: ['busted a move', 'my mates fridge is knackered'],
  },
  eating: {
    told: [
      'havent ate in front of anyone since like september',
      'cant eat around other people',
      'still feel massive',
    ],
    not: ['havent eaten in front of the telly for ages', 'cant eat nuts', 'that felt massive for the team'],
  },
  'safety-help': {
    told: ['my bf has my location on 24/7', 'my gf kicks off whenever i dont reply'],
    not: ['mum has my location on', 'my bf goes mad for football', 'my bf knows my location'],
  },
  'victim-support': {
    told: [
      'these boys on the bus keep telling me go back to romania',
      'they shout go back to your own country',
      'someone pulled my hijab off',
      'getting racist comments',
    ],
    not: [
      'want to go back to romania',
      'mum told me to go back to bed',
      'told me to go home',
      'we did racism in history',
    ],
  },
  newcomers: {
    told: ['i am from kharkiv', 'i work in hotel for summer from romania', 'i want to speak better'],
    not: [
      'my nan is from jamaica',
      'kpop is from korea',
      'football scarf from brazil',
      'i want to speak to someone',
    ],
  },
  bereavement: {
    told: [
      'our kid passed in june',
      'my best mate didnt make it',
      'dad passed in january',
      'my coach died last year',
    ],
    not: [
      'my brother passed his test',
      'i didnt make it to practice',
      'my best mate didnt make it to the final',
      'dad passed the salt',
    ],
  },
  health: {
    told: ['got sickle', 'sick of my pump going off in maths', 'teachers think im skiving'],
    not: ['teachers think im funny', 'the water pump is going off'],
  },
  'armed-forces': {
    told: ['ma dads job in the raf', 'we live on the army base', 'dad got posted again'],
    not: [
      'my dad is in the army cadets',
      'i want to join the raf',
      'dad posted a parcel',
      'we live on the patch of grass',
    ],
  },
  'inclusive-sport': {
    told: ['in pe i just keep score cos of my chair', 'always sat out at netball because of my wheelchair'],
    not: ['in pe i just keep score', 'late for pe cos of my bus', 'in pe i scored cos of my mates'],
  },
  boxing: {
    told: ['need to hit summat that isnt a person', 'only thing that helps is hittin summat'],
    not: ['dad keeps hitting things', 'need to hit the shops', 'it helps hitting save'],
  },
  anger: {
    told: ['sent home again for kickin off', 'what helps is punchin stuff'],
    not: ['the match kicks at 3'],
  },
  gardening: {
    told: ['want my hands in soil', 'like my hands in the mud'],
    not: ['hands in the air', 'a soiled shirt'],
  },
  backstage: {
    told: ['lights n costumes n making the stuff', 'doing the lights for the panto'],
    not: ['christmas lights', 'switch the lights on'],
  },
  'game-design': {
    told: ['wanna learn to script roblox games properly'],
    not: ['i play roblox games', 'make me laugh'],
  },
  'get-out-of-the-house': {
    told: ['mums not in from work til 7', 'home alone til 6 every day', 'dad doesnt get back til late'],
    not: ['mums not in the mood', 'home alone is my fave film', 'dad works til 7 but its fine'],
  },
  family: {
    told: ['now they shout all the time', 'mum n dad rowing every night'],
    not: ['they shout my name at matches'],
  },
  substances: {
    told: ['been on the green every day since season finished'],
    not: ['playing on the village green every day'],
  },
  training: {
    told: ['done with sittin in class', 'fed up of being stuck behind a desk'],
    not: ['done with my homework'],
  },
  travel: { told: ['i aint got a car'], not: ['i aint got a clue'] },
  anything: { told: ['borreddd', 'boreddd'], not: ['snowboarddd'] },
}

describe('told in their own words', () => {
  for (const [concept, { told, not }] of Object.entries(FAMILIES)) {
    for (const text of told)
      it(`"${text}" tells of ${concept}`, () => expect(heard(text)).to.include(concept))
    for (const text of not)
      it(`"${text}" does not tell of ${concept}`, () => expect(heard(text)).not.to.include(concept))
  }

  it('the g that is not said is put back where that is a word of ours, and only there', () => {
    for (const text of ['love climbin', 'into drawin', 'swimmin']) expect(heard(text), text).to.have.length(1)
    expect(heard('robin and satin and raisin')).to.deep.equal([])
  })

  it('a part that is refused is not the whole, in a thought of its own or not', () => {
    const { interests, dislikes } = understand('drama!! but NOT acting', vocabulary)
    expect([interests.map((h) => h.concept), dislikes]).to.deep.equal([['drama'], []])
    expect(understand('no acting', vocabulary).dislikes.map((h) => h.concept)).to.deep.equal(['drama'])
  })

  it('what everybody else round here likes is not theirs', () => {
    expect(heard('i make beats. bare man round here only listen to tractor music')).to.deep.equal([
      'music-production',
    ])
    expect(heard('i only listen to drill')).to.include('rap')
  })

  it('a word that is one of another language or a team is no slip of ours', () => {
    expect(heard('rovers binned our team off')).not.to.include('outdoors')
  })
})
