import { expect } from 'chai'
import fc from 'fast-check'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { Needs } from '../../../domain/matching/types.ts'
import { readNeeds } from '../../../domain/understanding/needs.ts'

const { needs: words } = loadUnderstanding().data
const needs = (text: string) => readNeeds(text, words)
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

describe('needs from what is said', () => {
  const cases: readonly [string, Needs][] = [
    ['after school on tuesdays', { days: ['tuesday'], timeOfDay: ['after-school'] }],
    ['not weekends', { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] }],
    ['sat mornings', { days: ['saturday'], timeOfDay: ['morning'] }],
    ['tues and thurs evenings', { days: ['tuesday', 'thursday'], timeOfDay: ['evening'] }],
    ['weekends', { timeOfDay: ['weekend'] }],
    ['mornings are impossible', { timeOfDay: ['afternoon', 'evening'] }],
    ['I can do Mondays but not Fridays', { days: ['monday'] }],
    ['any day but friday', { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'saturday', 'sunday'] }],
    ['after 4pm', { timeOfDay: ['after-school', 'evening'] }],
    [
      'wednesday after school, or the weekend',
      { days: ['wednesday', 'saturday', 'sunday'], timeOfDay: ['after-school', 'weekend'] },
    ],
    ['walking only', { maxDistanceKm: 2.5 }],
    ['within 2 miles', { maxDistanceKm: 3.2 }],
    ['no more than 5km', { maxDistanceKm: 5 }],
    ['nothing over a mile away', { maxDistanceKm: 1.6 }],
    ['max 20 minutes walk', { maxDistanceKm: 1.6 }],
    ["can't be more than a fiver a week", { maxPounds: 5 }],
    ['no more than £3', { maxPounds: 3 }],
    ['a tenner tops', { maxPounds: 10 }],
    ['up to 50p', { maxPounds: 0.5 }],
    ['but no waiting months again', { noWait: true }],
    ['been on a list a year so not another waiting list', { noWait: true }],
    ['im not going on another waiting list', { noWait: true }],
    ['i cant do phone calls', { noCalls: true }],
    ['dont want to talk on the phone to anyone', { noCalls: true }],
    ['text not phone', { noCalls: true }],
    ['im not on the phone much', {}],
    ['i like taking photos on my phone', {}],
    ['free stuff only', { freeOnly: true }],
    ['it has to be free', { freeOnly: true }],
    ['if its free', { freeOnly: true }],
    ['online', { mode: 'online' }],
    ['not online', { mode: 'in-person' }],
    ['face to face', { mode: 'in-person' }],
    ["i'm in a wheelchair", { stepFree: true }],
    ['step-free', { stepFree: true }],
    ['girls only', { genderGroup: 'girls' }],
    ['somewhere its just girls', { genderGroup: 'girls' }],
    ['only if theres no boys', { genderGroup: 'girls' }],
    ['football but not with boys', { genderGroup: 'girls' }],
    ['wanna play with other girls', { genderGroup: 'girls' }],
    ['would come if it was just lads', { genderGroup: 'boys' }],
    ['somewhere online', { mode: 'online' }],
    ['something i can do from home', { mode: 'online' }],
    ['if its on zoom', { mode: 'online' }],
    ['id rather meet in person', { mode: 'in-person' }],
    ['i can only do weekends', { timeOfDay: ['weekend'] }],
    ['cant do mornings', { timeOfDay: ['afternoon', 'evening'] }],
    ['evenings work best for me', { timeOfDay: ['evening'] }],
    ['theres no bus after 6', { timeOfDay: ['morning', 'afternoon'] }],
    ['looking for a running club on sundays', { days: ['sunday'] }],
    ['want something on saturdays not sat in a room', { days: ['saturday'] }],
    ['anything but sundays', { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] }],
    ['9 am on saturdays', { days: ['saturday'], timeOfDay: ['morning'] }],
    ['has to be under a fiver', { maxPounds: 5 }],
    ['somewhere within 3 miles', { maxDistanceKm: 4.8 }],
    ['round the corner', { maxDistanceKm: 1.6 }],
    ['as long as its quiet', { quiet: true }],
    ['id come if theres a ramp', { stepFree: true }],
    ['somewhere quiet', { quiet: true }],
    ['go with a mate', { withSomeone: true }],
    ['i dont want to do it online', { mode: 'in-person' }],
    ['dont want noise somewhere quiet', { quiet: true }],
    ['dont want no boys', { genderGroup: 'girls' }],
    ['someone who speaks urdu', { languages: ['urdu'] }],
  ]
  for (const [text, expected] of cases) {
    it(`"${text}"`, () => expect(needs(text)).to.deep.equal(expected))
  }

  const nothing = [
    'i play football on saturdays already',
    "i'm free",
    'my mum works evenings',
    'i dont want girls only',
    'i dont want boys only',
    'dont want it to be girls only',
    'i dont like girls only groups',
    'i help my nan shes in a wheelchair',
    'its 2 miles from my nans',
    'my mum gave me a tenner',
    'im on a waiting list',
    'it was £5 last year',
    'i like playing games online with my cousin',
    'i dont speak english well',
    'nothing',
    '',
  ]
  // Of home, school, sleep, parents, money and friends: told, and none of it a wish for where, when, how or with whom.
  const told = [
    'all girls hate me',
    'only boys play football at my school and i want to',
    'its just boys at my school',
    'the other girls in my class leave me out',
    'i get bullied by other girls',
    'its all girls in my dance class and im the only boy',
    'i go to an all girls school',
    'no girls like me',
    'no boys ever talk to me',
    'girls only like tall lads',
    'my boyfriend keeps chatting with other girls',
    'i share a room with other girls in my placement',
    'my mates are all boys',
    'i want to get away from home',
    'i ran away from home once',
    'i need a break from home',
    'i live far away from home cos of uni',
    'my mum works from home so i cant make noise',
    'i got dumped by text',
    'i met someone online',
    'my only friends are online friends',
    'i have no friends in real life',
    'i cant talk to people in real life',
    "my nan's funeral was on zoom",
    'i cant sleep at night',
    'i never sleep at night',
    'i cant stop crying at night',
    'i feel better in the evenings',
    'i only see my dad at weekends',
    'i hate mondays',
    'i like the sun',
    'im bored at weekends',
    'nothing to do on sundays',
    'no one to hang out with after school',
    'no food in till friday',
    'i am not happy',
    'thats just who i am',
    'we sat in silence',
    'my mum cant do mornings',
    'my sister is free on fridays',
    'its 3am',
    'i have to walk my dog',
    'lads on my estate carry knives',
    'my mates live round the corner',
    'i get picked on by kids on my street',
    'school is only 2 miles away',
    'my dad isnt allowed within a mile of us',
    'my mum only gives me 5 pounds a week',
    'a lad lent me money and its up to 50 quid',
    'mum left 20 quid under the clock',
    'im only free when my brother sleeps',
    'i just want to be free',
    'its so quiet at home since my nan died',
    'im sick of waiting for my dad to ring',
    'my brothers in a wheelchair so i push him',
    'my nan is in a wheelchair and i look after her',
    'my mum cant do stairs',
    'theres a ramp at the skate park',
    'i fell out with my friend',
    'i do not see anyone in the week',
    'i dont want to be home in the evenings',
    'my mates wont speak to me after last night',
    'i stay up all night gaming',
    'i do online school',
    'i spend too much time in my room',
    'she only wants to talk over text',
    'my girlfriend is busy at weekends',
  ]
  for (const text of [...nothing, ...told]) {
    it(`"${text}" asks for nothing`, () => expect(needs(text)).to.deep.equal({}))
  }

  it('two days that are out leave five', () => {
    expect(needs('cant do saturday or sunday').days).to.deep.equal(WEEK)
  })

  it('gives needs in their shape whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Needs.strict().safeParse(needs(text)).success).to.equal(true)
      }),
    )
  })
})
