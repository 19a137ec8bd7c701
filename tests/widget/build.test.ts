import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { loadCrisis } from '../../content/load-crisis.ts'
import { buildWidget, SIZE_LIMITS } from '../../widget/build.ts'
import { helpHtml } from '../../widget/pages/help.ts'

const REGISTER = join(import.meta.dirname, '../../content/crisis.yaml')

describe('the built widget', () => {
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-build-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('is small: 2 KB for every page of the school, 20 KB in all to the first words', async () => {
    const sizes = await buildWidget({ outDir: folder })
    expect(SIZE_LIMITS).to.deep.equal({ loader: 2_048, all: 20_480 })
    expect(sizes.loader).to.be.within(500, SIZE_LIMITS.loader)
    expect(sizes.all).to.be.within(5_000, SIZE_LIMITS.all)
  })

  it('counts everything that the browser loads: the loader, and each page with what it asks for', async () => {
    const sizes = await buildWidget({ outDir: folder })
    const size = async (name: string) => gzipSync(await readFile(join(folder, name)), { level: 9 }).length
    const all = await Promise.all(
      ['england', 'wales', 'scotland', 'northern-ireland'].map(async (nation) => {
        const html = await readFile(join(folder, `panel.${nation}.html`), 'utf8')
        const assets = [...html.matchAll(/"\/widget\/([^"]+)"/g)].map(([, name]) => name ?? '')
        expect(assets).to.have.length(2)
        const parts = await Promise.all(['embed.js', `panel.${nation}.html`, ...assets].map(size))
        return parts.reduce((sum, part) => sum + part)
      }),
    )
    expect(sizes.all).to.equal(Math.max(...all))
    expect(sizes.all).to.equal(sizes.loader + sizes.panel)
  })

  it('names assets by their bytes, and pages by those names', async () => {
    await buildWidget({ outDir: folder })
    const files = await readdir(folder)
    const script = files.find((name) => /^panel-[0-9a-f]{10}\.js$/.test(name))
    const styles = files.find((name) => /^panel-[0-9a-f]{10}\.css$/.test(name))
    expect(script).to.be.a('string')
    const html = await readFile(join(folder, 'panel.england.html'), 'utf8')
    expect(html).to.contain(`/widget/${script}`).and.to.contain(`/widget/${styles}`)
    await buildWidget({ outDir: folder })
    expect(await readdir(folder)).to.deep.equal(files)
  })

  it('keeps no words said in storage, and makes no markup of them', async () => {
    await buildWidget({ outDir: folder })
    const script = (await readdir(folder)).find((name) => name.endsWith('.js') && name.startsWith('panel'))
    const text = await readFile(join(folder, script ?? ''), 'utf8')
    expect(text).not.to.match(/localStorage|document\.cookie|indexedDB|eval\(|document\.write/)
    expect(await readFile(join(folder, 'embed.js'), 'utf8')).not.to.match(/innerHTML|Storage|cookie/)
  })

  it('has no style and no script inside its pages, which a strict policy would refuse', async () => {
    await buildWidget({ outDir: folder })
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.html'))) {
      const html = await readFile(join(folder, name), 'utf8')
      expect(html, name).not.to.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/)
      expect(html, name).not.to.match(/\{\{[a-z]/)
    }
  })
})

describe('the help that is in the page itself', () => {
  const services = loadCrisis(REGISTER)
  const dialled = (html: string) =>
    [...html.matchAll(/href="(?:tel|sms):(\d+)/g)].map(([, digits]) => digits).sort()

  for (const nation of ['england', 'wales', 'scotland', 'northern-ireland'] as const) {
    it(`has the fixed numbers of the crisis register, and only those (${nation})`, () => {
      const fixed = services.filter(
        (service) => service.place !== undefined && service.nations.some((one) => one === nation),
      )
      const numbers = fixed
        .map(({ channels }) => channels.find(({ kind }) => kind === 'call' || kind === 'text'))
        .map((channel) => (channel && 'number' in channel ? channel.number.replace(/\D/g, '') : ''))
        .sort()
      expect(numbers).to.have.length.greaterThan(3)
      expect(dialled(helpHtml(nation))).to.deep.equal(numbers)
    })
  }

  it('says 999 first, and an adult near you', () => {
    const html = helpHtml('england')
    expect(html.indexOf('Call 999 now if:')).to.be.within(0, html.indexOf('tel:111'))
    expect(html).to.contain('Tell an adult near you.')
    expect(html).to.match(/Childline[^§]*Under 19/)
  })
})
