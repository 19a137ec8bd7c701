import { expect } from 'chai'
import { encode } from 'uqr'
import { operatorLink, Visitor } from '../../../support/accounts.ts'
import { runInbox } from '../../../support/inbox.ts'
import type { RunningInbox } from '../../../support/inbox.ts'

describe('the pages that put the chat on a school’s website', function () {
  this.timeout(60_000)
  let inbox: RunningInbox
  let lead: Visitor
  before(async () => {
    inbox = await runInbox()
    lead = new Visitor(inbox)
    await lead.join(operatorLink(inbox, { roles: ['school-lead'], email: 'lead@school.example' }))
  })
  after(() => inbox.close())

  it('are for school leads and administrators', async () => {
    const worker = await inbox.signIn('link-worker', 'rowan')
    for (const path of ['/inbox/school', '/inbox/school/preview', '/inbox/school/poster']) {
      expect((await inbox.read(path, worker)).status, path).to.equal(404)
      expect((await inbox.read(path, lead.cookie)).status, path).to.equal(200)
    }
    expect((await inbox.read('/inbox', worker)).text).to.not.include('/inbox/school')
    expect((await lead.open('/inbox')).text).to.include('href="/inbox/school"')
  })

  it('let in their own script and frames, and the preview’s own widget, and nothing else', async () => {
    const policyOf = async (path: string) =>
      (await inbox.read(path, lead.cookie)).headers.get('content-security-policy') ?? ''
    const page = await policyOf('/inbox/school')
    expect(page).to.include("script-src 'self'").and.include("frame-src 'self'")
    expect(page).to.include("frame-ancestors 'none'")
    expect(await policyOf('/inbox/school/poster')).to.not.match(/script-src|frame-src/)
    const preview = await policyOf('/inbox/school/preview')
    expect(preview).to.include("frame-ancestors 'self'").and.include("form-action 'none'")
    for (const policy of [page, preview]) expect(policy).to.not.match(/unsafe|\*|https?:/)
  })

  it('show what was typed as text, and change nothing', async () => {
    const typed = encodeURIComponent('https://new.example/"><script>x</script>')
    const { text } = await inbox.read(`/inbox/school?accent=%23ffd400&address=${typed}`, lead.cookie)
    expect(text).to.include('https://new.example is not allowed yet').and.include('  - https://new.example')
    expect(text).to.not.include('<script>x')
    expect(text).to.include('Corrected: your own colour would be hard to read here.')
    expect((await inbox.read('/inbox/school', lead.cookie)).text).to.not.include('new.example')
  })

  it('print a code that leads to the chat of this school', async () => {
    const { text } = await inbox.read('/inbox/school/poster', lead.cookie)
    const { data } = encode(`${inbox.url}/panel?school=demo`, { ecc: 'M', border: 4 })
    expect(darkSquares(text)).to.deep.equal(data.map((row) => row.map(Boolean)))
    expect(text)
      .to.include(`${new URL(inbox.url).host}/panel?school=demo`)
      .and.include('0800 1111')
  })
})

/** The code of a page as it is drawn: a square of the SVG's path (`M x,y h1v1h-1z` in units of one) is dark. */
function darkSquares(page: string): boolean[][] {
  const svg = /<svg [^>]*inbox-qr[^]*?<\/svg>/.exec(page)?.[0] ?? ''
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const squares = [...svg.matchAll(/M(\d+),(\d+)h(\d+)v/g)].map(([, x, y, unit]) => ({
    ...{ x: Number(x), y: Number(y), unit: Number(unit) },
  }))
  const unit = squares[0]?.unit ?? 1
  const count = size / unit
  const dark = new Set(squares.map(({ x, y }) => `${x / unit},${y / unit}`))
  return Array.from({ length: count }, (_, y) =>
    Array.from({ length: count }, (_, x) => dark.has(`${x},${y}`)),
  )
}
