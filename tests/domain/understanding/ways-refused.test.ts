import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Needs } from '../../../domain/matching/types.ts'
import { readNeeds } from '../../../domain/understanding/needs.ts'

const { needs: words } = loadUnderstanding().data
const WRITTEN: Needs = { mode: 'online', noCalls: true }

describe('ways that are refused', () => {
  const cases: readonly [string, Needs][] = [
    ['need to talk to someone soon not in 6 months', { noWait: true }],
    ['need to talk to someone like this week not in 3 months', { noWait: true }],
    ['dont put me on some list for months n mum cant know', { noWait: true }],
    ['not another waiting list', { noWait: true }],
    ['not another list pls', { noWait: true }],
    ['i want help now, not after a year', { noWait: true }],
    ['need someone soon rather than in months', { noWait: true }],
    ['dont stick me on a waiting list', { noWait: true }],
    ['not being put on another list', { noWait: true }],
    ['i cant wait 6 months', { noWait: true }],
    ['cant be waiting that long', { noWait: true }],
    ['dont wanna wait ages', { noWait: true }],
    ['not a 6 month wait', { noWait: true }],
    ['no 12 week waiting list', { noWait: true }],
    ['sick of being on a list', { noWait: true }],

    ['waited 6 months and it helped', {}],
    ['i have been here 3 months', {}],
    ['i havent eaten proper for months', {}],
    ['not for 3 months', {}],
    ['need help, ive not slept in weeks', {}],
    ['havent seen him, not in 6 months', {}],
    ['my nan needs an op soon not in 6 months', {}],
    ['my mum cant wait 6 months for her op', {}],
    ['cant wait for summer', {}],
    ['cant wait 2 weeks to go', {}],
    ['been on a list for months', {}],
    ['dont put me on a mailing list', {}],
    ['not on the guest list', {}],
    ['we moved here not long ago like 3 months', {}],
    ['theyre on a list for a house', {}],

    ['cant do face to face or phone. id type tho', WRITTEN],
    ['not talkin to anybody face to face no chance. wud type tho', WRITTEN],
    ['cant do phone calls and i dont want to sit in a room with someone. just text', WRITTEN],
    ['dont wanna sit in a room with someone, id rather type it', WRITTEN],
    ['no phone or face to face', WRITTEN],
    ['cant do phone or face to face pls', WRITTEN],
    ['i dont want to talk to anyone face to face', { mode: 'online' }],
    ['dont wanna talk face to face', { mode: 'online' }],
    ['i hate talking to people in person, id rather message', WRITTEN],
    ['cannae do face to face', { mode: 'online' }],
    ['cant do phone', { noCalls: true }],

    ['my mum cant do face to face', {}],
    ['i hate online, face to face is better', { mode: 'in-person' }],
    ['cant face school', {}],
    ['i dont see people in person much', {}],
    ['no friends irl', {}],
    ['i cant talk to people in real life', {}],
    ['i hate talking to people in person', {}],
    ['not sitting in a room talking bout feelings tho', {}],
    ['dont want to sit in a room with people all day, boxing', {}],
    ['cant do phone, face to face is better', { noCalls: true, mode: 'in-person' }],
    ['i just text my mates', {}],
    ['not on the phone, face to face', { noCalls: true, mode: 'in-person' }],
  ]
  const NOBODYS_NO = [
    'camhs dont do face to face anymore. i need counselling',
    'camhs dont do face to face anymore',
    'camhs are rubbish. dont do face to face',
    'not another list of numbers',
    'gp dont do face to face',
    'doctors wont do face to face',
    'my school wont do face to face',
    'i hate that theres no face to face help',
    'no face to face at my school just emails',
    'scared of going to meet people in person but i want to',
    'cant do face to face at school',
    'cant do face to face on mondays',
    'i cant do face to face on mondays',
    'the counsellor cant do face to face',
    'the counsellor cant do face to face or phone',
    'i dont want to do face to face but i know i need to',
    'i cant wait a month for camp',
    'i cant wait 3 months for uni to start',
    'cant wait 3 months for uni to start',
    'i cant wait a few weeks to see my mates',
    'theyve not put me on a list',
    'camhs wont put me on a list',
    'cant do calls at school but evenings ok',
    'i hate calls from my dad',
    'dont want to call anyone names',
  ]
  for (const says of NOBODYS_NO)
    it(`asks for no other way: ${says}`, () => {
      const { mode, noWait, noCalls } = readNeeds(says, words)
      expect([mode === 'online', noWait, noCalls]).to.deep.equal([false, undefined, undefined])
    })
  const OWN: readonly [string, Needs][] = [
    ['cant do calls', { noCalls: true }],
    ['i hate calls', { noCalls: true }],
    ['i dont want to call anyone', { noCalls: true }],
    ['dont do phone calls', { noCalls: true }],
    ['i cant wait 3 months for help', { noWait: true }],
    ['no face to face', { mode: 'online' }],
  ]
  for (const [says, needs] of [...cases, ...OWN])
    it(says, () => expect(readNeeds(says, words)).to.deep.equal(needs))
})
