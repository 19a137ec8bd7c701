import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { DirectoryServer, json } from '../../support/directory-server.ts'
import { outpostService } from '../../support/outpost.ts'
import { failureOf, readFeed } from '../../support/read-feed.ts'

/** The columns that matter of the table that councils fill. */
const COLUMNS = [
  ...[
    'import_id',
    'import_id_reference',
    'name',
    'description',
    'organisation',
    'approved',
    'visible',
    'visible_to',
  ],
  ...[
    'needs_referral',
    'min_age',
    'max_age',
    'contact_email',
    'contact_visible',
    'location_name',
    'location_city',
  ],
  ...['location_postcode', 'location_accessibilities', 'free', 'cost_option', 'cost_amount', 'cost_type'],
  ...['schedules_opens_at', 'schedules_closes_at', 'scheduled_weekday', 'suitabilities'],
]
const table = (...rows: Record<string, string>[]): string =>
  [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => `"${row[column] ?? ''}"`).join(','))].join(
    '\r\n',
  )

describe('reading an Outpost directory', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'outpost-'))))
  afterEach(() => rm(folder, { recursive: true }))
  const put = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }

  it('walks pages of the older kind (content, totalPages, last)', async () => {
    const server = await new DirectoryServer((url, response) => {
      const number = Number(url.searchParams.get('page'))
      const content = [
        outpostService({ id: number, name: `Group ${number}`, description: `Group ${number}.` }),
      ]
      json(response, {
        content,
        number,
        size: 1,
        totalElements: 2,
        totalPages: 2,
        first: number === 1,
        last: number === 2,
      })
    }).start()
    try {
      const feed = await readFeed(server.url, { format: 'outpost' })
      expect(feed.taken.map((o) => o.sourceId)).to.deep.equal(['1', '2'])
      expect(feed.end?.read).to.equal('whole')
      expect(server.asked).to.have.length(2)
    } finally {
      await server.stop()
    }
  })

  it('takes one service in a file', async () => {
    const feed = await readFeed(await put('one.json', JSON.stringify(outpostService())))
    expect(feed.taken.map((o) => o.name)).to.deep.equal(['Easterfield Lantern Makers'])
  })

  it('takes the CSV of a services import, with the rows that add to a service', async () => {
    const path = await put(
      'import.csv',
      table(
        {
          ...{
            import_id: '1',
            name: 'Lantern Makers',
            description: 'Two lines.\n\nOf text.',
            organisation: 'Trust',
          },
          ...{ approved: 'TRUE', visible: 'TRUE', min_age: '11', max_age: '16', needs_referral: 'TRUE' },
          ...{
            location_name: 'Hall',
            location_city: 'Madeupton',
            location_postcode: 'ZZ1 4QD',
            free: 'FALSE',
          },
          ...{
            cost_option: 'Child',
            cost_amount: '3',
            cost_type: 'per session',
            suitabilities: 'Autism;Dementia',
          },
          ...{ scheduled_weekday: 'monday', schedules_opens_at: '16:00:00', schedules_closes_at: '17:00:00' },
        },
        {
          import_id: '2',
          import_id_reference: '1',
          scheduled_weekday: 'tuesday',
          schedules_opens_at: 'hh:mm:ss',
        },
        {
          import_id: '3',
          import_id_reference: '1',
          contact_email: 'private@lanterns.example',
          contact_visible: 'FALSE',
        },
        {
          import_id: '4',
          import_id_reference: '1',
          location_name: 'Barn',
          location_accessibilities: 'Hoist; Ramp',
        },
        { import_id: '5', name: 'Hidden group', visible: 'FALSE' },
        { import_id: '6', name: 'Over', visible_to: '2023-05-17' },
        { import_id: '7', import_id_reference: '99', scheduled_weekday: 'friday' },
      ),
    )
    const feed = await readFeed(path)
    expect(feed.taken).to.have.length(1)
    const [o] = feed.taken
    expect(o).to.deep.include({ name: 'Lantern Makers', needsReferral: true, organisation: 'Trust' })
    expect(o?.times).to.deep.equal([{ day: 'monday', from: '16:00', to: '17:00' }, { day: 'tuesday' }])
    expect(o?.places.map((p) => p.name)).to.deep.equal(['Hall', 'Barn'])
    expect(o?.places[1]?.accessibility).to.deep.equal(['Hoist', 'Ramp'])
    expect(o?.cost).to.deep.include({ free: false, from: 3 })
    expect(o?.email).to.equal(undefined)
    expect(feed.entries.flatMap((e) => (e.kind === 'left-out' ? [e.why] : []))).to.deep.equal([
      'hidden',
      'expired',
    ])
    expect(feed.problems).to.deep.equal([
      { kind: 'wrong-row', what: 'line 10: import_id_reference refers to no row' },
    ])
  })

  it('says what another table lacks', async () => {
    const path = await put('other.csv', 'id,name\n1,One')
    expect(String(await failureOf(readFeed(path, { format: 'outpost' })))).to.contain('import_id')
  })
})
