import { expect } from 'chai'
import { fromText } from '../../../domain/directory/from-text.ts'

const read = (text: string, name = 'A group') => fromText(name, text)

describe('what a description says that the fields leave out', () => {
  describe('ages', () => {
    const cases: readonly [string, { min?: number; max?: number } | undefined][] = [
      ['aged 7 to 10', { min: 7, max: 10 }],
      ['For ages 8-12', { min: 8, max: 12 }],
      ['11–18 year olds', { min: 11, max: 18 }],
      ['for young people between 13 and 19', { min: 13, max: 19 }],
      ['Years 7-9', { min: 11, max: 14 }],
      ['School years 7 to 11', { min: 11, max: 16 }],
      ['for Year 12 and above', { min: 16 }],
      ['Teen group from Year 8.', { min: 12 }],
      ['KS3 only', { min: 11, max: 14 }],
      ['16+', { min: 16 }],
      ['ages 16 plus', { min: 16 }],
      ['over 18s', { min: 18 }],
      ['For over-50s', { min: 50 }],
      ['18 and over', { min: 18 }],
      ['Minimum age 16yrs', { min: 16 }],
      ['You must be 18 or over', { min: 18 }],
      ['for anyone 16 or over', { min: 16 }],
      ['under 12s', { max: 11 }],
      ['up to age 25', { max: 25 }],
      ['(11-18)', { min: 11, max: 18 }],
      ['From 13 up to 19, beginners too', { min: 13, max: 19 }],
      ['Juniors 8-11, seniors 12-16', { min: 8, max: 16 }],
      ['A relaxed evening for adults', { min: 18 }],
      ['adults only', { min: 18 }],
      // Not limits on who may come.
      ['Under 16s must be accompanied by an adult', undefined],
      ['Under 16s bring an adult', undefined],
      ['Free for under 18s, £5 for adults', undefined],
      ['Volunteers must be 18+', undefined],
      ['running for 10 years, 15 to 20 minutes, over 20 members', undefined],
      ['for children and adults', undefined],
      ['We meet 7-9pm', undefined],
      ['if you are in Year 8', undefined],
      ['10+ years of experience', undefined],
    ]
    for (const [text, ages] of cases) {
      it(`"${text}"`, () => expect(read(text).ages).to.deep.equal(ages))
    }
    it('a range in the name', () =>
      expect(read('', 'Youth Club 11-16').ages).to.deep.equal({ min: 11, max: 16 }))
    it('adults in the name', () => expect(read('', 'Adult Ballet').ages).to.deep.equal({ min: 18 }))
  })

  describe('one sex only', () => {
    const cases: readonly [string, string, 'girls' | 'boys' | undefined][] = [
      ['Girls-only football', 'Late Kick', 'girls'],
      ['Football for girls who want to kick a ball without boys in the way', 'Lions', 'girls'],
      ['', '1st Madeupton Guides', 'girls'],
      ['', '2nd Madeupton Brownies', 'girls'],
      ['A group for young men to talk', 'Steady', 'boys'],
      ['For women only', 'Curtain', 'girls'],
      ['An hour for girls and young women of 11 to 18', 'Her Hour', 'girls'],
      ['Thursday evenings for girls aged 11 to 16', 'Sparks', 'girls'],
      ['Boys and girls welcome', 'Cubs', undefined],
      ['We also run a girls-only session on Fridays', 'Climb', undefined],
      ['Sunday mornings are for girls and non-binary skaters', 'Pipe', undefined],
      ['Tuesday is for boys and Thursday for girls', 'Nights', undefined],
    ]
    for (const [text, name, only] of cases) {
      it(`"${name}: ${text}" is ${only ?? 'for all'}`, () => expect(read(text, name).only).to.equal(only))
    }
  })

  describe('cost', () => {
    const cases: readonly [string, { free?: boolean; from?: number } | undefined][] = [
      ['£3 per session', { free: false, from: 3 }],
      ['£2.50 or £1 for members', { free: false, from: 1 }],
      ['50p a week', { free: false, from: 0.5 }],
      ['BE Members £6-00', { free: false, from: 6 }],
      ['It is completely free', { free: true }],
      ['Sessions are free of charge', { free: true }],
      ['Free sessions. £4 on Sundays.', { free: false, from: 4 }],
      ['First session free, then £4', { free: false, from: 4 }],
      ['Free parking, gluten-free cakes', undefined],
      ['We raised £5,000 and won a £200 grant', undefined],
      ['A calm place', undefined],
    ]
    for (const [text, cost] of cases) {
      it(`"${text}"`, () => {
        const { free, from } = read(text).cost ?? {}
        expect({
          ...(free === undefined ? {} : { free }),
          ...(from === undefined ? {} : { from }),
        }).to.deep.equal(cost ?? {})
      })
    }
  })

  it('a long sentence about cost, cut behind a word', () => {
    const { text = '' } =
      read(`Each week costs £4 and for that ${'we have everything ready '.repeat(9)}`).cost ?? {}
    expect(text).to.match(/(?:we|have|everything|ready)…$/u)
    expect(text.length).to.be.at.most(160)
  })

  it('a referral that is needed, and one that is not', () => {
    expect(read('By referral only, from a GP').needsReferral).to.equal(true)
    expect(read('You need to be referred by school').needsReferral).to.equal(true)
    expect(read('No referral needed').needsReferral).to.equal(false)
    expect(read('You can refer yourself').needsReferral).to.equal(false)
    expect(read('Come along').needsReferral).to.equal(undefined)
  })

  it('what has ended, and what only looks so', () => {
    expect(read('The club is no longer running.').status).to.equal('defunct')
    expect(read('This service has ended').status).to.equal('defunct')
    expect(read('', 'Drop-in (closed)').status).to.equal('defunct')
    expect(read('The pool is temporarily closed').status).to.equal('temporarily-closed')
    expect(read('The centre is closed on bank holidays').status).to.equal(undefined)
    expect(read('A closed group on Facebook').status).to.equal(undefined)
    expect(read('Runs until 31 August 2025').ends).to.equal('2025-08-31')
    expect(read('Ends 05/07/2026').ends).to.equal('2026-07-05')
    expect(read('We are funded until March 2025').ends).to.equal(undefined)
  })

  it('a sentence that has to be seen', () =>
    expect(read('Great fun. We are not taking new members. Tea after.').alert).to.equal(
      'We are not taking new members.',
    ))

  it('online and by phone', () => {
    expect(read('We meet on Zoom').modes).to.deep.equal(['online'])
    expect(read('Call our advice line').modes).to.deep.equal(['phone'])
  })
})
