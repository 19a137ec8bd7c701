import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { fromText } from '../../../domain/directory/from-text.ts'
import { readGroups } from '../../../domain/directory/read-groups.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { opportunity } from '../../support/opportunity.ts'

const isFor = (group: string, texts: readonly string[]) => {
  for (const text of texts)
    it(`${group}: ${text}`, () => expect(readGroups('The Den', text)).to.include(group))
}
const isNotFor = (group: string, texts: readonly string[]) => {
  for (const text of texts)
    it(`not ${group}: ${text}`, () => expect(readGroups('The Den', text)).not.to.include(group))
}

describe('a group that is asked or told directly', () => {
  isFor('young-carers', [
    '16-25 and looking after someone? Meet-ups every other Monday.',
    'Do you help look after someone at home who is ill or uses drink or drugs? 8-17.',
    'Caring for somebody while trying to do uni, college or work? 16-25.',
    'Is there someone at home you look after? Trips and a break.',
    'Got a parent who is ill and needs your help? A place to breathe.',
  ])
  isNotFor('young-carers', [
    'Learn about caring for animals. Looking after chickens and goats.',
    "Have you thought about looking after someone's dog? Volunteers walk dogs.",
    'Struggling with looking after your money?',
    'How are you looking after your mental health?',
  ])

  isFor('young-parents', [
    'Expecting or got a baby and 24 or under? Midwife, health visitor, lunch.',
    'Expecting a baby, or already have one? Under 25? Come for lunch.',
    'Having a baby and under 25? Midwife on hand.',
    'Got a little one and aged 24 or younger? Soft play and toast.',
    'Mum or dad under 25? Drop in.',
    'Expecting? Under 25? Midwife on hand.',
  ])
  isNotFor('young-parents', [
    'Not what you were expecting? We have had skaters from all over.',
    'Who are you expecting? Just other young people.',
    'Expecting a crowd? Book the hall.',
    'Coming with your mum or dad under 16? They pay nothing.',
  ])

  isFor('legal', [
    'For 18-25s on probation, on tag or home from prison: bank account, ID.',
    'For young people leaving custody or on licence. Mentoring.',
    'Are you on probation or just out of prison? We help with ID.',
    'Support for 16 to 25 year olds with a criminal record.',
    'Working with young people who have offended or have come out of jail.',
    'Mentoring for young men released from custody.',
  ])
  isNotFor('legal', [
    'Our coach has been in prison himself and tells it straight. Boxing for all 12-18s.',
    'Staff on probation periods get a mentor. Work for 16-18s.',
    'For anyone on tag rugby teams.',
    'Adults with criminal record checks run it. Games for 11-16s.',
    'Jobs. You must tell us if you have a criminal record.',
  ])

  isFor('substances', [
    "When it's your mam, dad or brother who drinks or takes drugs.",
    "Group for 8 to 17s living with someone else's drinking or drug use.",
    "For children and young people affected by a parent's drinking.",
    'Support for young people whose parents drink or use drugs.',
    'Is your mum or dad drinking? You are not on your own.',
  ])
  isNotFor('substances', [
    'Worried about your own drinking or drug use? Talk to us.',
    'Music and pizza with your mam and dad. Tea for anyone who drinks it.',
    "We help young people with anxiety, self-harm, a parent's drinking and bullying.",
    'Support for young people who drink or use drugs and their families.',
  ])

  isFor('victim-support', [
    "We meet young people who've been stabbed, assaulted or shot.",
    'For anyone who has been mugged.',
  ])
  isNotFor('victim-support', [
    'Self-defence: what to do if you are attacked.',
    'Archery. Targets that have been shot at.',
  ])

  it('names no faith by the families that some of it have', () => {
    const text =
      "LGBTQ+ and questioning young people, 13-18. Lots of us have religious families and get what it's like."
    expect(readGroups('Spectrum', text)).to.deep.equal(['lgbt'])
    expect(readGroups('Circle', 'For religious young people.')).to.deep.equal(['faith'])
  })

  it('is shown to those who say that they are one, and to nobody else', () => {
    const said = (description: string, says: string) =>
      createMatcher(
        [opportunity({ sourceId: 'den', name: 'The Den', description })],
        loadUnderstanding(),
      ).suggest({
        ...{ age: 18, says: [says], cards: [], needs: {}, exclude: [], limit: 4 },
        now: '2026-11-23T12:00:00Z',
      }).suggestions.length
    const mentors = 'Mentors for 16-25s on probation or home from prison: a job, ID, curfew hours.'
    expect(said(mentors, 'im on probation and need a job')).to.equal(1)
    expect(said(mentors, 'ive got a criminal record and want work')).to.equal(1)
    expect(said(mentors, 'need a job')).to.equal(0)
    const drink =
      "When it's your mum or dad who drinks. A group for 8 to 19s living with someone else's drinking."
    expect(said(drink, 'my mum drinks all day')).to.equal(1)
    expect(said(drink, 'my grandad died')).to.equal(0)
  })
})

describe('a text for all that only names a group', () => {
  isNotFor('substances', [
    'When your mum is drinking, your friend is not speaking to you or school is hard, text us.',
    'Do you have a parent with cancer, a parent who drinks, a brother in prison? Counselling for 11-18s.',
    'We listen: a parent with cancer, a parent who drinks, a brother in prison. Counselling for 11-18s.',
    'Do you have a parent who drinks, is ill or is out of work? A space for all young people.',
    'Questions about sexual health, someone who drinks, smoking or vaping?',
    'If your friend is drunk or someone takes drugs and feels ill, our bus is here.',
    'Does your dad drink or take drugs? Is school hard? Text us.',
  ])
  isNotFor('prison-family', [
    'Do you have a parent with cancer, a parent who drinks, a brother in prison? Counselling for 11-18s.',
    'A parent with cancer, a parent who drinks, a brother in prison. Counselling for 11-18s.',
  ])
  isNotFor('young-parents', [
    'Have a little one full of energy? Judo from 5 to 17.',
    'Have you got a little one who wants to play football? Teams from under 7 to under 18.',
    'Do you have a baby brother or sister?',
    'Expecting your exam results? Talk to us.',
  ])
  isNotFor('legal', [
    'You are on probation for 12 weeks with full pay.',
    'Have you ever been inside a cave? Caving for 11-18s.',
    'Have you been locked up in a room with your mates? Escape room.',
    'For anyone on tag duty at the meet.',
    'For young people on licence points and driving.',
    'Debating for young people with convictions to defend.',
    'Work for young people with criminal records and without.',
    'Can you get out of jail in an hour? Escape room.',
    'Boxing that keeps young people out of jail.',
  ])
  isNotFor('victim-support', [
    'Learn what to do for people who have been stabbed. Free first aid for 11-25s.',
  ])
  isNotFor('safety-help', ['Learn what to do for people who have been stabbed. Free first aid for 11-25s.'])
  isNotFor('young-carers', [
    'Learn first aid so that you can help someone you look after or a friend. Anyone aged 11 to 18.',
    'Do you have a parent who is ill, moving house or exams? Text us.',
  ])
})

describe('where those of one sex are sent elsewhere', () => {
  const only = (name: string, text: string) => fromText(name, text).only
  const cases: readonly (readonly [string, string, 'girls' | 'boys' | undefined])[] = [
    ['Gaels', 'Boys teams from under 13 up to minor. For girls see our camogie section.', 'boys'],
    ['Gaels', 'Girls teams from U8 to U16. For boys see our hurling page.', 'girls'],
    ['Town', 'Teams for boys U7 to U16. Girls: visit Town Ladies.', 'boys'],
    ['Town', 'Football for all. For girls see our Friday session too.', undefined],
    ['Town', 'Teams from under 7 up. For girls see our girls page. Boys and girls welcome.', undefined],
    ['Town', 'Boys contact Sam, girls contact Jo.', undefined],
    [
      'Rugby',
      'Boys from U12. Girls play at U12 with our cluster. For girls see the cluster page.',
      undefined,
    ],
  ]
  for (const [name, text, sex] of cases) it(text, () => expect(only(name, text)).to.equal(sex))
})

describe('ages told by a school year or by who goes elsewhere', () => {
  const cases: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['For under 19s only; if you are 19 or older you want Harbour Recovery.', undefined, 18],
    ['For under 16s. If you are 16 or over, go to Harbour.', undefined, 15],
    ["Under 18s only. If you're 18 or over try Adult Recovery instead.", undefined, 17],
    ['You must be in Year 9 or above (minimum 13, insurance) and able to swim.', 13, undefined],
    ['Open to anyone in Year 7 or above.', 11, undefined],
    ['Must be in S3 or above.', 13, undefined],
    ['Years 3 to 6 only.', 7, 11],
    // Near misses.
    ['The club is for 8 to 18s. You must be in Year 9 or above to join the trip.', 8, 18],
    ["For 8 to 18s. You don't have to be in Year 9 or above.", 8, 18],
    ["You don't have to be in Year 9 or above.", undefined, undefined],
    ['You need grade 4 or above in maths.', undefined, undefined],
    ['For under 16s. If you are 16 or over you need a pass.', undefined, undefined],
    ['Youth club Fridays. Year 9 or older can come on the ski trip.', undefined, undefined],
    ['Youth club Fridays. You must be in Year 9 or above to come on the ski trip.', undefined, undefined],
    ['Book club. If you are in year 12 or above you may help lead.', undefined, undefined],
    ['Book club. In year 12 or above you may help lead.', undefined, undefined],
    ['Ages 9+. Year 7 or above can join the tour.', 9, undefined],
    ['P5 or above may use computers alone. Everyone welcome.', undefined, undefined],
    ['Under 18s only until 7pm. 18 or over join from 7pm.', undefined, undefined],
    ['Under 16s only with an adult. 16 or over join without one.', undefined, undefined],
    ['Ages 11 to 19, for under 19s only on Fridays; 19 or over join our Saturday group.', 11, undefined],
  ]
  for (const [text, min, max] of cases)
    it(text, () => {
      const { ages } = fromText('Club', text)
      expect([ages?.min, ages?.max]).to.deep.equal([min, max])
    })
})
