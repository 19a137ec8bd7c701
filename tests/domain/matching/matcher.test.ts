import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import type { SuggestionRequest, Suggestions } from '../../../domain/matching/types.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const HERE = { lat: 52.43, lon: -1.02 }
const kmNorth = (km: number) => ({ lat: HERE.lat + km / 111.2, lon: HERE.lon })
const at = (km: number, accessibility: string[] = []): Opportunity['places'] => [
  { address: '1 High Street, Madeupton', position: kmNorth(km), accessibility },
]

/** A request with what is not given; an age of null is one they would rather not say. */
type Request = Partial<Omit<SuggestionRequest, 'age'>> & { age?: number | null }

function ask(list: readonly Opportunity[], { age = 15, ...request }: Request): Suggestions {
  return createMatcher(list, vocabulary).suggest({
    ...(age === null ? {} : { age }),
    says: [],
    cards: [],
    needs: {},
    exclude: [],
    limit: 4,
    now: '2026-11-23T12:00:00Z',
    ...request,
  })
}
const ids = (list: readonly Opportunity[], request: Request): string[] =>
  ask(list, request).suggestions.map((s) => s.activity.replace('test:', ''))
const drawing = (sourceId: string, more: Partial<Opportunity> = {}): Opportunity =>
  opportunity({ sourceId, name: `${sourceId} drawing club`, ages: { min: 11, max: 18 }, ...more })
const SAYS = { says: ['i like drawing'] }

describe('matching', () => {
  describe('never', () => {
    it('something for another age', () => {
      const list = [
        drawing('fits'),
        drawing('older', { ages: { min: 16 } }),
        drawing('younger', { ages: { max: 14 } }),
      ]
      expect(ids(list, SAYS)).to.deep.equal(['fits'])
    })
    it('something that begins at eighteen to someone whose age is not known', () =>
      expect(
        ids([drawing('adult', { ages: { min: 18 } }), drawing('teen')], { ...SAYS, age: null }),
      ).to.deep.equal(['teen']))
    it('something expired or not running', () => {
      const list = [
        drawing('over', { expires: '2026-11-22' }),
        drawing('today', { expires: '2026-11-23' }),
        drawing('gone', { status: 'defunct' }),
        drawing('paused', { status: 'temporarily-closed' }),
      ]
      expect(ids(list, SAYS)).to.deep.equal(['today'])
    })
    it('something that was over yesterday in London, an hour before the day changes in UTC', () => {
      const night = { ...SAYS, now: '2026-07-14T23:30:00Z' }
      const evening = { ...SAYS, now: '2026-07-14T22:30:00Z' }
      const list = [
        drawing('yesterday', { expires: '2026-07-14' }),
        drawing('on', { times: [{ day: 'tuesday', from: '16:00', validTo: '2026-07-14' }] }),
      ]
      const isTold = (request: Request) =>
        ask(list.slice(1), request).suggestions.map(({ unknown }) =>
          unknown.every(({ id }) => !id.endsWith('.times')),
        )
      expect([ids(list, evening).length, ids(list, night)]).to.deep.equal([2, ['on']])
      expect([isTold(evening), isTold(night)]).to.deep.equal([[true], [false]])
    })
    it('something closed for a time, until the day it is open again', () => {
      const list = [
        drawing('still-closed', { closed: { until: '2026-11-24' } }),
        drawing('in-its-holidays', { closed: { from: '2026-11-23', until: '2026-11-30' } }),
        drawing('open-again', { closed: { until: '2026-11-23' } }),
        drawing('not-yet-closed', { closed: { from: '2026-11-24', until: '2026-11-30' } }),
      ]
      expect(ids(list, SAYS).sort()).to.deep.equal(['not-yet-closed', 'open-again'])
    })
    it('a known price when only free will do', () => {
      const list = [
        drawing('paid', { cost: { free: false, from: 1 } }),
        drawing('unknown'),
        drawing('free', { cost: { free: true } }),
      ]
      expect(ids(list, { ...SAYS, needs: { freeOnly: true } })).to.deep.equal(['free', 'unknown'])
    })
    it('a group of one sex to someone who did not ask for it', () => {
      const girls = drawing('girls', { genderGroup: { only: 'girls', from: 'description' } })
      const boys = drawing('boys', { genderGroup: { only: 'boys', from: 'description' } })
      const mixed = drawing('mixed')
      const list = [girls, boys, mixed]
      expect(ids(list, SAYS)).to.deep.equal(['mixed'])
      expect(ids(list, { ...SAYS, needs: { genderGroup: 'any' } })).to.deep.equal(['mixed'])
      expect(ids(list, { ...SAYS, needs: { genderGroup: 'girls' } })).to.deep.equal(['girls'])
      expect(ids(list, { ...SAYS, needs: { genderGroup: 'boys' } })).to.deep.equal(['boys'])
      expect(ids(list, { says: ['drawing, girls only'] })).to.deep.equal(['girls'])
      // Where there is none for girls only, one that does not say, with the unknown said; never one that says it is mixed.
      const both = drawing('both', { description: 'Drawing for boys and girls.' })
      const { suggestions } = ask([mixed, boys, both], { ...SAYS, needs: { genderGroup: 'girls' } })
      expect(suggestions.map((s) => s.activity)).to.deep.equal(['test:mixed'])
      expect(suggestions[0]?.unknown.map((p) => p.id)).to.include('ideas.unknown.girls')
    })
    it('a group of the other sex, or of one sex alone, to someone who only told of girls or boys', () => {
      const list = [
        drawing('girls', { genderGroup: { only: 'girls', from: 'description' } }),
        drawing('boys', { genderGroup: { only: 'boys', from: 'description' } }),
        drawing('mixed', { description: 'Drawing. Mixed, for boys and girls.' }),
      ]
      for (const says of [
        'all girls hate me',
        'only boys draw at my school and i want to',
        'the other girls in my class leave me out',
        'its all girls in my dance class',
        'no boys ever talk to me',
      ])
        expect(ids(list, { says: ['i like drawing', says] }), says).to.deep.equal(['mixed'])
      // Misheard is likelier than that he asks for it; a choice is none that can be misheard.
      const boy = { says: ['im a boy and i like drawing', 'id come if it was just girls'] }
      expect(ids(list, boy)).to.have.members(['boys', 'mixed'])
      expect(ids(list, { ...boy, needs: { genderGroup: 'girls' } })).to.include('girls')
    })
    it('fewer for what they tell of home, nights and weekends', () => {
      const list = [
        drawing('club', {
          mode: ['in-person'],
          times: [{ day: 'tuesday', from: '18:00', to: '20:00' }],
        }),
      ]
      for (const says of [
        'i want to get away from home',
        'i ran away from home once',
        'i cant sleep at night',
        'i cant stop crying at night',
        'i only see my dad at weekends',
      ])
        expect(ids(list, { says: ['i like drawing', says] }), says).to.deep.equal(['club'])
    })
    it('what they said no to, and kinds of it', () => {
      const list = [
        opportunity({ sourceId: 'swim', name: 'Swimming club', ages: { min: 11, max: 18 } }),
        opportunity({ sourceId: 'youth', name: 'Youth club', ages: { min: 11, max: 18 } }),
        opportunity({ sourceId: 'art', name: 'Art club', ages: { min: 11, max: 18 } }),
      ]
      expect(ids(list, { says: ['literally anything except swimming lol'] })).to.have.members([
        'youth',
        'art',
      ])
      expect(ids(list, { says: ['anything but sport'] })).not.to.include('swim')
    })
    it("their family's faith to who is not straight and told of it in another message, unless they ask for both", () => {
      const list = [
        opportunity({ sourceId: 'church', name: 'Christian youth group', ages: { min: 11, max: 18 } }),
        opportunity({ sourceId: 'pride', name: 'LGBT youth group', ages: { min: 11, max: 18 } }),
      ]
      expect(ids(list, { says: ['im gay', 'cant say it at home we go church'] })).to.deep.equal(['pride'])
      const asks = { says: ['im bi', 'is there a church youth group i could go to'] }
      expect(ids(list, asks)).to.have.members(['church', 'pride'])
      expect(ids(list, { says: ['im a gay christian'] })).to.have.members(['church', 'pride'])
    })
    it('an unknown thing they said no to', () =>
      expect(
        ids([opportunity({ sourceId: 'f', name: 'Falconry youth club' })], {
          says: ['youth club, not falconry'],
        }),
      ).to.deep.equal([]))
    it('somewhere further than they can go', () => {
      const list = [
        drawing('near', { places: at(2), mode: ['in-person'] }),
        drawing('far', { places: at(7), mode: ['in-person'] }),
      ]
      expect(ids(list, { ...SAYS, from: HERE, needs: { maxDistanceKm: 5 } })).to.deep.equal(['near'])
      expect(
        ids([drawing('abroad', { places: at(80), mode: ['in-person'] })], { ...SAYS, from: HERE }),
      ).to.deep.equal([])
    })
    it('a time they cannot come, where it is known', () => {
      const list = [
        drawing('sat', { times: [{ day: 'saturday', from: '10:00', to: '12:00' }] }),
        drawing('mon', { times: [{ day: 'monday', from: '16:00', to: '17:00' }] }),
        drawing('unknown'),
      ]
      expect(ids(list, { ...SAYS, needs: { days: ['saturday'] } })).to.deep.equal(['sat', 'unknown'])
      expect(ids(list, { ...SAYS, needs: { timeOfDay: ['after-school'] } })).to.deep.equal(['mon', 'unknown'])
      expect(ids(list, { ...SAYS, needs: { days: ['monday'], timeOfDay: ['evening'] } })).to.deep.equal([
        'unknown',
      ])
    })
    it('stairs to someone who needs step-free access', () => {
      const list = [
        drawing('stairs', { places: at(1, ['No lift, up two flights of stairs']), mode: ['in-person'] }),
        drawing('ramp', { places: at(1, ['Step-free throughout']), mode: ['in-person'] }),
      ]
      expect(ids(list, { ...SAYS, needs: { stepFree: true } })).to.deep.equal(['ramp'])
      expect(ids(list, { says: ['drawing, but i use a wheelchair'] })).to.deep.equal(['ramp'])
    })
    it('in person to someone who wants online, and the other way round', () => {
      const list = [drawing('there', { mode: ['in-person'] }), drawing('online', { mode: ['online'] })]
      expect(ids(list, { ...SAYS, needs: { mode: 'online' } })).to.deep.equal(['online'])
      expect(ids(list, { ...SAYS, needs: { mode: 'in-person' } })).to.deep.equal(['there'])
    })
    const unsuitable: readonly [string, string, string, string][] = [
      ['gambling', 'Prize Bingo Night', 'Friends and fun. Cash prizes.', 'make friends'],
      ['dating', 'Singles Supper', 'Meet new people at a singles night.', 'meet people'],
      ['weight loss', 'Shape Up slimming club', 'Weekly weigh in and fitness.', 'get fit'],
      [
        'pay-to-trial',
        'Iron Gym',
        'Fitness for everyone. Trial membership £9, card details required.',
        'the gym',
      ],
      ['drink', 'Beer festival music night', 'Live music.', 'music'],
      ['later life', 'Over-50s art club', 'Art for older people.', 'art'],
    ]
    for (const [what, name, description, says] of unsuitable) {
      it(`${what} to someone under 18`, () => {
        const list = [opportunity({ sourceId: 'x', name, description, ages: {} })]
        expect(ids(list, { says: [says] })).to.deep.equal([])
        expect(ids(list, { says: [says], age: null })).to.deep.equal([])
      })
    }
    it('a paid trial that only the cost speaks of, but not a free one', () => {
      const gym = (text: string) => [
        opportunity({ sourceId: 'g', name: 'Fitness club', cost: { from: 9.99, text } }),
      ]
      expect(ids(gym('Trial £9.99 then £49 a month'), { says: ['get fit'] })).to.deep.equal([])
      expect(ids(gym('Free trial, then £4'), { says: ['get fit'] })).to.deep.equal(['g'])
    })
    it('help with a harm is not the harm', () =>
      expect(
        ids([opportunity({ sourceId: 'g', name: 'Gambling support for young people' })], {
          says: ['betting too much'],
        }),
      ).to.deep.equal(['g']))
    it("toddlers' and parents' services to a teenager, unless they are a parent and it is for young parents", () => {
      const list = [
        opportunity({ sourceId: 'toddlers', name: 'Music for toddlers' }),
        opportunity({
          sourceId: 'parents',
          name: 'Parenting course',
          description: 'Support for parents of teenagers. Music.',
        }),
        opportunity({ sourceId: 'young', name: 'Young parents music group' }),
      ]
      expect(ids(list, { says: ['music'] })).to.deep.equal([])
      expect(ids(list, { says: ['music', 'my baby'], age: 17 })).to.deep.equal(['young'])
    })
    it('a group made for some people to someone who did not say they are of them', () => {
      const list = [
        drawing('carers', { description: 'A drawing group for young carers.' }),
        drawing('lgbt', { audience: ['LGBT+ young people'] }),
        drawing('all', { description: 'Everyone is welcome, straight or gay.' }),
      ]
      expect(ids(list, SAYS)).to.deep.equal(['all'])
      expect(ids(list, { says: ['drawing', 'im gay'] })).to.have.members(['lgbt', 'all'])
      expect(ids(list, { says: ['drawing', 'i look after my mum'] })).to.have.members(['carers', 'all'])
    })
    it('help with something private to someone who did not speak of it', () => {
      const list = [
        opportunity({
          sourceId: 'c',
          name: 'Clear',
          description: 'Vapes, weed, drink? A worker meets you on a walk.',
        }),
      ]
      expect(ids(list, { says: ['walking'] })).to.deep.equal([])
      expect(ids(list, { says: ['weed is messing me up'] })).to.deep.equal(['c'])
    })
    it('the same thing twice, under any id or spelling of its place, or once it was shown', () => {
      const twin = { name: 'Drawing club', places: at(1) }
      const list = [drawing('a', twin), drawing('b', twin)]
      expect(ids(list, SAYS)).to.have.length(1)
      expect(ids(list, { ...SAYS, exclude: ['test:a'] })).to.deep.equal([])
    })
    it('something they said nothing about: then none, and it says so', () => {
      const list = [drawing('d'), opportunity({ sourceId: 'f', name: 'Football club' })]
      expect(ask(list, { says: ['knitting'] })).to.deep.equal({
        suggestions: [],
        note: { id: 'ideas.note.none', values: {} },
      })
      expect(ask(list, { says: [] }).suggestions).to.deep.equal([])
      expect(ask(list, SAYS).note?.id).to.equal('ideas.note.few')
    })
  })

  it('tells which of what was shown is not to be shown any more, and nothing of what the directory does not have', () => {
    const list = [
      drawing('teen'),
      drawing('adult', { ages: { min: 18 } }),
      drawing('costs', { cost: { free: false, from: 8 } }),
    ]
    const matcher = createMatcher(list, vocabulary)
    const all = ['test:teen', 'test:adult', 'test:costs', 'test:elsewhere']
    const of = { says: ['drawing'], cards: [], exclude: [], limit: 0, now: '2026-11-23T12:00:00Z' }
    expect(matcher.shut({ ...of, age: 20, needs: {} }, all)).to.deep.equal(['test:teen', 'test:costs'])
    expect(matcher.shut({ ...of, age: 13, needs: {} }, all)).to.deep.equal(['test:adult'])
    expect(matcher.shut({ ...of, age: 13, needs: { freeOnly: true } }, all)).to.deep.equal([
      'test:adult',
      'test:costs',
    ])
    expect(matcher.shut({ ...of, needs: {} }, all)).to.deep.equal(['test:adult'])
  })

  describe('in what order', () => {
    it('the thing itself before its kind before what is like it', () => {
      const list = [
        opportunity({ sourceId: 'sport', name: 'Sport session' }),
        opportunity({ sourceId: 'football', name: 'Football club' }),
        opportunity({ sourceId: 'team', name: 'Team sport evening' }),
      ]
      expect(ids(list, { says: ['football'] })[0]).to.equal('football')
      expect(ids(list, { says: ['sport'] })[0]).to.equal('sport')
    })
    it('near before far, known ages before unknown, lately checked before long ago', () => {
      const near = drawing('near', { places: at(1), mode: ['in-person'] })
      const far = drawing('far', { places: at(12), mode: ['in-person'] })
      expect(ids([far, near], { ...SAYS, from: HERE })).to.deep.equal(['near', 'far'])
      expect(ids([drawing('ask', { ages: {} }), drawing('known')], SAYS)).to.deep.equal(['known', 'ask'])
      expect(
        ids(
          [drawing('old', { lastChecked: '2022-01-01' }), drawing('new', { lastChecked: '2026-10-01' })],
          SAYS,
        ),
      ).to.deep.equal(['new', 'old'])
    })
    it('quiet for someone who finds crowds hard', () => {
      const list = [
        drawing('loud', { description: 'High-energy fun, a busy club.' }),
        drawing('quiet', { description: 'A quiet small group.' }),
      ]
      expect(ids(list, { says: ['drawing', 'i dont like crowds'] })).to.deep.equal(['quiet', 'loud'])
    })
    it('three ideas are three ideas: one for each thing said before a second of the first', () => {
      const list = [
        drawing('draw1'),
        drawing('draw2'),
        drawing('draw3'),
        opportunity({ sourceId: 'guitar', name: 'Guitar lessons', ages: { min: 11, max: 18 } }),
        opportunity({ sourceId: 'cook', name: 'Cooking club', ages: { min: 11, max: 18 } }),
      ]
      expect(ids(list, { says: ['drawing, guitar and cooking'], limit: 3 })).to.have.members([
        'draw1',
        'guitar',
        'cook',
      ])
    })
    it('a like that finds nothing is answered by what is like it, beside what was found', () => {
      const list = [
        drawing('draw1'),
        drawing('draw2'),
        opportunity({ sourceId: 'sport', name: 'Sport evening', ages: { min: 11, max: 18 } }),
        opportunity({ sourceId: 'team', name: 'Team sport evening', ages: { min: 11, max: 18 } }),
      ]
      const { suggestions } = ask(list, { says: ['drawing and netball'] })
      const reasons = suggestions.map((s) => s.why[0]?.id)
      expect(reasons.filter((id) => id === 'ideas.why.said')).to.have.length(2)
      expect(reasons.filter((id) => id === 'ideas.why.said-like')).to.have.length(1)
    })
    it('words that no concept covers still find their entry', () => {
      const list = [
        opportunity({ sourceId: 'f', name: 'Falconry for beginners' }),
        drawing('d'),
        drawing('e'),
        drawing('g'),
      ]
      expect(ids(list, { says: ['id love to try falconry'] })).to.deep.equal(['f'])
    })
    it('cards count, and less than words', () => {
      const list = [
        drawing('d'),
        opportunity({ sourceId: 'w', name: 'Woodland walking group', ages: { min: 11, max: 18 } }),
      ]
      expect(ids(list, { cards: ['outdoors'] })).to.deep.equal(['w'])
      expect(ids(list, { says: ['drawing'], cards: ['outdoors'] })).to.deep.equal(['d', 'w'])
    })
  })

  describe('what stands on an idea', () => {
    const full = drawing('full', {
      name: 'Inkwell',
      organisation: 'Inkwell Arts',
      description: 'Drawing for young people. All materials are there. Biscuits too, and a third sentence.',
      places: at(1),
      mode: ['in-person'],
      cost: { free: true },
      times: [{ day: 'tuesday', from: '16:00', to: '17:30' }],
      needsReferral: true,
      alert: 'New place from May.',
      audience: ['Young people'],
      genderGroup: { only: 'girls', from: 'field' },
      phones: [{ number: '01632 960001' }],
      lastChecked: '2026-10-01',
      attribution: 'Made up',
    })
    const [idea] = ask([full], {
      says: ['Drawing!!'],
      from: HERE,
      needs: { genderGroup: 'girls', days: ['tuesday'] },
    }).suggestions
    it('reasons, each with its values', () =>
      expect(idea?.why).to.deep.equal([
        { id: 'ideas.why.said', values: { word: 'Drawing' } },
        { id: 'ideas.why.near', values: { minutes: 15 } },
        { id: 'ideas.why.free', values: {} },
        { id: 'ideas.why.time', values: {} },
        { id: 'ideas.why.girls', values: {} },
      ]))
    it('every restriction and alert', () =>
      expect(idea?.restrictions).to.deep.equal([
        { id: 'ideas.restriction.ages', values: { min: 11, max: 18 } },
        { id: 'ideas.restriction.girls', values: {} },
        { id: 'ideas.restriction.audience', values: { who: 'Young people' } },
        { id: 'ideas.restriction.referral', values: {} },
        { id: 'ideas.restriction.alert', values: { text: 'New place from May.' } },
      ]))
    it('facts, contact, freshness and attribution', () => {
      expect(idea?.facts).to.deep.equal([
        { id: 'ideas.fact.session', values: { day: 'tuesday', every: 'week', from: '4pm', to: '5:30pm' } },
        { id: 'ideas.fact.where', values: { text: '1 High Street, Madeupton' } },
        { id: 'ideas.fact.free', values: {} },
      ])
      expect(idea).to.deep.include({
        contact: { phone: '01632 960001' },
        lastChecked: '2026-10-01',
        attribution: 'Made up',
        organisation: 'Inkwell Arts',
      })
    })
    it('one or two sentences of the description', () =>
      expect(idea?.summary).to.equal('Drawing for young people. All materials are there.'))
    it('nothing is unknown there', () => expect(idea?.unknown).to.deep.equal([]))

    it('everything unknown is said to be unknown: cost, ages, times, place, access', () => {
      const [bare] = ask([opportunity({ sourceId: 'b', name: 'Drawing' })], { ...SAYS }).suggestions
      expect(bare?.unknown.map((p) => p.id)).to.deep.equal(
        ['cost', 'ages', 'times', 'place'].map((x) => `ideas.unknown.${x}`),
      )
      const [steps] = ask([drawing('s', { places: at(1), mode: ['in-person'] })], {
        ...SAYS,
        needs: { stepFree: true },
      }).suggestions
      expect(steps?.unknown.map((p) => p.id)).to.include('ideas.unknown.access')
    })
    it('five days with the same hours are said in one line', () => {
      const week = (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => ({
        day,
        from: '09:00',
        to: '17:00',
      }))
      const [all] = ask([drawing('w', { times: week })], SAYS).suggestions
      expect(all?.facts).to.deep.equal([
        { id: 'ideas.fact.days', values: { first: 'monday', last: 'friday', from: '9am', to: '5pm' } },
      ])
    })
    it('what is on once by its date, and not as a day of every week', () => {
      const date = '2026-12-03'
      const times: Opportunity['times'] = [
        { day: 'thursday', from: '16:30', to: '18:00', validFrom: date, validTo: date },
        { day: 'thursday', from: '16:30', to: '18:00' },
      ]
      const [one] = ask([drawing('once', { times })], SAYS).suggestions
      const hours = { from: '4:30pm', to: '6pm' }
      expect(one?.facts).to.deep.equal([
        { id: 'ideas.fact.session', values: { day: 'thursday', every: 'week', ...hours } },
        { id: 'ideas.fact.date-session', values: { on: Date.parse(`${date}T12:00:00Z`), ...hours } },
      ])
    })
  })

  it('somebody older than the others is shown what is open to them for who they are, and told to ask', () => {
    const list = [drawing('open', { ages: { min: 11, max: 19, further: { max: 25, for: 'disability' } } })]
    const shown = (age: number, ...says: string[]) => ids(list, { age, says: [...SAYS.says, ...says] })
    for (const said of ['im disabled', 'i am autistic', 'i have a learning disability'])
      expect(shown(22, said), said).to.deep.equal(['open'])
    expect(shown(22)).to.deep.equal([])
    expect(shown(26, 'im disabled')).to.deep.equal([])
    expect(shown(15)).to.deep.equal(['open'])
    const [idea] = ask(list, { ...SAYS }).suggestions
    expect(idea?.restrictions).to.deep.equal([
      { id: 'ideas.restriction.ages', values: { min: 11, max: 19 } },
      { id: 'ideas.restriction.ages-further', values: { max: 25 } },
    ])
  })
  it('what only some pay for is shown when only free will do, and to be asked about', () => {
    const list = [drawing('free for some', { cost: { from: 3, text: 'Under 18 free; Adult £3' } })]
    const unknown = (needs: SuggestionRequest['needs']) =>
      ask(list, { ...SAYS, needs }).suggestions.map((s) => s.unknown.map(({ id }) => id))
    expect(unknown({ freeOnly: true })[0]).to.include('ideas.unknown.cost')
    expect(unknown({})[0]).not.to.include('ideas.unknown.cost')
  })
  it('a group for trans people is for them, and one for everyone who is LGBT+ is for them too', () => {
    const list = [
      opportunity({ sourceId: 'trans', name: 'Trans Youth', audience: ['trans young people'] }),
      opportunity({ sourceId: 'all', name: 'Pride Group', description: 'An LGBTQ+ youth group.' }),
    ]
    expect(ids(list, { says: ['im trans'] })).to.deep.equal(['trans', 'all'])
    expect(ids(list, { says: ['im gay'] })).to.deep.equal(['all'])
  })
  it('a gang of gardeners is no help against gangs', () =>
    expect(
      ids([opportunity({ sourceId: 'g', name: 'Gardening Gang', description: 'A community garden.' })], {
        says: ['gardening'],
      }),
    ).to.deep.equal(['g']))

  it('the same question gives the same answer, whatever was asked in between', () => {
    const matcher = createMatcher(
      [drawing('a'), drawing('b'), opportunity({ sourceId: 'f', name: 'Football' })],
      vocabulary,
    )
    const request: SuggestionRequest = {
      says: ['drawing'],
      cards: [],
      needs: {},
      exclude: [],
      limit: 3,
      now: '2026-11-23T12:00:00Z',
    }
    const first = matcher.suggest(request)
    matcher.suggest({ ...request, says: ['football', 'anything'] })
    expect(matcher.suggest(request)).to.deep.equal(first)
  })
})
