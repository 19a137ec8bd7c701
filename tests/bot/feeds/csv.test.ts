import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { CSV_COLUMNS } from '../../../domain/directory/from-csv.ts'
import { readWhole } from '../../../bot/feeds/whole.ts'
import { DirectoryServer, refuse } from '../../support/directory-server.ts'
import { opportunity } from '../../support/opportunity.ts'
import { failureOf, readFeed } from '../../support/read-feed.ts'

describe('reading our own CSV', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'csv-'))))
  afterEach(() => rm(folder, { recursive: true }))
  const put = async (text: string | Buffer): Promise<string> => {
    const path = join(folder, 'clubs.csv')
    await writeFile(path, text)
    return path
  }
  const why = async (text: string | Buffer) => String(await failureOf(readFeed(await put(text))))

  it('takes every column', async () => {
    const values: Record<(typeof CSV_COLUMNS)[number], string> = {
      ...{ id: 'c-1', name: 'Lantern Makers', description: 'Paper lanterns.', organisation: 'Lantern Trust' },
      ...{
        url: 'https://lanterns.example',
        email: 'hi@lanterns.example',
        phone: '01632 960003;01632 960004',
      },
      ...{ status: 'active', alert: 'Bring a coat', min_age: '11', max_age: '16', girls_or_boys: 'Girls' },
      ...{ who_for: 'young carers;care leavers', free: 'no', cost_from: '£2.50', cost: 'a session' },
      ...{
        days: 'Mondays;thu',
        starts_at: '16:30',
        ends_at: '6pm',
        first_date: '01/09/2026',
        last_date: '2026-12-18',
      },
      ...{ times: 'Term time only', place: 'St Agnes Hall', address: '4 Weir Road', town: 'Madeupton' },
      ...{
        postcode: 'zz14qd',
        latitude: '52.43',
        longitude: '-1.02',
        accessibility: 'Step-free;Hearing loop',
      },
      ...{ how: 'in person;online', areas: 'Easterfield', languages: 'Welsh', topics: 'arts;crafts' },
      ...{ needs_referral: 'no', last_checked: '2026-11-01' },
    }
    const row = CSV_COLUMNS.map((column) => `"${values[column]}"`).join(',')
    const feed = await readFeed(await put(`\ufeff${CSV_COLUMNS.join(',')}\r\n${row}\r\n\r\n`))
    expect(feed.problems).to.deep.equal([])
    const [o] = feed.taken
    expect(o).to.deep.include({
      sourceId: 'c-1',
      organisation: 'Lantern Trust',
      alert: 'Bring a coat',
      ages: { min: 11, max: 16, from: 'field' },
      genderGroup: { only: 'girls', from: 'field' },
      audience: ['young carers', 'care leavers'],
      expires: '2026-12-18',
      mode: ['in-person', 'online'],
      areas: ['Easterfield'],
      languages: ['Welsh'],
      topics: ['arts', 'crafts'],
      needsReferral: false,
      lastChecked: '2026-11-01',
    })
    expect(o?.cost).to.deep.include({ free: false, from: 2.5 })
    expect(o?.phones.map((p) => p.number)).to.deep.equal(['01632 960003', '01632 960004'])
    expect(o?.times.map((t) => `${t.day ?? ''} ${t.from ?? ''} ${t.to ?? ''}`)).to.deep.equal([
      'monday 16:30 18:00',
      'thursday 16:30 18:00',
    ])
    expect(o?.places).to.deep.equal([
      {
        name: 'St Agnes Hall',
        address: '4 Weir Road, Madeupton',
        postcode: 'ZZ1 4QD',
        position: { lat: 52.43, lon: -1.02 },
        accessibility: ['Step-free', 'Hearing loop'],
      },
    ])
  })

  it('is read whole for a command as of the day in London', async () => {
    const from = await put('id,name,last_date\n1,Chess club,2026-06-19\n')
    const taken = async (at: string) => (await readWhole(from, 'clubs', new Date(at))).opportunities.length
    expect(await taken('2026-06-19T22:30:00Z')).to.equal(1)
    expect(await taken('2026-06-19T23:30:00Z'), 'after midnight there').to.equal(0)
  })

  it('an empty cell is unknown', async () => {
    const [o] = (await readFeed(await put('id;name;min_age;free;how\n1;Chess club;;;\n'))).taken
    expect(o).to.deep.include({ name: 'Chess club', ages: {}, cost: {}, mode: [], places: [] })
  })

  it('names each wrong row with its line and column, leaves it out, and takes the others', async () => {
    const feed = await readFeed(
      await put(
        [
          'id,name,min_age,max_age,postcode,days,latitude,longitude,last_date',
          '1,Right,11,18,ZZ1 4QD,monday,,,',
          '2,Typed,eleven,18,,,,,',
          '3,"Two\nlines",18,11,NOT ONE,,,,',
          ',Nameless id,,,,,,,',
          '5,Far,,,,blursday,100,,32/01/2026',
          '1,Again,,,,,,,',
        ].join('\n'),
      ),
    )
    expect(feed.taken.map((o) => o.name)).to.deep.equal(['Right'])
    expect(feed.problems.map((p) => p.what)).to.deep.equal([
      'line 3: min_age is "eleven": write a number from 0 to 120, or leave it empty',
      'line 5: max_age is below min_age; postcode is "NOT ONE": that is no UK postcode',
      'line 6: id is empty',
      'line 7: days has "blursday": write days like monday;thursday; last_date is "32/01/2026": write a date like 2026-09-01; latitude is "100": write a number from -90 to 90, or leave it empty',
      'line 8: 1',
    ])
  })

  it('what a row said when it was right stands while it is wrong', async () => {
    const stored = new Map([['2', opportunity({ sourceId: '2' })]])
    const feed = await readFeed(await put('id,name,min_age\n2,Typed,eleven'), { stored })
    expect(feed.entries).to.deep.equal([{ kind: 'same', sourceId: '2' }])
  })

  it('script in a description is shown as nothing, and named', async () => {
    const feed = await readFeed(
      await put('id,name,description\n1,Club,"<script>alert(1)</script><b>Chess</b>"'),
    )
    expect(feed.taken[0]?.description).to.equal('Chess')
    expect(feed.entries[0]).to.deep.include({ corrections: ['markup-removed'] })
  })

  it('says what is wrong with a table that cannot be read', async () => {
    expect(await why('title,text\na,b')).to.contain('no column id and no column name')
    expect(await why('id,name\n1,"never closed')).to.match(/no CSV.*quote/i)
    expect(await why(Buffer.from('id,name\n1,Caf\xe9', 'latin1'))).to.contain('UTF-8')
    expect(String(await failureOf(readFeed(join(folder, 'none.csv'))))).to.contain('cannot be read')
    const unknown = await readFeed(await put('id,name,colour\n1,Chess,red'))
    expect(unknown.problems).to.deep.equal([{ kind: 'unknown-column', what: 'colour' }])
  })

  it('is read from an address too', async () => {
    const server = await new DirectoryServer((_url, response) =>
      refuse(response, 200, { 'content-type': 'text/csv' }, 'id,name\n1,Chess club\n'),
    ).start()
    try {
      expect((await readFeed(`${server.url}/clubs.csv`)).taken.map((o) => o.name)).to.deep.equal([
        'Chess club',
      ])
    } finally {
      await server.stop()
    }
  })

  it('the documentation has every column, and its template is one that can be filled', async () => {
    const text = await readFile(join(import.meta.dirname, '../../../docs/directory-csv.md'), 'utf8')
    for (const column of CSV_COLUMNS) expect(text, column).to.contain(`| \`${column}\``)
    const template = /```csv\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
    const feed = await readFeed(await put(template))
    expect(template.split('\n')[0]).to.equal(CSV_COLUMNS.join(','))
    expect(feed.problems).to.deep.equal([])
    expect(feed.taken).to.have.length(1)
  })
})
