import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { accentColours, contrast, paperColours } from '../../bot/site-pages/accent.ts'
import { registerSite } from '../../bot/site.ts'
import { createLogger } from '../../bot/logger.ts'
import { createServer } from '../../bot/server.ts'
import { SIZE_LIMITS } from '../../widget/build.ts'
import { content, demoSchool } from '../support/conversation.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { BUILT_WIDGET } from '../support/compiled.ts'
import { schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'

const ORIGIN = 'https://www.brackenmere.example'

describe('the pages of the service', () => {
  let site: Site

  before(async function () {
    this.timeout(60_000)
    site = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: schoolWith(
        [ORIGIN, 'https://*.example', "https://x.example; script-src 'unsafe-inline'"],
        '#7a1f3d',
      ),
    })
  })
  after(() => site.close())

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${site.url}${path}`, { headers, redirect: 'manual' })

  it('let the panel be framed by the school’s origins and nobody else, and run only what is ours', async () => {
    const answer = await get('/panel?school=demo')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(answer.status).to.equal(200)
    expect(policy).to.contain(`frame-ancestors 'self' ${ORIGIN}`)
    expect(policy).to.match(/default-src 'none'.*script-src 'self';.*style-src 'self';/)
    expect(policy).to.contain(`connect-src 'self' ${site.url} ${site.url.replace('http', 'ws')}`)
    expect(policy).not.to.match(/unsafe|\*|x\.example/)
    expect(answer.headers.get('x-frame-options')).to.equal(null)
    expect(answer.headers.get('cache-control')).to.equal('no-store')
    expect(answer.headers.get('referrer-policy')).to.equal('no-referrer')
  })

  it('put the school and its colours into the panel, and no hole for markup', async () => {
    const html = await (await get('/panel?school=demo')).text()
    expect(html)
      .to.contain('data-school="demo"')
      .and.to.match(/data-colours="[^"]*--accent: ?#7a1f3d/)
    expect(html).not.to.match(/\{\{/)
  })

  it('carry the school’s own line and word for Shout in the help that works without a server', async () => {
    const own = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: { ...demoSchool(), origins: [ORIGIN] },
    })
    const html = await (await fetch(`${own.url}/panel?school=demo`)).text()
    await own.close()
    // Twice: in the help that opens, and for those without scripts.
    const squeezed = html.replaceAll(/\s+(?=[>])|(?<=>)\s+|\s+(?=<)/g, '').replaceAll(/\s+/g, ' ')
    const times = (text: string) => squeezed.split(text).length - 1
    expect(times('href="sms:85258?&amp;body=BRACKEN">Text BRACKEN</a>')).to.equal(2)
    expect(times('href="tel:01632960960">Call 01632 960 960</a>')).to.equal(2)
    expect(times('href="https://www.kooth.com" target="_blank" rel="noreferrer">')).to.equal(2)
    expect(html).not.to.match(/SHOUT|\{\{/)
    const plain = await (await get('/panel?school=demo')).text()
    expect(plain)
      .to.contain('body=SHOUT">Text SHOUT</a>')
      .and.not.to.match(/01632|BRACKEN|\{\{/)
  })

  it('stay within the size of the widget with the school’s own help in them', async () => {
    const own = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: { ...demoSchool(), origins: [ORIGIN] },
    })
    const html = await (await fetch(`${own.url}/panel?school=demo`)).text()
    await own.close()
    const size = (text: string | Buffer) => gzipSync(text, { level: 9 }).length
    const assets = ['/embed.js', ...[...html.matchAll(/"\/widget\/([^"]+)"/g)].map(([, name]) => `/${name}`)]
    expect(assets).to.have.length(3)
    const all = assets.reduce((sum, name) => sum + size(readFileSync(join(BUILT_WIDGET, name))), size(html))
    expect(all).to.be.within(5_000, SIZE_LIMITS.all)
  })

  it('escape what a school writes of itself', async () => {
    const school = demoSchool()
    const [line] = school.help.lines
    const name = '<img src=x onerror=alert(1)>"&'
    const own = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: {
        ...school,
        origins: [ORIGIN],
        help: { services: [], lines: line ? [{ ...line, name }] : [] },
      },
    })
    const html = await (await fetch(`${own.url}/panel?school=demo`)).text()
    await own.close()
    expect(html).to.contain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;').and.not.to.contain('<img')
  })

  it('answer an unknown school with a page that still has the numbers', async () => {
    for (const path of [
      '/panel',
      '/panel?school=',
      '/panel?school=../x',
      '/panel?school=%3Cscript%3E',
      '/help?school=x',
    ]) {
      const answer = await get(path)
      const html = await answer.text()
      expect(answer.status, path).to.equal(404)
      expect(html).to.contain('0800 1111').and.not.to.contain('script>')
    }
  })

  it('tell those without scripts of their area’s help and of the way to a link worker, and ask nothing', async () => {
    const own = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: { ...demoSchool(), reach: { text: 'Room 4 <b>', phone: '01632 960 961' } },
    })
    const answer = await fetch(`${own.url}/help?school=demo`)
    const html = await answer.text()
    await own.close()
    expect(answer.headers.get('set-cookie')).to.equal(null)
    expect(html).to.contain('Room 4 &lt;b&gt;').and.contain('href="tel:01632960961"').and.contain('BRACKEN')
    expect(html).not.to.match(/\{\{|<script|<form|<input/)
  })

  it('give the loader to every origin, for minutes, and the assets for ever', async () => {
    const embed = await get('/embed.js', { origin: 'https://anywhere.example' })
    expect(embed.headers.get('access-control-allow-origin')).to.equal('*')
    expect(embed.headers.get('cross-origin-resource-policy')).to.equal('cross-origin')
    expect(embed.headers.get('content-type')).to.match(/^text\/javascript/)
    expect(embed.headers.get('cache-control')).to.equal('public, max-age=300')
    const html = await (await get('/panel?school=demo')).text()
    const [, script = ''] = /src="([^"]+)"/.exec(html) ?? []
    const asset = await get(script)
    expect(asset.status).to.equal(200)
    expect(asset.headers.get('cache-control')).to.match(/immutable/)
  })

  it('answer for a file of another release with what there is, which no cache keeps, and for no other', async () => {
    const html = await (await get('/panel?school=demo')).text()
    const names = ['js', 'css'].map(
      (kind) => new RegExp(`/widget/panel-[0-9a-f]{10}\\.${kind}`).exec(html)?.[0],
    )
    for (const name of names) {
      const other = await get((name ?? '').replace(/-[0-9a-f]{10}/, '-0123456789'))
      expect(other.status, name).to.equal(200)
      expect(other.headers.get('cache-control')).to.equal('no-store')
      expect(await other.text()).to.equal(await (await get(name ?? '')).text())
    }
    for (const [path, status] of [
      ['later-0123456789.js', 200],
      ['later-0123456789.css', 200],
      ['words-cy-0123456789.js', 200],
      ['words-xx-0123456789.js', 404],
      ['panel-012345678.js', 404],
      ['panel.js', 404],
      ['favicon-0123456789.svg', 404],
    ] as const)
      expect((await get(`/widget/${path}`)).status, path).to.equal(status)
  })

  it('are sent small to those who can read small', async () => {
    for (const encoding of ['br', 'gzip']) {
      const answer = await get('/embed.js', { 'accept-encoding': encoding })
      expect(answer.headers.get('content-encoding')).to.equal(encoding)
      expect(Number(answer.headers.get('content-length'))).to.be.at.most(2_048)
      expect(await answer.text()).to.contain('matters-chat')
    }
    const panel = await get('/panel?school=demo', { 'accept-encoding': 'gzip' })
    expect(panel.headers.get('content-encoding')).to.equal('gzip')
    expect(Number(panel.headers.get('content-length'))).to.be.at.most(2_048)
    expect(await panel.text()).to.contain('Call 999')
    expect(
      (await get('/embed.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding'),
    ).to.equal(null)
  })

  it('show a made-up school in a demonstration, and say plainly what this is otherwise', async () => {
    const shown = await (await get('/')).text()
    expect(shown).to.contain('<matters-chat school="demo"').and.to.contain('made-up school')
    const real = await startSite({
      conversations: new ScriptedConversations(() => []),
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: schoolWith([ORIGIN]),
      demonstration: false,
    })
    const html = await (await fetch(real.url)).text()
    await real.close()
    expect(html).to.contain('<h1>Matters</h1>').and.not.to.contain('Brackenmere')
  })

  it('have an icon, and no way out of their folder', async () => {
    expect((await get('/favicon.ico')).headers.get('content-type')).to.equal('image/svg+xml')
    for (const path of ['/widget/../build.ts', '/widget/%2e%2e/package.json', '/widget/panel.england.html']) {
      expect((await get(path)).status, path).to.equal(404)
    }
  })

  it('do not start without a built widget', async () => {
    const web = createServer({ logger: createLogger({ level: 'silent' }) })
    const schools = { byId: () => undefined }
    const widgetDir = `${BUILT_WIDGET}-not`
    expect(() =>
      registerSite(web.server, {
        schools,
        register: [],
        languages: content().languages,
        widgetDir,
        demonstration: true,
      }),
    ).to.throw(/widget/)
  })
})

describe('the colours of a school', () => {
  const rgb = (hex: string): [number, number, number] => [
    parseInt(hex.slice(1, 3), 16),
    parseInt(hex.slice(3, 5), 16),
    parseInt(hex.slice(5, 7), 16),
  ]

  it('are readable whatever the school chose', () => {
    for (const hex of [
      '#ffd400',
      '#7a1f3d',
      '#000000',
      '#ffffff',
      '#808080',
      '#00ffcc',
      '#0000ff',
      '#777777',
    ]) {
      const colours = accentColours(hex)
      if (!colours) throw new Error(hex)
      expect(contrast(rgb(colours.onAccent), rgb(hex)), hex).to.be.at.least(4.5)
      expect(contrast(rgb(colours.inkByDay), rgb('#faf6f0')), hex).to.be.at.least(4.5)
      expect(contrast(rgb(colours.inkByNight), rgb('#26231f')), hex).to.be.at.least(4.5)
      expect(contrast(rgb(colours.inkByDay), rgb('#f1e9dd')), hex).to.be.at.least(4.5)
      expect(contrast(rgb(colours.inkByNight), rgb('#312c26')), hex).to.be.at.least(4.5)
    }
  })

  it('are readable on whatever paper the school chose, by day and at night', () => {
    for (const hex of ['#ffd400', '#7a1f3d', '#000000', '#ffffff', '#808080', '#e8f1ff', '#0000ff']) {
      const paper = paperColours(hex)
      const colours = accentColours('#7fb0ff', paper)
      if (!paper || !colours) throw new Error(hex)
      expect(contrast(rgb('#665d53'), rgb(paper.byDay)), hex).to.be.at.least(4.5)
      expect(contrast(rgb('#8d8173'), rgb(paper.byDay)), hex).to.be.at.least(3)
      expect(contrast(rgb(colours.inkByDay), rgb(paper.byDay)), hex).to.be.at.least(4.5)
      expect(contrast(rgb('#b8ada0'), rgb(paper.byNight)), hex).to.be.at.least(4.5)
      expect(contrast(rgb('#8f8577'), rgb(paper.byNight)), hex).to.be.at.least(3)
      expect(contrast(rgb(colours.inkByNight), rgb(paper.byNight)), hex).to.be.at.least(4.5)
    }
    expect(paperColours('#e8f1ff')?.byDay, 'light enough as it is').to.equal('#e8f1ff')
    expect(paperColours(undefined)).to.equal(undefined)
  })

  it('stay as they are where they can be read', () => {
    expect(accentColours('#1d5546')?.inkByDay).to.equal('#1d5546')
    expect(accentColours('red')).to.equal(undefined)
  })
})
