import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { strToU8, zipSync } from 'fflate'
import { importPostcodes } from '../../../bot/commands/import-postcodes.ts'
import { ProgressView } from '../../../bot/commands/progress.ts'
import { PostcodesError } from '../../../bot/places/errors.ts'
import { fromGrid } from '../../../bot/places/layouts.ts'
import { PostcodeFile, tablePath } from '../../../bot/places/table-file.ts'
import { kilometres } from '../../../domain/directory/distance.ts'
import { learnPlaces, withPositions } from '../../../domain/directory/places.ts'
import { opportunity } from '../../support/opportunity.ts'

/** Rows in the layout of Code-Point Open; positions are of places anyone may look up, the postcodes are made up. */
const codePoint = (postcode: string, east: number, north: number, quality = 10) =>
  `"${postcode}",${quality},${east},${north},"E92000001","","E18000010","","E06000023","E05010885"`
const BS = [
  codePoint('BS5 9AA', 361000, 174000),
  codePoint('BS5 9AB', 361100, 174000),
  codePoint('BS5 8AA', 362000, 175000),
  codePoint('BS15 1AA', 365000, 174000),
]
const ONSPD_HEADING = 'pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa11,lat,long'
const onspd = (postcode: string, doterm: string, east: string, north: string, lat: string, long: string) =>
  `"${postcode}","${postcode}","${postcode}","198001","${doterm}","0","${east}","${north}","1","E00",${lat},${long}`

describe('official postcodes', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'postcodes-'))))
  afterEach(() => rm(folder, { recursive: true }))

  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, content)
    return path
  }
  const run = async (from: string, acceptSmaller = false): Promise<string> => {
    const lines: string[] = []
    const call = { from, dataDir: join(folder, 'data'), acceptSmaller, now: '2026-11-25T10:00:00.000Z' }
    await importPostcodes(call, (line) => void lines.push(line), new ProgressView({ write: () => true }))
    return lines.join('\n')
  }
  const refused = async (from: string): Promise<string> => {
    try {
      await run(from)
    } catch (error) {
      expect(error).to.be.instanceOf(PostcodesError)
      return error instanceof Error ? error.message : ''
    }
    throw new Error('it was taken')
  }
  const open = () => {
    const opened = new PostcodeFile(tablePath(join(folder, 'data')), (error) => {
      throw error
    })
    const table = opened.current()
    if (!table) throw new Error('nothing was loaded')
    return { table, close: () => opened.close() }
  }

  it('turns the National Grid into degrees as the Ordnance Survey does', () => {
    // The worked example of the OS's guide to coordinate systems (Caister water tower), which gives Airy degrees; here in WGS 84.
    const tower = fromGrid(651409.903, 313177.27)
    expect(kilometres(tower, { lat: 52.65798, lon: 1.71605 })).to.be.below(0.02)
    expect(kilometres(fromGrid(530047, 180422), { lat: 51.50778, lon: -0.12754 })).to.be.below(0.02)
    expect(kilometres(fromGrid(333800, 374000, 'irish'), { lat: 54.6, lon: -5.927 })).to.be.below(1)
  })

  it('Code-Point Open, a file of one area', async () => {
    const from = await file('bs.csv', [...BS, codePoint('BS5 7ZZ', 0, 0, 90)].join('\r\n'))
    const text = await run(from)
    expect(text).to.contain('Postcodes (code-point-open): 5 rows read, 4 taken in 2 districts, 1 left out.')
    expect(text).to.contain('1 without a position')
    expect(text).to.contain('Crown copyright')
    const { table, close } = open()
    const unit = table.unit('bs59ab')
    expect(unit && kilometres(unit, fromGrid(361100, 174000))).to.be.below(0.01)
    expect(table.district('BS5')).to.include({ count: 3 })
    expect(table.sector('BS5 9')?.count).to.equal(2)
    expect(table.unit('BS5 7ZZ')).to.equal(undefined)
    expect(table.unit('BS9 1AA')).to.equal(undefined)
    close()
  })

  it('the zip of Code-Point Open, its headings passed over', async () => {
    const zip = zipSync({
      'Data/CSV/bs.csv': strToU8(BS.join('\n')),
      'Data/CSV/m.csv': strToU8(codePoint('M1 1AA', 384500, 398000)),
      'Doc/Code-Point_Open_Column_Headers.csv': strToU8('PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,…'),
      'Doc/licence.txt': strToU8('…'),
    })
    expect(await run(await file('codepo_gb.zip', zip))).to.contain('5 rows read, 5 taken in 3 districts')
  })

  it('a folder of files, one of them in another layout', async () => {
    await file('all/Data/CSV/bs.csv', BS.join('\n'))
    await file('all/other.csv', 'name,age\nA,1\n')
    const text = await run(join(folder, 'all'))
    expect(text).to.contain('4 taken')
    expect(text).to.contain('other.csv')
  })

  it('the ONS Postcode Directory: terminated dropped, Northern Ireland by its degrees or its own grid', async () => {
    const rows = [
      ONSPD_HEADING,
      onspd('BS5 9AA', '', '361000', '174000', '51.464', '-2.563'),
      onspd('BS5 9AZ', '199606', '361000', '174000', '51.464', '-2.563'),
      onspd('BT1 1AA', '', '333800', '374000', '54.6', '-5.927'),
      onspd('BT1 1AB', '', '333800', '374000', '', ''),
      onspd('JE2 4AA', '', '', '', '99.999999', '0.000000'),
      onspd('BS5 9AA', '', '361000', '174000', '51.464', '-2.563'),
      onspd('nonsense', '', '1', '2', '51', '-2'),
    ]
    const text = await run(await file('ONSPD_NOV_2026_UK.csv', `\ufeff${rows.join('\n')}\n`))
    expect(text).to.contain('Postcodes (onspd): 7 rows read, 3 taken in 2 districts, 4 left out.')
    for (const line of ['1 terminated', '1 without a position', '1 no postcode', '1 listed twice'])
      expect(text).to.contain(line)
    const { table, close } = open()
    const belfast = table.unit('BT1 1AB')
    expect(belfast && kilometres(belfast, { lat: 54.6, lon: -5.927 })).to.be.below(1)
    close()
  })

  it('newer names of the ONS’s columns', async () => {
    const heading = 'PCD7,PCD8,PCDS,DOINTR,DOTERM,EAST1M,NORTH1M,LAT,LONG'
    const row = 'BS5 9AA,BS5  9AA,BS5 9AA,198001,,361000,174000,51.464,-2.563'
    expect(await run(await file('new.csv', `${heading}\n${row}\n`))).to.contain('1 taken')
  })

  it('once, of a zip that has everything twice', async () => {
    const csv = strToU8(`${ONSPD_HEADING}\n${onspd('BS5 9AA', '', '', '', '51.464', '-2.563')}`)
    const zip = zipSync({
      'Data/ONSPD_NOV_2026_UK.csv': csv,
      'Data/multi_csv/ONSPD_NOV_2026_UK_BS.csv': csv,
      'Documents/names and codes.csv': strToU8('a,b\n1,2'),
    })
    expect(await run(await file('onspd.zip', zip))).to.contain('1 rows read, 1 taken')
  })

  it('swapped, zero and foreign positions are left out and named', async () => {
    const rows = [
      ONSPD_HEADING,
      onspd('BS5 9AA', '', '', '', '51.464', '-2.563'),
      onspd('BS5 9AB', '', '', '', '-2.563', '51.464'),
      onspd('BS5 9AD', '', '', '', '48.85', '2.35'),
    ]
    expect(await run(await file('x.csv', rows.join('\n')))).to.contain('2 a position outside the UK')
  })

  it('a clear error, and nothing lost, for what is no such file', async () => {
    await run(await file('bs.csv', BS.join('\n')))
    const before = await readFile(tablePath(join(folder, 'data')))
    const long = `"${'x'.repeat(100_000)}`
    for (const [name, content, why] of [
      ['empty.csv', '', 'no postcode'],
      ['wrong.csv', 'a,b,c\n1,2,3', 'no postcode'],
      ['long.csv', long, 'no postcode'],
      ['broken.zip', 'not a zip', 'cannot be read'],
      ['none.zip', zipSync({ 'a.txt': strToU8('a') }), 'no .csv file'],
      ['one.csv', BS[0] ?? '', '--accept-smaller'],
    ] as const)
      expect(await refused(await file(name, content)), name).to.contain(why)
    expect(await refused(join(folder, 'nowhere.csv'))).to.contain('cannot be read')
    expect(await refused('https://files.example/codepo.zip')).to.contain('download it')
    expect((await readFile(tablePath(join(folder, 'data')))).equals(before)).to.equal(true)
    expect(await run(join(folder, 'one.csv'), true)).to.contain('1 taken')
  })

  it('a file that breaks off gives what came before, and says so', async () => {
    const units = 'ABDEFGHJLN'
    const rows = Array.from({ length: 5_000 }, (_, i) => {
      const [a, b, c, d] = [i % 10, Math.floor(i / 10) % 10, Math.floor(i / 100) % 10, Math.floor(i / 1000)]
      return codePoint(`BS${d + 1} ${c}${units[a] ?? ''}${units[b] ?? ''}`, 361000 + i, 174000)
    })
    const text = await run(await file('bs.csv', [...rows, `"${'x'.repeat(50_000)}`].join('\n')))
    const taken = Number(/(\d+) taken/.exec(text)?.[1])
    expect(taken).to.be.within(3_000, 5_000)
    expect(text).to.contain('Broken off:')
    expect(text).not.to.contain('xxxx')
  })

  it('a damaged table is told of and not used; a new one is seen without a restart', async () => {
    const path = tablePath(join(folder, 'data'))
    await run(await file('bs.csv', BS.join('\n')))
    const troubles: string[] = []
    const opened = new PostcodeFile(path, (error) => void troubles.push(error.message))
    expect(opened.current()?.size).to.equal(4)
    await run(await file('more.csv', [...BS, codePoint('M1 1AA', 384500, 398000)].join('\n')))
    expect(opened.current()?.size).to.equal(5)
    opened.close()
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 3))
    expect(opened.current()).to.equal(undefined)
    expect(troubles).to.have.length(1)
    opened.close()
    await rm(path)
    expect(opened.current()).to.equal(undefined)
  })

  it('places what a directory knows only by postcode, and a young person by the first half alone', async () => {
    await run(await file('bs.csv', BS.join('\n')))
    const { table, close } = open()
    const places = learnPlaces([], { official: table })
    const bare = opportunity({ sourceId: 'a', places: [{ postcode: 'BS5 8AA', accessibility: [] }] })
    const placed = withPositions(bare, places).places[0]?.position
    expect(placed && kilometres(placed, fromGrid(362000, 175000))).to.be.below(0.01)
    expect(places.look('BS5 8AA')).to.include({
      kind: 'district',
      source: 'official',
      learntFrom: 3,
      sure: 'sure',
    })
    expect(places.look('BS5 8AA')?.position).to.deep.equal(table.district('BS5')?.position)
    close()
  })

  it('takes six bytes a postcode', async () => {
    const units = 'ABDEFGHJLNPQRSTUWXYZ'
    const all = Array.from({ length: 400 }, (_, i) => `${units[Math.floor(i / 20)]}${units[i % 20]}`)
    const rows = all.map((unit, i) => codePoint(`BS5 9${unit}`, 361000 + i, 174000))
    await run(await file('bs.csv', rows.join('\n')))
    expect((await stat(tablePath(join(folder, 'data')))).size).to.be.below(400 * 6 + 300)
  })
})
