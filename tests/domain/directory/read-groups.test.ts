import { expect } from 'chai'
import { fromText } from '../../../domain/directory/from-text.ts'
import { readGroups } from '../../../domain/directory/read-groups.ts'

type Case = readonly [name: string, text: string]

const isForAll = ([name, text]: Case) =>
  it(`${name}: ${text}`, () => {
    expect(readGroups(name, text)).to.deep.equal([])
    expect(fromText(name, text).audience).to.deep.equal([])
  })

describe('whom a text is made for', () => {
  describe('is nobody who pays less, has a session of their own or may be older', () => {
    const cases: readonly Case[] = [
      ['Youth club', 'For 11-19s (up to 25 for young people with SEND).'],
      ['Youth club', 'Young people aged 13-19 (up to 25 if you have a learning disability or EHCP).'],
      ['Drama', 'Drama club £3. Free for young carers and care leavers.'],
      ['Drama', 'Dance and drama, £4 (£2 for care leavers).'],
      ['Drama', 'Dance and drama. Care leavers go free.'],
      ['Drama', 'Dance and drama. LGBT+ young people especially welcome.'],
      ['Farm', 'Goats and hens. Some places are kept for young people with learning disabilities.'],
      ['Gym', 'Weights and classes. Discounts for care leavers.'],
      ['Climbing', 'Climbing centre. Reduced price for disabled young people.'],
      ['Library', 'Books and warmth. Home delivery service for disabled people.'],
      ['Job club', 'Help with forms. Priority for care leavers.'],
      ['Hub', 'Pool and music. We also run a group for LGBT+ young people on Thursdays.'],
      ['Hub', 'We offer counselling, housing advice, debt help and help for young carers.'],
      ['Advice', 'Advice on benefits, debt and housing, and support for refugees and asylum seekers.'],
      ['Cinema', 'A cinema by the sea. Relaxed screenings for autistic people on Sundays.'],
      ['Library', 'Books and warmth. Quiet hour for autistic visitors on Mondays.'],
      ['Advice', 'Money and housing. Specialist support for refugees.'],
    ]
    for (const one of cases) isForAll(one)
    const own: readonly (readonly [string, string, string])[] = [
      ['Young Carers', 'Trips, counselling and support for young carers.', 'young-carers'],
      ['Hub', 'Free support for care leavers aged 16 to 25.', 'care-experience'],
      ['Hub', 'Free entry to the gym for care leavers.', 'care-experience'],
      ['Hub', 'A relaxed group for autistic young people.', 'autism'],
      ['Hub', 'A club for young people up to 25 with SEND.', 'disability'],
      ['Hub', 'We run a group for young carers. We also run trips.', 'young-carers'],
    ]
    for (const [name, text, group] of own)
      it(`and whoever the whole is for. ${name}: ${text}`, () =>
        expect(readGroups(name, text)).to.deep.equal([group]))
  })

  it('may be older than all others, by who they are', () => {
    const further = (text: string) => fromText('Club', text).ages?.further
    for (const text of [
      'For 11-19s (up to 25 for young people with SEND).',
      'Open to all aged 13-19, up to 25 with an EHCP.',
      '(ages 13 - 19, or up to 25 with a disability)',
    ])
      expect(further(text), text).to.deep.equal({ max: 25, for: 'disability' })
    expect(further('For 11-18s (25 for care leavers).')).to.deep.equal({ max: 25, for: 'care-experience' })
    expect(further('From 13 up to 19 with additional needs.')).to.equal(undefined)
    expect(further('For 11-19s. Cards up to 25 for anyone.')).to.equal(undefined)
  })

  describe('is no parent for the age of the children', () => {
    const cases: readonly Case[] = [
      ['Skating', 'Parents of children under 12 need to stay on site.'],
      ['Swim', 'Mums, dads and children under 16 free.'],
    ]
    for (const one of cases) isForAll(one)
    it('and is where the parents are young', () => {
      expect(readGroups('Together', 'For mums and dads who are under 20.')).to.deep.equal(['young-parents'])
      expect(readGroups('Together', 'Parents aged 16 to 25 meet here.')).to.deep.equal(['young-parents'])
    })
  })

  describe('is a group that nobody has to be sure of', () => {
    const groups: readonly (readonly [string, string, ...string[]])[] = [
      ['Prism', "LGBTQIA+ and questioning youth space. You don't need to be out, or sure.", 'lgbt'],
      ['Rainbow Room', "LGBTQ+ and questioning 13-19s. You don't have to be out.", 'lgbt'],
      ['Seam', "LGBTQ+ and questioning young people's group. You needn't be certain.", 'lgbt'],
      ['Prism', 'For young people who are lesbian, gay, bi, trans, queer or not sure yet.', 'lgbt'],
      ['Branch', 'Social group for autistic 11-17s. You do not have to be diagnosed.', 'autism'],
      ['Hum', 'A social group of no more than six for autistic young people.', 'autism'],
      ['Hum', 'A social for autistic young people. The library is shut to everybody else.', 'autism'],
      ['Tea', 'Care experienced 16-25s. Cook together.', 'care-experience'],
      ['Next Stop', 'Internships for 16-25s with an Education, Health and Care Plan.', 'disability'],
      ['Small', 'Group for mums, dads and mums/dads-to-be under 25.', 'young-parents'],
      ['Tiny', 'For mums and dads (and mums and dads to be) aged 25 and under.', 'young-parents'],
      ['Bump', 'Mums, dads and expectant parents up to 25 with their little ones.', 'young-parents'],
    ]
    for (const [name, text, ...ids] of groups)
      it(`${name}: ${text}`, () => expect(readGroups(name, text)).to.deep.equal(ids))
  })

  describe('is nobody who is only named', () => {
    const cases: readonly Case[] = [
      ['Circle', "LGBT+ history, for young people. You don't need to be gay."],
      ['Circle', 'Christian songs for young people. You don’t have to be religious.'],
      ['Circle', 'For young people who are gay or straight or whatever.'],
      ['Swim', 'For disabled people and for anyone who finds the normal sessions too much.'],
      [
        'Line',
        'If somebody has followed you because of your skin, a disability or because you are LGBT+, ring.',
      ],
      ['Harbour', 'Support for women. Polish, Romanian and Lithuanian speaking workers.'],
      ['College', 'Full time programme. Learners with EHCP welcomed.'],
      ['Cadets', 'Drill and camp. Great if you are thinking about the Forces.'],
      ['Advice', 'Advice for children, young people and parents on schools.'],
      ['Mediation', 'A mediator hears the young person and the parent separately.'],
      ['Climb', 'Indoor wall. Adaptive harness for disabled climbers.'],
    ]
    for (const one of cases) it(`${one[0]}: ${one[1]}`, () => expect(readGroups(...one)).to.deep.equal([]))
  })
})
