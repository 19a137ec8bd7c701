import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { ask } from '../../../domain/matching/ask.ts'

const vocabulary = loadUnderstanding()
const wants = (...says: string[]) =>
  ask(
    {
      age: 15,
      says,
      cards: [],
      needs: {},
      exclude: [],
      limit: 3,
      now: '2026-11-23T12:00:00Z',
    },
    vocabulary,
  ).wanted.map(({ concept }) => concept)

describe('who wants one thing only', () => {
  for (const [says, only] of [
    [['only boxing, ive done football basketball n dance and hated all of them'], 'boxing'],
    [['want to do boxing', 'only boxing, ive done football and hated it'], 'boxing'],
    [['skateboarding. with a coach', 'only that, dont say football or youth club'], 'skateboarding'],
    [['i like chess', 'only that please'], 'chess'],
    [['Only Boxing. i did football'], 'boxing'],
  ] as const) {
    it(says.join(' / '), () => expect(wants(...says)).to.deep.equal([only]))
  }

  for (const [says, both] of [
    [
      ['football and chess', 'only on fridays tho'],
      ['football', 'chess'],
    ],
    [
      ['ive only done football', 'i like chess'],
      ['football', 'chess'],
    ],
    [
      ['just something with dogs', 'or football'],
      ['dogs', 'football'],
    ],
    [['just football and drawing really'], ['football', 'drawing']],
    [['only dogs and horses'], ['dogs', 'horse-riding']],
    [
      ['only boxing', 'actually i like chess too'],
      ['boxing', 'chess'],
    ],
    [['its just football i hate. i like art'], ['art']],
    [['only football they do at my school. i want dance'], ['dance']],
    [
      ['i like art', 'its just that im nervous', 'and swimming'],
      ['art', 'swimming'],
    ],
    [
      ['only football', 'im gay'],
      ['football', 'lgbt'],
    ],
    [['school dont give me any help with maths'], ['maths']],
    [['the kids at football, hated them. i still like football'], ['football']],
  ] as const) {
    it(`and not: ${says.join(' / ')}`, () => expect(wants(...says)).to.include.members([...both]))
  }

  it('"nothing religious" is a no to faith, and "nothing to do" is none', () => {
    expect(wants('nothing religious pls')).to.deep.equal([])
    expect(wants('Nothing Religious pls')).to.deep.equal([])
    expect(wants('nothing to do but football')).to.include('football')
    expect(wants('owt but football')).to.not.include('football')
  })

  it('"i like girls" is who she is where she says that she is a girl', () => {
    expect(wants('i like girls', 'im a girl')).to.include('lgbt')
    expect(wants('im a boy', 'i like girls')).to.not.include('lgbt')
    expect(wants('id type it not out loud')).to.not.include('lgbt')
    expect(wants('im not out yet')).to.include('lgbt')
  })

  it('a brother who is autistic makes nobody else so', () =>
    expect(wants('my brothers autistic and kicks off')).to.include('young-carers').and.not.include('autism'))

  it('"dont say sports", and nothing else, is a no to sports', () => {
    expect(wants('i draw anime in every lesson', 'dont say sports'))
      .to.include('drawing')
      .and.not.include('sport')
    expect(wants('people dont say football is for girls but i love it')).to.include('football')
    expect(wants('dont tell me football is full')).to.include('football')
  })
})
