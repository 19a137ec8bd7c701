import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { fromText } from '../../../domain/directory/from-text.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
/** The rules that keep it from someone of fifteen, read as an importer reads it: ages from eighteen are one. */
function kept(name: string, description: string): string[] {
  const { ages, cost } = fromText(name, description)
  const { unsuitable } = prepare(
    opportunity({ sourceId: name, name, description, cost: cost?.text ? { text: cost.text } : {} }),
    vocabulary,
  )
  const adults = (ages?.min ?? 0) >= 18 ? ['adult-only'] : []
  return [...new Set([...adults, ...unsuitable.map((r) => r.id)])]
}

describe('an evening for parents of teenagers', () => {
  it('is kept from everyone, young parents too', () => {
    expect(kept('Talking Teens', 'Four evenings for parents of 11 to 18 year olds.')).to.include(
      'parents-of-teenagers',
    )
    expect(kept('Young Mums', 'For parents of under twos.')).to.not.include('parents-of-teenagers')
    expect(kept('Together', 'For young people and parents of teenagers.')).to.not.include(
      'parents-of-teenagers',
    )
  })
})

describe('what is for an emergency', () => {
  it('is no idea, while help that is not only that is one', () => {
    expect(kept('Urgent Mental Health Line', 'For anyone in a crisis, day and night.')).to.include(
      'crisis-line',
    )
    expect(kept('Drop-in Counselling', 'Talk to somebody before it gets to a crisis.')).to.deep.equal([])
  })
})

describe('what is kept from someone under eighteen, whatever the fields say', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['Friday Social', 'Adults only. Bar open till late.', 'adult-only'],
    ['Friday Social', 'Strictly over 18s.', 'adult-only'],
    ['Burlesque Basics', 'A dance class with feathers.', 'adult-only'],
    ['Slimming Together', 'Weigh in and a chat.', 'weight-loss'],
    ['Fit Bodies', 'Lose weight and feel great in twelve weeks.', 'weight-loss'],
    ['Healthy Me', 'A weight management programme with a diet plan.', 'weight-loss'],
    ['Boot Camp', 'Burn fat fast, drop two dress sizes.', 'weight-loss'],
    ['Bingo Night', 'Eyes down at seven, cash prizes.', 'gambling'],
    ['Card School', 'A weekly poker tournament.', 'gambling'],
    ['Race Night', 'Place your bets on the horses.', 'gambling'],
    ['Singles Night', 'Meet someone new.', 'dating'],
    ['Coffee Evening', 'Speed dating with a smile.', 'dating'],
    ['Gym', 'Trial membership £10, then £30 a month by direct debit.', 'pay-to-trial'],
    ['Gym', 'Free trial! Card details required, cancel any time.', 'pay-to-trial-by-card'],
    ['Martial Arts', 'A paid trial of two lessons, then a minimum contract of a year.', 'pay-to-trial'],
    // Help with a harm is not the harm, and a free first go is no trap.
    ['GamHelp', 'Support for young people affected by gambling.', undefined],
    ['Eating Well', 'Help with eating disorders, not about losing weight.', undefined],
    ['Karate', 'Your first session is a free trial.', undefined],
    ['Talk It Over', 'Healthy relationships and spotting dating abuse.', undefined],
    ['Football', 'A kickabout for anyone of 11 to 16.', undefined],
  ]
  for (const [name, text, rule] of cases)
    it(`${name}: ${text}`, () => {
      if (rule === undefined) expect(kept(name, text)).to.deep.equal([])
      else expect(kept(name, text)).to.include(rule)
    })
})
