import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import { toCsv } from '../../../bot/inbox/impact/csv.ts'
import { impactPage } from '../../../bot/inbox/impact/page.ts'
import { ImpactReport } from '../../../domain/impact/report.ts'
import { runInbox, texts } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

describe('the impact pages', () => {
  let inbox: RunningInbox
  before(async () => {
    inbox = await runInbox()
    let once = 0
    const times = async (school: string, month: string, figure: string, count: number) => {
      for (let i = 0; i < count; i += 1)
        await inbox.impact.count(
          school,
          new Date(`${month}-10T10:00:00Z`),
          { figures: [figure], waitDays: 4 },
          `${once++}`,
        )
    }
    await times('demo', '2026-09', 'started', 31)
    await times('demo', '2026-10', 'started', 17)
    await times('demo', '2026-10', 'booked', 3)
    await times('demo', '2026-10', 'theme:friends', 9)
    await times('demo', '2026-10', 'theme:made-up-thing', 9)
    await times('demo', '2026-10', 'change:ons4.happiness:better', 12)
    await times('demo', '2026-10', 'change:ons4.happiness:worse', 2)
    await times('demo', '2026-10', 'change:ons4.happiness:same', 7)
    await times('demo', '2026-11', 'started', 77)
    await times('other', '2026-10', 'booked', 11)
    await times('other', '2026-10', 'started', 23)
  })
  after(() => inbox.close())

  const rowOf = (text: string, name: string) =>
    (new RegExp(`<th[^>]*>\\s*${name}\\s*</th>([\\s\\S]*?)</tr>`).exec(text)?.[1] ?? '')
      .replace(/<[^>]+>/g, ' ')
      .split(/\s{2,}/)
      .filter(Boolean)

  it('tell months that are over, hide what is under five, and show nothing that is in no list', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { status, text } = await inbox.read('/inbox/impact?month=2026-10', cookie)
    expect(status).to.equal(200)
    expect(rowOf(text, 'September 2026')).to.include('31')
    const [started, , , booked] = rowOf(text, 'October 2026')
    expect([started, booked]).to.deep.equal(['17', 'not shown'])
    expect(text)
      .to.not.include('November 2026')
      .and.not.match(/>\s*77\s*</)
    expect(rowOf(text, 'Friends and belonging').at(-1)).to.equal('9')
    expect(text).to.not.include('made-up-thing')
    // Two moved to the worse: beside the total of 21, the seven that stayed are hidden with them.
    expect(rowOf(text, 'Overall, how happy did you feel yesterday\\?')).to.deep.equal([
      '12',
      'not shown',
      'not shown',
      '21',
    ])
    expect(text).to.not.include('<script')
    expect(text.match(/<svg/g)?.length).to.be.above(2)
  })

  it('say the same in the file as on the page', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/impact.csv', cookie)
    const lines = parse(text, { bom: true }).filter(([month]) => month === '2026-10')
    const valueOf = (figure: string) => lines.find(([, , name]) => name === figure)?.[3]
    expect(valueOf('Started')).to.equal('17')
    expect(valueOf('Booked a time')).to.equal('not shown')
    expect(text).to.not.include('2026-11')
  })

  it('hide a second school beside the one that must be, when both are seen', () => {
    const tally = (booked: number) => new Map([['2026-10', { totals: { booked }, waits: {} }]])
    const schools = [3, 11, 20].map((booked, at) => ({
      id: `s${at}`,
      name: `School ${at}`,
      months: tally(booked),
    }))
    const { body } = impactPage(texts, new ImpactReport(schools, '2026-11'), null)
    const [, row = ''] = /By school([\s\S]*?)<\/section>/.exec(body.markup) ?? []
    expect(rowOf(row, 'Booked a time')).to.deep.equal(['not shown', '11', 'not shown', '34'])
  })

  it('give a file in which nothing is a formula', async () => {
    const nasty = ['=1+1', '+44', '-5', '@SUM(A1)', '\t=1', ' =1', 'a"b,c\n=d', '|x']
    const [line] = parse(toCsv([nasty]), { bom: true, relax_column_count: true })
    for (const [at, cell] of (line ?? []).entries()) {
      expect(cell, nasty[at]).to.not.match(/^\s*[=+\-@|]/)
      expect(cell).to.include(nasty[at])
    }
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { headers } = await inbox.read('/inbox/impact.csv', cookie)
    expect(headers.get('content-type')).to.include('text/csv')
    expect(await inbox.audited()).to.include('rowan read impact impact.csv')
  })
})
