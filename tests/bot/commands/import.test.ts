import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { feedFor, runImport, UsageError } from '../../../bot/commands/import.ts'
import { ProgressView } from '../../../bot/commands/progress.ts'
import { School } from '../../../domain/school/school.ts'
import { hsdsPage, hsdsPlace, hsdsService } from '../../support/hsds.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const schools = [
  School.parse({
    id: 'demo',
    name: 'Madeupton School',
    nation: 'england',
    place: { text: 'Madeupton', position: { lat: 52.4, lon: -1 } },
    origins: [],
    dutyContacts: [],
    linkWorkers: [],
    feeds: [{ id: 'council', format: 'openreferral', from: 'https://directory.example/v3', name: 'Council' }],
  }),
]

describe('the import command', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'import-'))))
  afterEach(() => rm(folder, { recursive: true }))

  it('says what was taken, what was left out and why, with names and never a description', async () => {
    const from = join(folder, 'feed.json')
    await writeFile(
      from,
      JSON.stringify(
        hsdsPage([
          hsdsService(),
          hsdsService({ id: 'gone', name: 'Old Club', status: 'defunct' }),
          hsdsService({ id: 'over', name: 'Summer Course', description: 'Runs until 1 June 2024.' }),
          hsdsService({ id: 'twin', name: 'Inkwel drawing club' }),
          hsdsService({ id: 'odd', name: 'Far Choir', service_at_locations: [hsdsPlace({ latitude: 100 })] }),
        ]),
      ),
    )
    const lines: string[] = []
    const services = {
      store: new MemoryStore(),
      schools,
      out: (l: string) => void lines.push(l),
      progress: new ProgressView({ write: () => true }),
    }
    await runImport({ format: 'openreferral', from, school: 'demo' }, services)
    const text = lines.join('\n')
    expect(text).to.contain('Feed "council": 5 read, 2 taken, 3 left out.')
    expect(text).to.contain('Stored: 2 new, 0 changed, 0 as before, 0 removed.')
    expect(text).to.match(/1 closed.*\(Old Club\)/)
    expect(text).to.match(/1 expired.*\(Summer Course\)/)
    expect(text).to.match(/1 listed twice.*\(Inkwel drawing club\)/)
    expect(text).to.match(/1 a position outside the UK.*\(Far Choir\)/)
    expect(text).not.to.contain('sketching')
  })

  it('knows which feed of the settings is meant', () => {
    const from = 'https://directory.example/v3'
    expect(feedFor({ format: 'openreferral', from }, schools)).to.deep.include({ shown: true })
    expect(feedFor({ format: 'openreferral', from: 'a.json', school: 'demo' }, schools).feed).to.include({
      id: 'council',
    })
    expect(feedFor({ format: 'openreferral', from: 'a.json', feed: 'council' }, schools).feed).to.include({
      id: 'council',
    })
    expect(feedFor({ format: 'openreferral', from: 'a.json' }, schools)).to.deep.include({ shown: false })
    expect(() => feedFor({ format: 'openreferral', from, school: 'other' }, schools)).to.throw(
      UsageError,
      'demo',
    )
    expect(() => feedFor({ format: 'openreferral', from, feed: 'other' }, schools)).to.throw(
      UsageError,
      'council',
    )
  })

  it('shows a bar on a terminal and a line for each tenth in a log', () => {
    const written = (isTTY: boolean): string[] => {
      const out: string[] = []
      const view = new ProgressView({ isTTY, write: (text) => out.push(text) })
      for (let done = 1; done <= 40; done += 1) view.show({ stage: 'details', done, total: 40 })
      view.end()
      return out
    }
    expect(written(false)).to.have.length(11)
    expect(written(false).at(-1)).to.equal('reading details: 40 of 40\n')
    expect(written(true).at(-2)).to.contain(`[${'#'.repeat(30)}]`)
    expect(written(true).at(-1)).to.equal('\n')
  })
})
