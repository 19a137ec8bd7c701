import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { fromOpenReferral } from '../../../domain/directory/from-openreferral.ts'
import { fromText } from '../../../domain/directory/from-text.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
/** The rules that keep it from someone of fifteen, read as an importer reads it: ages from eighteen are one. */
function kept(name: string, description: string): string[] {
  const { ages, cost } = fromText(name, description)
  const { unsuitable } = prepare(
    opportunity({
      sourceId: name,
      name,
      description,
      ages: ages ?? {},
      cost: cost?.text ? { text: cost.text } : {},
    }),
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
    // Words that mean something else there.
    [
      'Advice Centre',
      'Free debt and benefits advice. We are here with support for money problems.',
      undefined,
    ],
    ['Social Club', 'Tuesday: dominoes for money.', 'gambling'],
    ['Social Club', 'We play rummy for money on Fridays.', 'gambling'],
    ['Social Club', 'Friendly whist for money and a raffle.', 'gambling'],
    ['Social Club', 'Pool and snooker for money every night.', 'gambling'],
    ['Social Club', 'Brag and rummy for money, over a pint.', 'gambling'],
    ['Card School', 'Whist for fun. We never play for money.', undefined],
    ['Leisure Centre', 'Courts to hire: great value for money.', undefined],
    ['Youth Grants', 'Young people can apply for money for their idea.', undefined],
    ['Youth Theatre', 'Bursaries: nobody is turned away for money.', undefined],
    ['Sewing Bee', 'Design your own tote bag.', undefined],
    ['Races', 'Watch the dogs on the big screen, with a tote in the corner.', 'gambling'],
    ['Youth Theatre', 'This term: a musical with a casino scene.', undefined],
    ['Salsa', "You don't need to find a partner.", undefined],
    ['Youth Club', 'We meet with our new partner, the Youth Zone.', undefined],
    ['Mentoring', 'We will find your perfect match: a mentor who likes what you like.', undefined],
    ['Step Family', 'Talk about it when a parent has a new partner.', undefined],
    ['Climbing', 'We help you find a partner to climb with.', undefined],
    ['Supper Club', 'Come and find a partner over dinner.', 'dating'],
    ['Mixer', 'Hoping to find a partner? Our mixer is for you.', 'dating'],
    ['Mixer', 'Ready for a new partner?', 'dating'],
    ['Evening Out', 'We introduce you to your perfect match over drinks.', 'dating'],
    ['Evening Out', 'Meet your perfect match over cocktails.', 'dating'],
    ['Send Advice', 'For children and young people from birth to 25 with SEND.', undefined],
    ['Tumbles', 'Songs and bubbles from birth to 4.', 'early-years'],
    ['Boxing', 'Juniors on Mondays. There is a seating area for parents and carers.', undefined],
    ['Boxing', 'There is a seating area for parents and carers of juniors.', undefined],
    ['Leisure Centre', 'A soft area for parents and carers of babies.', 'parents'],
    ['Junior Run', 'A coffee van for mums and dads.', undefined],
    ['Den', 'A youth club. Parents who want to volunteer are welcome.', undefined],
    ['Together', 'For parents and carers of toddlers.', 'parents'],
    ['Calmer', 'A course for parents who want to help an anxious child.', 'parents'],
    ['Cuppa', 'Coffee for mums and dads, Tuesdays at ten.', 'parents'],
    ['Leisure Centre', 'Pool, gym, soft play and a café.', undefined],
    ['Jungle Fun Soft Play', 'Parties and slides.', 'early-years'],
    ['Link Work', 'A link worker helps young people make a personalised plan.', undefined],
    ['Art School', 'Come and build portfolios for college.', undefined],
    ['Model Finders', 'Free test shoot. Portfolios are then offered from £350.', 'pay-to-trial-by-card'],
    ['Cadets', 'You get a free starter kit.', undefined],
    ['Beauty Day', 'Free, and you buy the £400 starter kit at teatime.', 'pay-to-trial-by-card'],
    ['Mentors', 'Weekly and then monthly check-ins.', undefined],
    ['Dance', 'First class £5, then monthly.', 'pay-to-trial-by-card'],
    ['Scouts', 'Subs are £12 a month by standing order.', undefined],
    ['Gym', 'Membership £30 a month, paid by standing order, for a year.', 'pay-to-trial'],
    ['Gymnastics', 'Fees are £28 a month by direct debit.', undefined],
    ['Gym', '£28 a month by direct debit, twelve month minimum contract.', 'pay-to-trial'],
    ['Food and Mood', 'We never weigh anyone or talk about dieting.', undefined],
    ['Chat', 'Tired of dieting? Come along.', 'weight-loss'],
    [
      'Talk',
      'Free counselling for 11 to 18s. What you say stays private unless you tell us something that makes us worried about your safety.',
      undefined,
    ],
    ['Talk', 'It is confidential, unless you tell us that you are at risk.', undefined],
    ['Gym', 'Your membership goes on unless you tell us that you want to leave.', 'pay-to-trial-by-card'],
    ['Chess', 'Your place is kept each week unless we hear otherwise.', undefined],
    ['Gym', 'We take £20 every month unless we hear otherwise.', 'pay-to-trial-by-card'],
    ['Library', 'To borrow, bring your library card number.', undefined],
    ['Gym', 'Have your card number ready for the free week.', 'pay-to-trial-by-card'],
    ['Paddlers', 'Paddle club for 11-18s. We launch from the pontoon.', undefined],
    ['Social Club', 'Pontoon and brag in the back room.', 'gambling'],
    ['Social Club', 'Two hours at the pontoon tables.', 'gambling'],
    ['Words', "Young writers' competition, cash prizes.", undefined],
    ['Words', 'A poetry competition with cash prizes.', undefined],
    ['Social Club', 'Darts competition, cash prizes.', 'gambling'],
    ['Stables', 'Careers in horse racing for 16-18s.', undefined],
    ['Stables', 'A day of horse racing.', 'gambling'],
    [
      'Den',
      'SEND youth club for ages 11 to 25, founded by parents who wanted somewhere for their teenagers.',
      undefined,
    ],
    ['Rugby', 'Junior rugby, ages 7 to 16, run by parents who give up their Sundays.', undefined],
    ['Boxing', 'A gym for teenagers, set up by parents whose son was hurt.', undefined],
    ['Calmer', 'A circle run by parents who have been through it too.', 'parents'],
    ['Calmer', 'Run by parents for parents who worry.', 'parents'],
  ]
  for (const [name, text, rule] of cases)
    it(`${name}: ${text}`, () => {
      if (rule === undefined) expect(kept(name, text)).to.deep.equal([])
      else expect(kept(name, text)).to.include(rule)
    })
})

describe('who may come, told in a field of its own', () => {
  const told = (eligibility: string, description = 'Trips, games and a break from home.') =>
    prepare(opportunity({ sourceId: 'x', name: 'Time Out', description, eligibility }), vocabulary)
  const rules = (eligibility: string) => told(eligibility).unsuitable.map((rule) => rule.id)

  it('is for them, and for nobody else', () => {
    expect([...told('For young carers aged 8 to 18.').madeFor]).to.include('young-carers')
    expect([...told('Open to everyone.').madeFor]).to.deep.equal([])
  })
  it('keeps it from whom it is not for', () => {
    expect(rules('Parents and carers of disabled children')).to.include('parents-unasked')
    expect(rules('For professionals')).to.include('professionals')
    expect(rules('For people over 60.')).to.include('later-life')
    expect(rules('Young people aged 11 to 18.')).to.deep.equal([])
    expect(rules('Referrals come from practitioners and schools. Baby changing on site.')).to.deep.equal([])
  })
  const read = (eligibility_description: string) => {
    const service = {
      id: 'x',
      name: 'Time Out',
      status: 'active',
      description: 'Games, crafts and a hot meal.',
      eligibility_description,
    }
    const mapped = fromOpenReferral(service, { id: 'feed' }, '2026-11-27')
    if (!('taken' in mapped)) throw new Error('left out')
    const { madeFor, unsuitable, unknownAudience } = prepare(mapped.taken, vocabulary)
    return [...madeFor, ...unknownAudience, ...unsuitable.map((rule) => rule.id)]
  }
  for (const open of [
    'Children, young people, parents and carers',
    'Families, parents and carers',
    'Young people and parents',
    'Young people aged 11-19 and professionals who work with them',
    'Aged 11 to 25. Parents who wish to stay are welcome.',
    'Anyone aged 11-18. Under 14s need a form from parents and carers of the child.',
    'Not for under 5s; we have a toddler group for those.',
    'Young people aged 11 to 18. Free for young carers.',
    'Open to people aged 11 to 25. Help for disabled young people can be arranged.',
    'Ages 11-18. Support for disabled young people is available.',
  ])
    it(`leaves it open to young people: ${open}`, () => expect(read(open)).to.deep.equal([]))
  const KEPT: readonly [string, string][] = [
    ['Parents and carers', 'parents-unasked'],
    ['Residents of Leeds. Parents and carers of disabled children.', 'parents-unasked'],
    ['Adults. For parents of teenagers.', 'parents-of-teenagers'],
    ['Professionals who work with young people', 'professionals'],
    ['Children under 5 and their parents', 'early-years-unasked'],
    ['Young people with SEND', 'disability'],
    ['Support for care leavers.', 'care-experience'],
    ['Aged 11 to 18. For young carers.', 'young-carers'],
    ['Referral only. You must be a young carer.', 'young-carers'],
  ]
  for (const [whom, why] of KEPT) it(`keeps it for them: ${whom}`, () => expect(read(whom)).to.include(why))
  it('read from a description and a field as feeds have them', () =>
    expect(read('For young carers aged 8 to 18.')).to.include('young-carers'))
})

describe('a group of adults in distress', () => {
  const GROUP = 'A self-funding support group for users and carers who experience emotional distress.'
  it('is kept from who is under eighteen, whatever they said, and not one for young people', () => {
    expect(kept('The Way', GROUP)).to.include('distress-groups')
    expect(kept('The Way', `${GROUP} For young people of 14 to 18.`)).to.not.include('distress-groups')
    expect(kept('The Way', `${GROUP} For adults of 18 to 65.`)).to.include('distress-groups')
    expect(kept('The Way', `${GROUP} For all ages.`)).to.include('distress-groups')
  })
  for (const made of [
    'Free counselling for teenagers of 13 to 17 experiencing mental distress.',
    'Free counselling for teenagers experiencing mental distress.',
    'Counselling for 11 to 18 year olds who have experienced emotional distress.',
    'A survivors group for girls aged 13 to 18 who have been through sexual violence.',
    'Hearing voices group for under 18s.',
    'Support for students in years 7 to 13 who experience emotional distress.',
    'Hearing voices group. Ages 14+.',
  ])
    it(`is not this one: ${made}`, () => expect(kept('Rooms', made)).to.not.include('distress-groups'))
})

describe('what calls itself quiet', () => {
  it('is not what has one-to-one sessions', () => {
    const isQuiet = (description: string) =>
      prepare(opportunity({ sourceId: 'one', name: 'Rooms', description }), vocabulary).quiet
    expect(isQuiet('Room hire for groups and 1-1 sessions, £10 an hour.')).to.equal(false)
    expect(isQuiet('One-to-one help with a CV.')).to.equal(false)
    expect(isQuiet('A calm, low-key evening.')).to.equal(true)
  })
})

describe('a course for those who work with young people', () => {
  for (const said of [
    'Half day course on self-harm. For teachers, youth workers, foster carers and others.',
    'CPD certified. For teachers, youth workers and GPs in the district.',
    'Participants will be able to recognise and refer. Open to teachers and health staff.',
    'A half day CPD webinar for staff and volunteers of partner agencies.',
    'Two days, multi-agency training. For youth workers and social workers.',
    'A workshop for teachers and pastoral leads.',
    'For designated safeguarding leads and school staff.',
    'A morning for frontline workers in the children’s workforce.',
  ])
    it(`is shown to nobody: ${said}`, () =>
      expect(kept('Understanding Self-Harm', said)).to.include('professionals'))
  for (const said of [
    'Counselling. Referrals from teachers, youth workers, social workers and GPs.',
    'Counselling. Tell a teacher, a youth worker or a social worker.',
    'Led by a team of youth workers, social workers and teachers.',
    'Referral form for teachers, youth workers and parents on our website.',
    'We write letters for school staff.',
    'Thinking of teaching? A taster for anyone who may become a teacher.',
  ])
    it(`is not this one: ${said}`, () => expect(kept('Room 9', said)).to.not.include('professionals'))
})

describe('a paid study of a medicine', () => {
  for (const [name, said] of [
    ['Sleep study', 'Healthy volunteers of 18 to 30 can receive up to £1,850 for a trial of a new tablet.'],
    ['Healthy Volunteers Wanted', 'Earn up to £2,150 in a residential study of an asthma medicine.'],
    ['Trouble sleeping? Earn £950', 'People with poor sleep wanted to try a new tablet.'],
    ['Earn £900', 'A phase 1 study. Four nights.'],
    ['Short of cash?', 'Paid clinical trials near you.'],
    ['Vaccine Trial', 'Three visits, expenses paid.'],
    ['Sleep better? Earn £220', 'Volunteers with insomnia needed to test a new tablet.'],
  ] as const)
    it(`is shown to nobody. ${name}: ${said}`, () => expect(kept(name, said)).to.include('paid-studies'))
  for (const [name, said] of [
    ['Study Club', 'A study club for exams. Homework help.'],
    ['Have your say', 'Take part in research about buses. £20 voucher.'],
    ['Dogs', 'Volunteers who are healthy and like walking are wanted.'],
    ['Yoga', 'Trouble sleeping? Try our new class.'],
  ] as const)
    it(`is not this one. ${name}: ${said}`, () => expect(kept(name, said)).to.not.include('paid-studies'))
})

describe('words of another thing', () => {
  for (const [name, said] of [
    ['ABC', 'Boxing club. Train to compete (weigh-ins monthly).'],
    ['Pontoon Club', 'Dinghies and kayaks for 10-18s.'],
    ['Step In', 'Named coach, CVs, paid trials with local employers.'],
    ['Carers', 'For young carers who mind the little ones at home.'],
    ['Football', 'If you are a parent or carer of a young person who wants to join, please ring.'],
    ['Football', 'Tell the coach if you have asthma or live with diabetes.'],
    ['Football', 'Please do not bring your child if they have a temperature.'],
  ] as const)
    it(`keep nothing from anybody. ${name}: ${said}`, () => expect(kept(name, said)).to.deep.equal([]))
  it('and those of one illness do, in a name or of whom it is for', () => {
    expect(kept('T1 Together', 'Type 1 diabetes only. Go-karting once a term.')).to.include(
      'diabetes-unasked',
    )
    expect(kept('Diabetes Youth Group', 'Games and pizza.')).to.include('diabetes-unasked')
    expect(kept('Club', 'For young people with epilepsy.')).to.include('epilepsy-unasked')
  })
  it('and those of later life do', () =>
    expect(kept('Choir', 'Sea songs for the over 55s.')).to.include('later-life'))
})
