import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { toldTwice } from '../../../domain/matching/told-twice.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
type Made = Partial<Opportunity> & { name: string }
const at = (postcode: string): Opportunity['places'] => [{ postcode, accessibility: [] }]
const on = (from: string, to: string): Opportunity['times'] => [{ day: 'tuesday', from, to }]

function areOne(one: Made, other: Made): boolean {
  const [first, second] = toldTwice(
    [one, other].map((made, n) => prepare(opportunity({ sourceId: `n${n}`, ...made }), vocabulary)),
  )
  return first === second
}

const KESTREL: Made = {
  name: 'Kestrel Counselling',
  organisation: "Kestrel Young People's Counselling",
  description: 'Counselling for 11 to 25 year olds. Anxiety, low mood, family.',
  ages: { min: 11, max: 25 },
}
const LOFT: Made = {
  name: 'The Net Loft Youth Club',
  organisation: 'Kington Youth Trust',
  description: 'A youth club with a pool table and a kitchen.',
  places: at('ZZ1 1AA'),
}

describe('what another organisation lists under a name of its own', () => {
  const same: readonly (readonly [Made, Made])[] = [
    [
      KESTREL,
      {
        name: 'Talking to a counsellor',
        organisation: 'NHS',
        description: 'Kestrel offers free counselling. Refer yourself.',
      },
    ],
    [
      KESTREL,
      {
        name: 'Kestrel: emotional wellbeing',
        organisation: 'NHS',
        description: 'Help with anxiety and low mood.',
      },
    ],
    [
      KESTREL,
      { name: 'Counselling (Kestrel)', organisation: 'Council', description: 'Talk to a counsellor.' },
    ],
    [
      KESTREL,
      { name: 'Counselling', organisation: 'Council', description: 'Free counselling, provided by Kestrel.' },
    ],
    [
      LOFT,
      {
        name: 'Net Loft - Universal Youth Provision',
        organisation: 'Council',
        description: 'An open youth club.',
        places: at('ZZ1 1AA'),
      },
    ],
    [
      LOFT,
      {
        name: 'Open youth club',
        organisation: 'Council',
        description: 'A youth club run by Kington Youth Trust at the Net Loft.',
      },
    ],
    [
      {
        ...LOFT,
        places: at('ZZ1 1AA'),
        times: [...on('18:30', '20:30'), { day: 'thursday', from: '18:30', to: '21:00' }],
      },
      {
        name: 'Youth work session',
        organisation: 'Council',
        description: 'A youth club.',
        places: at('ZZ1 1AA'),
        times: on('18:30', '20:30'),
      },
    ],
  ]
  for (const [one, other] of same)
    it(`is one with it. ${one.name}, ${other.name}: ${other.description ?? ''}`, () =>
      expect(areOne(one, other)).to.equal(true))

  const two: readonly (readonly [Made, Made])[] = [
    [KESTREL, { name: 'Kestrel: sexual health', organisation: 'NHS', description: 'Condoms and STI tests.' }],
    [
      KESTREL,
      { name: 'Counselling', organisation: 'Robin Counselling', description: 'Talk to a counsellor.' },
    ],
    [KESTREL, { name: 'Kestrel Drumming', organisation: 'Kestrel Drums', description: 'Drumming for all.' }],
    [
      KESTREL,
      { name: 'Kestrel: counselling', organisation: 'NHS', description: 'Counselling.', ages: { min: 26 } },
    ],
    [
      {
        ...KESTREL,
        name: 'Kestrel Counselling for Girls',
        genderGroup: { only: 'girls', from: 'description' },
      },
      { name: 'Kestrel: counselling', organisation: 'NHS', description: 'Talk to a counsellor.' },
    ],
    [
      LOFT,
      { name: 'Youth club', organisation: 'Council', description: 'A youth club run by Kington Council.' },
    ],
    [
      { ...LOFT, places: at('ZZ1 1AA'), times: on('18:30', '20:30') },
      {
        name: 'Chess',
        organisation: 'Council',
        description: 'Chess for all.',
        places: at('ZZ1 1AA'),
        times: on('18:30', '20:30'),
      },
    ],
    [
      { ...LOFT, places: at('ZZ1 1AA'), times: on('18:30', '20:30') },
      {
        name: 'Youth club',
        organisation: 'Council',
        description: 'A youth club.',
        places: at('ZZ1 1AB'),
        times: on('18:30', '20:30'),
      },
    ],
    [
      { ...LOFT, places: [{ address: '1 Loft Lane, Kington', accessibility: [] }] },
      { name: 'Kington: youth club', organisation: 'Council', description: 'A youth club.' },
    ],
    [
      {
        name: 'Table Tennis',
        organisation: 'Kington Table Tennis Club',
        description: 'Table tennis for all.',
      },
      { name: 'Table Tennis - Ashwick', organisation: 'Council', description: 'Table tennis in the hall.' },
    ],
    [
      { name: 'Walking Football', organisation: 'Rovers', description: 'Football at a walk.' },
      { name: 'Walking Football: Ashwick', organisation: 'Council', description: 'Football at a walk.' },
    ],
  ]
  for (const [one, other] of two)
    it(`is another where it is. ${one.name}, ${other.name}: ${other.description ?? ''}`, () =>
      expect(areOne(one, other)).to.equal(false))
})
