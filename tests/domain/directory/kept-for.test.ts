import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { keptFor } from '../../../domain/directory/kept-for.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { opportunity } from '../../support/opportunity.ts'

/** How many ideas somebody of this age has of this entry, by what they say. */
const shownTo = (age: number, entry: Opportunity) => {
  const matcher = createMatcher([entry], loadUnderstanding())
  return (says: string): number =>
    matcher.suggest({
      age,
      says: [says],
      cards: [],
      needs: {},
      exclude: [],
      limit: 4,
      now: '2026-11-23T12:00:00Z',
    }).suggestions.length
}

describe('what is kept for the people of one place', () => {
  const kept: readonly (readonly [text: string, word: string])[] = [
    ['For people living at Bayview Flats (blocks A to F), any age, nobody else I am afraid.', 'bayview'],
    ['Members must live in Heron, Kestrel or Teal Court. Sorry no exceptions.', 'teal'],
    ['Only for residents of Alma Towers.', 'alma'],
    ["A garden for tenants of St Mary's Court only.", 'marys'],
    ['Open to families living on the Northside Estate, nobody else.', 'northside'],
    ['You must live at Foyer House.', 'foyer'],
    ['Open to tenants and families of Mill Close, 1-48. Sorry, we cannot take others.', 'mill close'],
    ['For young people who live on the Osier Estate only (Heron Way, Teal Walk and Grebe House).', 'teal'],
    ['The hub is for customers claiming Universal Credit. (This is not a youth club.)', 'uc'],
    ['For young people living in Park Road and Church Street flats only.', 'park road'],
    ['Open to currently enrolled full time students with a valid lanyard only.', 'college'],
    ['Enrolled students only, £6 membership.', 'student'],
    ['For students of the University of Northgate.', 'uni'],
    ['Socials for students enrolled at the University who want to meet people.', 'halls'],
    ['Only for our enrolled learners.', 'college'],
    ['Enrolled Downs students only (sign up on the student portal).', 'college'],
    [
      "The Sixth Form's own theatre company. Enrolled Downs students only (sign up on the portal).",
      'sixth form',
    ],
    ['Work coach and training in one place for customers aged 18-24 claiming Universal Credit.', 'uc'],
    ['Open to current Met students with a valid student card (over 18, licensed premises).', 'student'],
    ['For students at Hartley College only.', 'college'],
    ['You must be studying at Northgate College.', 'college'],
    ['Members must be registered students of the university.', 'uni'],
    ['Lessons are all in Polish so child must already speak it.', 'polish'],
    ['Classes are held only in Arabic.', 'arabic'],
    ['You must speak Urdu.', 'urdu'],
    ['You need to understand BSL.', 'deaf'],
  ]
  for (const [text, word] of kept) it(text, () => expect(keptFor('Club', text)).to.include(word))

  const open = [
    'For residents of Kington only.',
    'You must live in Kington or Ashwick.',
    'For people living at Bayview Flats and anyone else.',
    'For residents of Rose Court and all their neighbours. Only £2.',
    'You do NOT have to live in the flats.',
    'Meet at Teal Court. Under 18s only.',
    'You do not have to be on Universal Credit.',
    'Open to people on benefits, in work or in education aged 16-24.',
    'The job club is for people who are on universal credit or looking for work.',
    'Discounted membership only for people on Universal Credit.',
    'Help for people claiming benefits or about to.',
    'A gym for students and the public.',
    'Courses for college students and anyone else. Only £2.',
    'Full-time students £2 only.',
    'Students get 10% off with a valid student card.',
    'Open to students with additional needs.',
    'Bring your student card for £2 entry.',
    'Dance students only need trainers.',
    'Student-led society open to all.',
    'You do not need a valid student card to join.',
    'Open to current students with a valid student card and the public.',
    'You must be studying at secondary school in years 9 to 11.',
    'You must be a student at a secondary school.',
    'You must be a student at any local school.',
    'You have to be studying at a school in Leeds.',
    'Registered karate students only may grade. New starters join any Monday.',
    'Current guitar students only for the concert.',
    'For learners of Spanish only on Monday; for French on Tuesday.',
    'Open to current students with a student card and to their friends.',
    'You must be studying at a college in Leeds.',
    'You need a valid student card to join.',
    'Sessions are all in English.',
    'Lessons in Polish for beginners.',
    'You do not have to speak Polish.',
    'Volunteers who speak Polish and Romanian.',
  ]
  for (const text of open)
    it(`is none that is open to others: ${text}`, () => expect(keptFor('Club', text)).to.deep.equal([]))

  it('is not for who says that they are none of them', () => {
    const chess = opportunity({
      sourceId: 'chess',
      name: 'Dice and Chai',
      description: 'Chess at the university. Open to current Met students with a valid student card.',
    })
    const shown = shownTo(19, chess)
    expect(shown('is there a chess club, im not at uni')).to.equal(0)
    expect(shown('is there a chess club, im at uni')).to.equal(1)
    expect(shown('chess. im not at uni til 11')).to.equal(1)
  })

  it('is shown to who says that they live or study there, and to nobody else', () => {
    const fund = opportunity({
      sourceId: 'fund',
      name: 'Hardship fund',
      description: 'Money for heating. For people living at Bayview Flats, nobody else.',
    })
    const shown = shownTo(17, fund)
    expect(shown('skint, need money for heating')).to.equal(0)
    expect(shown('skint, need money for heating, we are in bayview block c')).to.equal(1)
  })
})
