import { expect } from 'chai'
import { olderToo } from '../../../domain/directory/older-too.ts'
import { fromOpenReferral } from '../../../domain/directory/from-openreferral.ts'
import { youngestAtItsHours } from '../../../domain/directory/refused-late.ts'

describe('who is let in at its hours', () => {
  const at = (from: string) => [{ day: 'thursday' as const, from }]
  for (const text of [
    'Since the licence changed we cannot have anybody under 16 in the building after 7, sorry.',
    'No under 16s after 7pm.',
    "We can't admit under 16s past 7pm.",
    'Under 16s are not allowed in after 7.',
    'Nobody under 16 from 7pm.',
    'We are not permitted to serve anyone under 16 after 7.00 pm.',
  ])
    it(`is nobody younger, where it begins then: ${text}`, () => {
      expect(youngestAtItsHours(text, at('19:00'))).to.equal(16)
      expect(youngestAtItsHours(text, at('16:00'))).to.equal(undefined)
      expect(youngestAtItsHours(text, [])).to.equal(undefined)
    })
  for (const text of [
    'Under 16s are welcome after 7.',
    'No booking for under 16s after 7 weeks.',
    'Under 16s out by 9.',
    'Under 16s are not allowed on the climbing wall after 5pm.',
    'Do not allow under 14s to walk home alone after 6pm.',
    'Under 18s are not allowed in the bar after 6pm.',
    'We cannot have dogs in the building after 7.',
  ])
    it(`is everybody: ${text}`, () => expect(youngestAtItsHours(text, at('19:00'))).to.equal(undefined))
})

describe('who is older than a field knows', () => {
  const older: readonly (readonly [text: string, oldest: number, until: number | undefined])[] = [
    ['Groups for 4-18s. Young adults: an online evening for 18 to 25s.', 18, 25],
    ['Club for 8-17s. 18-25: one to one by phone.', 17, 25],
    ['If you are 18 to 25 we do not run a group for you but do offer six calls.', 18, 25],
    ['Young Adult Carers 18 to 25 meet last Wednesday.', 18, 25],
    ['From April we also support young adult carers up to their 26th birthday.', 18, 25],
    ['We also work with you until 25.', 18, 25],
    ['Volunteers of 18 to 25 wanted.', 18, undefined],
    ['For 18-25s see our sister service.', 18, undefined],
    ['£18 to 25 a month.', 18, undefined],
    ['Open from 18 to 25 May.', 18, undefined],
    ['For 11 to 18s.', 18, undefined],
    ['Youth club with games at 18-20 High Street.', 18, undefined],
    ['We also welcome groups of up to 30.', 13, undefined],
    ['We also run a holiday club until 20 August.', 18, undefined],
    ['We also have a minibus for trips of up to 25 miles.', 18, undefined],
    ['Camp 18-21 Aug.', 18, undefined],
    ['Not for 18-25s: we are not open to them.', 18, undefined],
  ]
  for (const [text, oldest, until] of older)
    it(`${text} ${until ?? 'nobody'}`, () => expect(olderToo(text, oldest)).to.equal(until))

  it('comes in by the text', () => {
    const service = {
      id: 'one',
      name: 'Lantern',
      status: 'active',
      minimum_age: 5,
      maximum_age: 18,
      description: 'Memory days. If you are 18 to 25 we do offer six calls.',
    }
    const mapped = fromOpenReferral(service, { id: 'feed' }, '2026-11-27')
    if (!('taken' in mapped)) throw new Error('left out')
    expect(mapped.taken.ages.max).to.equal(25)
  })
})
