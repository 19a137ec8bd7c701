import { join } from 'node:path'
import { expect } from 'chai'
import { readKernel } from '../../../content/load-classifier.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { CONTENT } from '../../../content/root.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { toBytes, WIDTH } from '../../../domain/embedding/embedding.ts'
import type { Embedding } from '../../../domain/embedding/embedding.ts'
import { MatchIndex } from '../../../domain/matching/index.ts'
import { Likeness } from '../../../domain/matching/likeness.ts'
import { matcherOver } from '../../../domain/matching/matcher.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { FEATURES, Ranking } from '../../../domain/matching/ranking.ts'
import type { SuggestionRequest, Suggestions } from '../../../domain/matching/types.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const kernel = readKernel(join(CONTENT, 'screening', 'classifier'))
const NONE = Object.fromEntries(FEATURES.map((name) => [name, 0]))
/** Alike is an idea from a cosine of about 0.6 on, whatever words say; what words bring up first is one too. */
const ranking = Ranking.parse({ bias: -5, weights: { ...NONE, likeness: 10, first: 6.5 } })

/** A direction of its own for each number, and between two of them. */
const towards = (one: number, other = one, share = 0): Embedding => {
  const unit = new Float32Array(WIDTH)
  unit[2 * one] = Math.sqrt((1 - share) / 4)
  for (let at = 0; at < 3; at += 1) unit[60 + 3 * one + at] = Math.sqrt((1 - share) / 4)
  if (share > 0) {
    unit[2 * other] = Math.sqrt(share / 4)
    for (let at = 0; at < 3; at += 1) unit[60 + 3 * other + at] = Math.sqrt(share / 4)
  }
  return toBytes(unit)
}

const club = (sourceId: string, more: Partial<Opportunity> = {}): Opportunity =>
  opportunity({ sourceId, name: sourceId, ages: { min: 11, max: 18 }, cost: { free: true }, ...more })

/** Each entry with what it means. */
type Meant = readonly (readonly [Opportunity, Embedding])[]

const suggest = (
  entries: Meant,
  said: Partial<SuggestionRequest>,
  pinned: ReadonlySet<string> = new Set(),
): Suggestions => {
  const index = new MatchIndex(entries.map(([one]) => prepare(one, vocabulary)))
  const likeness = new Likeness(kernel, entries.length)
  for (const [at, [, embedding]] of entries.entries()) likeness.set(at, embedding)
  return matcherOver(index, vocabulary, pinned, { likeness, ranking }).suggest({
    age: 15,
    says: ['something w nobody shouting'],
    meant: towards(1),
    cards: [],
    needs: {},
    exclude: [],
    limit: 3,
    now: '2026-11-27T12:00:00Z',
    ...said,
  })
}
const ids = ({ suggestions }: Suggestions): string[] =>
  suggestions.map(({ activity }) => activity.replace('test:', ''))

describe('ideas by words and meaning', () => {
  it('has what means what they said where words bring up nothing, and says that it only sounds like it', () => {
    const found = suggest(
      [
        [club('pottery'), towards(1, 2, 0.2)],
        [club('rugby'), towards(3)],
      ],
      {},
    )
    expect(ids(found)).to.deep.equal(['pottery'])
    expect(found.suggestions[0]?.why[0]?.id).to.equal('ideas.why.meaning')
  })

  it('gives the reason in their words where words bring it up too', () => {
    const drawing = club('inkwell', { name: 'Inkwell Drawing Club' })
    const [found] = suggest([[drawing, towards(1)]], { says: ['i like drawing'] }).suggestions
    expect(found?.why[0]).to.deep.equal({ id: 'ideas.why.said', values: { word: 'drawing' } })
  })

  it('shows nothing past a rule, however much alike', () => {
    const barred: Partial<Opportunity>[] = [
      { ages: { min: 18 } },
      { status: 'defunct' },
      { expires: '2026-11-01' },
      { genderGroup: { only: 'girls', from: 'field' } },
      { name: 'Weight loss club', description: 'Lose weight with us, slimming for everyone.' },
      { closed: { from: '2026-11-01', until: '2027-01-10' } },
    ]
    for (const more of barred)
      expect(ids(suggest([[club('barred', more), towards(1)]], {})), JSON.stringify(more)).to.deep.equal([])
    const football = club('kickabout', { name: 'Kickabout football' })
    expect(ids(suggest([[football, towards(1)]], { says: ['anything but football'] }))).to.deep.equal([])
    const paid: Meant = [[club('paid', { cost: { free: false, from: 5 } }), towards(1)]]
    expect(ids(suggest(paid, { needs: { freeOnly: true } }))).to.deep.equal([])
  })

  it('shows what is likely, likeliest first; else the best there is, if it is anything like it; and says when there is none', () => {
    const near: Meant = [
      [club('near'), towards(1, 2, 0.25)],
      [club('nearest'), towards(1)],
      [club('far'), towards(4)],
    ]
    expect(ids(suggest(near, {}))).to.deep.equal(['nearest', 'near'])
    // A cosine of 0.45: too little to be one of several.
    expect(ids(suggest([[club('hardly'), towards(1, 2, 0.8)]], {}))).to.deep.equal(['hardly'])
    const none = suggest([[club('far'), towards(4)]], {})
    expect(none).to.deep.equal({ suggestions: [], note: { id: 'ideas.note.none', values: {} } })
  })

  it('has others in the place of those that were shown, and no filler then', () => {
    const entries: Meant = [
      [club('first'), towards(1)],
      [club('second'), towards(1, 2, 0.2)],
      [club('hardly'), towards(1, 2, 0.8)],
    ]
    expect(ids(suggest(entries, { exclude: ['test:first'] }))).to.deep.equal(['second'])
    expect(ids(suggest(entries, { exclude: ['test:first', 'test:second'] }))).to.deep.equal([])
  })

  it('shows who asked for girls only no other after that was shown, and after a refusal', () => {
    const girls = club('vixens', { name: 'Vixens football', genderGroup: { only: 'girls', from: 'field' } })
    const mixed = club('town', { name: 'Town football club' })
    const entries: Meant = [
      [girls, towards(1)],
      [mixed, towards(1, 2, 0.1)],
    ]
    const asked = { says: ['i like football'], needs: { genderGroup: 'girls' as const } }
    expect(ids(suggest(entries, asked))).to.deep.equal(['vixens'])
    expect(ids(suggest(entries, { ...asked, exclude: ['test:vixens'] }))).to.deep.equal([])
  })

  it('pins what is what they said, and not what it only touches on', () => {
    const entries: Meant = [
      [club('studio', { name: 'Music studio' }), towards(1)],
      [
        club('advice', {
          name: 'Debt advice',
          description: 'Help with debts and bills.',
        }),
        towards(1, 2, 0.4),
      ],
    ]
    const pinned = new Set(['test:advice'])
    expect(ids(suggest(entries, { says: ['skint, into music'] }, pinned))[0]).to.equal('studio')
  })

  it('puts what is like something they refused behind', () => {
    const entries: Meant = [
      [club('film a', { name: 'Film club', organisation: 'Reel' }), towards(1)],
      [club('film b', { name: 'Cinema nights', organisation: 'Reel' }), towards(1, 2, 0.3)],
      [club('clay', { name: 'Pottery', organisation: 'Kiln' }), towards(1, 3, 0.33)],
    ]
    // Another organisation comes before more of the same, though it is a little less alike.
    expect(ids(suggest(entries, {}))).to.deep.equal(['film a', 'clay', 'film b'])
    const refused = suggest(entries, { exclude: ['test:film a'], notForMe: ['test:film a'] })
    expect(ids(refused)).to.deep.equal(['clay', 'film b'])
  })

  it('has what a link worker pinned first, where it is what they said', () => {
    const entries: Meant = [
      [club('sketch', { name: 'Sketch drawing club' }), towards(1)],
      [club('ink', { name: 'Ink drawing club' }), towards(4)],
    ]
    const pinned = new Set(['test:ink'])
    expect(ids(suggest(entries, { says: ['drawing'] }, pinned))[0]).to.equal('ink')
    expect(ids(suggest(entries, {}, pinned))).to.deep.equal(['sketch'])
  })

  it('tells one activity once that a library lists under another name', () => {
    const at = (more: Partial<Opportunity>): Partial<Opportunity> => ({
      times: [{ day: 'saturday', from: '14:00', to: '16:00' }],
      places: [{ position: { lat: 52.4, lon: -1 }, accessibility: [] }],
      ...more,
    })
    const games = club('dice', at({ name: 'Dice and Dragons' }))
    const listed = club('library', at({ name: 'LIBRARY - TABLETOP (YOUNG PEOPLE)' }))
    const later = club('later', at({ name: 'Evening tables', times: [{ day: 'saturday', from: '17:00' }] }))
    const older = club('older', at({ name: 'Sixth form tables', ages: { min: 16, max: 18 } }))
    const alike = towards(1, 2, 0.2)
    const entries: Meant = [
      [games, towards(1)],
      [listed, alike],
      [later, alike],
      [older, alike],
    ]
    expect(ids(suggest(entries, { age: 16, limit: 4 }))).to.have.members(['dice', 'later', 'older'])
    expect(ids(suggest(entries, { exclude: ['test:dice'] }))).to.deep.equal(['later'])
  })

  it('tells it once also where the library tells the ages otherwise, and two clubs of one door twice', () => {
    const at = (more: Partial<Opportunity>): Partial<Opportunity> => ({
      times: [{ day: 'monday', from: '15:45', to: '17:00' }],
      places: [{ position: { lat: 52.4, lon: -1 }, accessibility: [] }],
      ...more,
    })
    const games = club('games', at({ name: 'Level Up', organisation: 'Brandham Arches' }))
    const listed = at({
      name: 'GAMES AND GAMING CLUB',
      organisation: 'Norsuff County Libraries',
      ages: { max: 16 },
    })
    const other = at({ name: 'Army Cadets', organisation: 'Army Cadet Force', ages: { min: 12, max: 18 } })
    const alike = towards(1, 2, 0.2)
    expect(
      ids(
        suggest(
          [
            [games, towards(1)],
            [club('listed', listed), alike],
            [club('other', other), alike],
          ],
          { age: 15, limit: 4 },
        ),
      ),
    ).to.have.members(['games', 'other'])
  })

  it('shows one of two that may be one, and the other next', () => {
    const door = { places: [{ position: { lat: 52.4, lon: -1 }, accessibility: [] }] }
    const entries: Meant = [
      [
        club('heads-up', {
          ...door,
          organisation: 'Youth Counselling',
          times: [{ day: 'monday', from: '10:00' }],
        }),
        towards(1),
      ],
      [club('step-2', { ...door, organisation: 'Health Trust' }), towards(1, 2, 0.2)],
    ]
    expect(ids(suggest(entries, { limit: 4 }))).to.deep.equal(['heads-up'])
    expect(ids(suggest(entries, { limit: 4, exclude: ['test:heads-up'] }))).to.deep.equal(['step-2'])
  })

  it('shows who wants one thing only nothing that merely sounds like it', () => {
    const entries: Meant = [
      [club('beats', { name: 'Beat Lab' }), towards(1)],
      [club('cello', { name: 'Cello lessons' }), towards(1)],
    ]
    const shown = (...says: string[]) => ids(suggest(entries, { says, limit: 4 }))
    expect(shown('cello lessons', 'only cello')).to.deep.equal(['cello'])
    expect(shown('cello lessons')).to.have.members(['cello', 'beats'])
  })

  it('shows who says that they want nothing only what words bring up', () => {
    const entries: Meant = [[club('chat', { name: 'Lantern' }), towards(1)]]
    expect(
      ids(suggest(entries, { says: ['school made me do this', 'im fine. dont want anything'] })),
    ).to.deep.equal([])
    expect(ids(suggest(entries, { says: ['they say i dont want anything. they never ask'] }))).to.deep.equal([
      'chat',
    ])
  })

  it('waits until everything is known, and looks by words alone till then', () => {
    const index = new MatchIndex(
      [club('pottery'), club('inkwell', { name: 'Inkwell Drawing Club' })].map((o) => prepare(o, vocabulary)),
    )
    const likeness = new Likeness(kernel, 2)
    const matcher = matcherOver(index, vocabulary, undefined, { likeness, ranking })
    const first = (): string[] =>
      ids(
        matcher.suggest({
          age: 15,
          says: ['drawing'],
          meant: towards(1),
          cards: [],
          needs: {},
          exclude: [],
          limit: 1,
          now: '2026-11-27T12:00:00Z',
        }),
      )
    likeness.set(0, towards(1))
    expect(likeness.isComplete).to.equal(false)
    expect(first()).to.deep.equal(['inkwell'])
    likeness.set(1, towards(5))
    expect(likeness.isComplete).to.equal(true)
    expect(first()).to.deep.equal(['pottery'])
  })

  it('tells likeness as exactly as its bytes do', () => {
    const entries = Array.from({ length: 13 }, (_, at) => towards(at % 9, 4, at / 20))
    const likeness = new Likeness(kernel, entries.length)
    for (const [at, embedding] of entries.entries()) likeness.set(at, embedding)
    const said = towards(4, 2, 0.3)
    for (const [at, alike] of likeness.to(said).entries()) {
      const dot = said.reduce((sum, x, n) => sum + x * (entries[at]?.[n] ?? 0), 0)
      expect(alike).to.be.closeTo(dot / 254 ** 2, 1e-6)
    }
    expect(likeness.between(3, 4)).to.equal(likeness.between(4, 3))
  })
})
