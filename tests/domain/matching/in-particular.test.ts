import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import type { Needs } from '../../../domain/matching/types.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()

const service = (name: string, description: string, more: Partial<Opportunity> = {}): Opportunity =>
  opportunity({ sourceId: name, name, description, ages: { min: 11, max: 25 }, ...more })

/** Names of what is suggested, in order. */
function suggested(list: readonly Opportunity[], says: readonly string[], needs: Needs = {}): string[] {
  const { suggestions } = createMatcher(list, vocabulary).suggest({
    age: 16,
    says: [...says],
    cards: [],
    needs,
    exclude: [],
    limit: 4,
    now: '2026-11-23T12:00:00Z',
  })
  return suggestions.map((s) => s.activity.replace('test:', ''))
}

const ART = service('Ink Shed', 'Drawing and comics for teenagers, every Tuesday.')
const CLUB = service('Corner Youth Club', 'A youth club for anyone. Pool, music and a kitchen.')
const RUGBY = service('Wheelchair Rugby', 'Wheelchair rugby for young people with a physical disability.')

describe('what was asked in particular', () => {
  it('leaves a wish for company alone to bring nothing up beside it, and lets it where there is nothing else', () => {
    expect(suggested([ART, CLUB], ['i like drawing', 'i dont know anyone here'])).to.deep.equal(['Ink Shed'])
    expect(suggested([ART, CLUB], ['i dont know anyone here'])).to.deep.equal(['Corner Youth Club'])
    expect(suggested([CLUB], ['i like drawing', 'i dont know anyone here'])).to.deep.equal([
      'Corner Youth Club',
    ])
  })

  it('takes company of those who are as they are for the group they belong to', () => {
    const rainbow = service('Prism', 'For LGBTQ+ young people. Films and chat.')
    expect(suggested([CLUB, rainbow], ['im trans', 'want to meet people like me'])).to.deep.equal(['Prism'])
    expect(suggested([CLUB], ['want to meet people like me'])).to.deep.equal(['Corner Youth Club'])
  })

  it('shows no other liking to somebody for who they are', () => {
    expect(suggested([RUGBY, ART], ['drawing', 'i use a wheelchair'])).to.deep.equal(['Ink Shed'])
    expect(suggested([RUGBY], ['drawing', 'i use a wheelchair'])).to.deep.equal([])
    expect(suggested([RUGBY], ['rugby', 'i use a wheelchair'])).to.deep.equal(['Wheelchair Rugby'])
  })

  it('shows sport to who uses a wheelchair where it is known that they can play, and else to ask', () => {
    const cage = service('The Cage', 'Football and sport for anyone, two nights a week.')
    const says = ['any sport', 'i use a wheelchair']
    expect(suggested([cage, RUGBY], says)).to.deep.equal(['Wheelchair Rugby'])
    expect(suggested([cage], says)).to.deep.equal(['The Cage'])
    const loft = service('The Loft', 'A music room, and sport on Fridays.')
    expect(suggested([loft, RUGBY], ['music or sport', 'i use a wheelchair'])).to.include('The Loft')
    expect(suggested([cage, RUGBY], ['any sport'])).to.deep.equal(['The Cage'])
    expect(suggested([ART, RUGBY], ['drawing or sport', 'i use a wheelchair'])).to.have.members([
      'Ink Shed',
      'Wheelchair Rugby',
    ])
  })

  it('shows nobody a long wait who has had enough of waiting', () => {
    const long = service('Haven', 'Counselling for teenagers. The waiting time is currently around 16 weeks.')
    const soon = service('Talk Now', 'Counselling for teenagers, no waiting list. Walk in.')
    const says = ['need to talk to someone', 'no waiting lists please']
    expect(suggested([long, soon], says)).to.deep.equal(['Talk Now'])
    expect(suggested([long, soon], says.slice(0, 1))).to.have.members(['Haven', 'Talk Now'])
  })

  it('keeps a group for those whom it is for, whatever it names of their lives', () => {
    const carers = service(
      'Young Carers',
      'Do you look after a parent or sister who is ill or uses drugs or alcohol? Clubs and trips. Drugs and alcohol are no secret here.',
    )
    expect(suggested([carers], ['i smoke weed every day'])).to.deep.equal([])
    expect(suggested([carers], ['i look after my mum'])).to.deep.equal(['Young Carers'])
  })

  it('takes a food bank of churches that asks for no faith for everybody’s', () => {
    const bank = service(
      'Food Bank',
      'Three days of food for anyone who has run out. Nobody will ask what you believe.',
      {
        organisation: 'Churches Together',
      },
    )
    expect(suggested([bank], ['we have no food in'])).to.deep.equal(['Food Bank'])
  })

  it('hears a wish behind words that are only said in passing', () => {
    const says = ['got a 5 month old', 'my mates went off to uni and i dont see anyone']
    expect(suggested([CLUB], says)).to.deep.equal(['Corner Youth Club'])
    expect(suggested([CLUB, ART], ['drawing', 'my mates dont'])).to.deep.equal(['Ink Shed'])
  })

  it('says nothing of what a description says it does not do', () => {
    const money = service(
      'Money Advice',
      'Debt advice and budgeting. We can not advise on immigration or visas.',
    )
    expect(suggested([money], ['help with my visa forms'])).to.deep.equal([])
    expect(suggested([money], ['im in debt'])).to.deep.equal(['Money Advice'])
  })

  it('and of what it says that it is not', () => {
    const group = service('Ebb and Flow', 'A group for young people. It is not counselling. Clay and music.')
    expect(suggested([group], ['counselling'])).to.deep.equal([])
    const both = service('Harbour', 'We are not just counselling. Counselling and art.')
    expect(suggested([both], ['counselling'])).to.deep.equal(['Harbour'])
  })

  it('shows nothing dearer than they said', () => {
    const dear = service('Dojo', 'Boxing for beginners.', { cost: { from: 38 } })
    const cheap = service('Gloves', 'Boxing on Fridays.', { cost: { from: 2 } })
    const unknown = service('Ring', 'Boxing for all.')
    const says = ['boxing', 'cant be more than a fiver']
    expect(suggested([dear, cheap, unknown], says)).to.have.members(['Gloves', 'Ring'])
    expect(suggested([dear], ['boxing'])).to.deep.equal(['Dojo'])
  })

  it('shows what only touches on it where nothing does more', () => {
    const shop = service(
      'Advice Corner',
      'Housing, benefits and debt advice. We also help with food parcels.',
    )
    const bank = service('Food Bank', 'Food parcels for anybody who has run out.')
    expect(suggested([shop, bank], ['we have no food in'])[0]).to.equal('Food Bank')
    expect(suggested([shop], ['we have no food in'])).to.deep.equal(['Advice Corner'])
  })

  it('takes for no subject what a directory only speaks of', () => {
    const books = service('Page Turners', 'A reading group for teenagers. Dogs welcome.')
    expect(suggested([books], ['dogs'])).to.deep.equal([])
    expect(suggested([service('Dog Walkers', 'We meet at ten.')], ['dogs'])).to.deep.equal(['Dog Walkers'])
  })

  it('hears sport in a list of sports, and no sport in a list of all sorts', () => {
    const hall = service('Hall Nights', 'Football, badminton and boxercise, every Friday.')
    const mixed = service('Loft Nights', 'Football, pottery and coding, every Friday.')
    expect(suggested([hall], ['sport'])).to.deep.equal(['Hall Nights'])
    expect(suggested([mixed], ['sport'])).to.deep.equal([])
  })
})

describe('what somebody does not want, or fears', () => {
  const girls = service('Lasses Gaming', 'Gaming for girls only.', {
    genderGroup: { only: 'girls', from: 'description' },
  })
  const gaming = service('Pixel Club', 'Gaming for anyone, all consoles.')
  const abuse = service('Safe Ground', 'Support with domestic abuse for children and young people.')

  it('a group of one sex that they said no to is none they asked for', () => {
    expect(suggested([girls, gaming], ['i dont want girls only', 'gaming'])).to.deep.equal(['Pixel Club'])
    expect(suggested([girls, gaming], ['i dont want girls only, gaming'])).to.deep.equal(['Pixel Club'])
  })

  it('a fear of heights is no fear of somebody at home', () => {
    const wall = service('The Wall', 'Climbing for beginners.')
    expect(suggested([abuse, wall], ['im scared of heights but want to try climbing'])).to.deep.equal([
      'The Wall',
    ])
    expect(suggested([abuse, wall], ['im scared of my dad'])).to.deep.equal(['Safe Ground'])
  })

  it('the wheelchair of their nan makes them no player of wheelchair sport', () => {
    const carers = service('Time Out', 'A group for young carers who look after somebody at home.')
    expect(suggested([RUGBY, carers], ['my nan is in a wheelchair and i look after her'])).to.deep.equal([
      'Time Out',
    ])
  })
})

describe('groups of one sex', () => {
  const only = (name: string, sex: 'girls' | 'boys') =>
    service(name, 'Football every Monday.', { genderGroup: { only: sex, from: 'field' } })
  const list = [only('Lasses', 'girls'), only('Lads', 'boys'), service('All In', 'Football every Monday.')]

  it('are open to who says they are of it, beside those for everybody, and to nobody who did not say so', () => {
    expect(suggested(list, ['im a girl', 'football'])).to.have.members(['Lasses', 'All In'])
    expect(suggested(list, ['im a lad and i like football'])).to.have.members(['Lads', 'All In'])
    expect(suggested(list, ['football'])).to.deep.equal(['All In'])
  })

  it('are all there is for who asks for one', () =>
    expect(suggested(list, ['football, but only with girls'])).to.deep.equal(['Lasses']))
})

describe('quiet', () => {
  const loud = service('Big Night', 'Big, busy youth club with loud music and art.')
  const calm = service('Small Table', 'Art in a small, calm group.')

  it('keeps what calls itself loud from who asked for it, and from nobody else', () => {
    expect(suggested([loud, calm], ['art'], { quiet: true })).to.deep.equal(['Small Table'])
    expect(suggested([loud, calm], ['art', 'i hate big groups'])).to.deep.equal(['Small Table'])
    expect(suggested([loud], ['art'])).to.deep.equal(['Big Night'])
  })
})

describe('what is said beside something else', () => {
  it('shows help with getting there to who wants work and has no way there, and to nobody for a liking', () => {
    const jobs = service('Job Hub', 'A job club: CVs and interviews for 16 to 24s.')
    const moped = service('Wheels 2 Work', 'Moped loan for getting to work or college where there is no bus.')
    expect(suggested([jobs, moped], ['got sacked', 'no car no lift nowt'])).to.have.members([
      'Job Hub',
      'Wheels 2 Work',
    ])
    expect(suggested([jobs, moped], ['got sacked'])).to.deep.equal(['Job Hub'])
    expect(suggested([ART, moped], ['drawing', 'no car no lift nowt'])).to.deep.equal(['Ink Shed'])
  })

  it('shows who wants somebody to talk to and no counsellor a club with somebody in it', () => {
    const counsel = service('Room 9', 'Counselling with a counsellor, for 11 to 25s.')
    const club = service('The Bus', 'A youth club with two youth workers, who have time for a chat.')
    expect(suggested([counsel, club], ['idk just someone', 'not like a counsellor'])).to.deep.equal([
      'The Bus',
    ])
    expect(suggested([counsel, club], ['i want to talk to a counsellor'])).to.deep.equal(['Room 9'])
  })

  it('shows help with one private matter to who spoke of another that it sees to as well', () => {
    const level = service(
      'Level',
      'Drugs and alcohol: cut down or stop. Since April we see people about gambling as well.',
    )
    expect(suggested([level], ['cant stop the slots on my phone'])).to.deep.equal(['Level'])
    expect(suggested([level], ['cant stop drawing'])).to.deep.equal([])
  })

  it('takes nothing off a group for them that names others beside them', () => {
    const welcome = service(
      'Welcome',
      'For people new to the UK: refugees, and Polish, Ukrainian and Hong Kong families. English and tea.',
    )
    const church = service('Open Door', 'Make friends over games, on Fridays.')
    expect(suggested([church, welcome], ['i am from syria', 'want friends'])).to.include('Welcome')
  })

  it('takes a place where one can come at once for none where one waits', () => {
    const both = service(
      'Kestrel',
      'Counselling for teenagers. A wait of 14 weeks. Wednesday drop-in, no waiting list.',
    )
    expect(suggested([both], ['need to talk to someone', 'no waiting lists please'])).to.deep.equal([
      'Kestrel',
    ])
  })

  it('shows nobody something to ring who cannot do phone calls, and something to write to', () => {
    const line = service('Line', 'A listening line. Ring us to talk to someone.', { mode: ['phone'] })
    const text = service('Ping', 'Text or webchat to talk to someone.', { mode: ['phone', 'online'] })
    expect(suggested([line, text], ['need to talk to someone', 'i cant do phone calls'])).to.deep.equal([
      'Ping',
    ])
    expect(suggested([line, text], ['need to talk to someone'])).to.have.members(['Line', 'Ping'])
  })
})
