import { expect } from 'chai'
import { visitorOfBoth } from '../../support/accounts.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

/** What a browser would send of this page, with some of it changed. */
function formOf(page: string, more: Record<string, string> = {}): Record<string, string> {
  const form = page.slice(page.indexOf('action="/inbox/diary"'))
  const fields: Record<string, string> = {}
  for (const [, tag = ''] of form.matchAll(/<input\s([^>]*)>/gu)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(tag)?.[1]
    const name = of('name')
    if (name === undefined || (of('type') === 'checkbox' && !/\bchecked\b/u.test(tag))) continue
    fields[name] = of('value') ?? ''
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/gu,
  ))
    fields[name] = /value="([^"]*)" selected/u.exec(options)?.[1] ?? ''
  return { ...fields, ...more }
}

describe('the diary in the inbox', () => {
  let inbox: RunningInbox
  beforeEach(async () => {
    inbox = await runInbox()
  })
  afterEach(() => inbox.close())

  it('is changed by its link worker, and young people are offered what it says', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/diary', cookie)
    expect(text).to.include('09:00 to 12:00')
    const saved = await inbox.post(
      '/inbox/diary',
      formOf(text, {
        'hours-tuesday': '2pm to 3pm',
        'hours-wednesday': '',
        'leave-from-0': '2026-11-26',
        'exception-day-0': '2026-11-28',
        'exception-hours-0': '10-11',
        mostPerWeek: '4',
        'place-kind-1': 'walk',
        'place-text-1': 'At the gate',
      }),
      cookie,
    )
    expect(saved.status).to.equal(303)
    const again = (await inbox.read('/inbox/diary?saved', cookie)).text
    for (const shown of ['14:00 to 15:00', 'value="2026-11-26"', '10:00 to 11:00', 'At the gate', 'Saved.'])
      expect(again).to.include(shown)
    expect(await inbox.audited()).to.include('rowan changed diary rowan')
  })

  it('says what is wrong at each field, and loses nothing of it', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/diary', cookie)
    const wrong = {
      'hours-monday': 'whenever <b>',
      lengthMinutes: '3',
      calendar: 'http://10.0.0.1/a.ics',
      pausedUntil: '2026-02-30',
    }
    const answer = await inbox.post('/inbox/diary', formOf(text, wrong), cookie)
    const page = await answer.text()
    expect(answer.status).to.equal(400)
    expect(page).to.include('There is something to mend').and.include('value="whenever &lt;b&gt;"')
    for (const field of ['hours-monday', 'lengthMinutes', 'pausedUntil'])
      expect(page).to.include(`href="#${field}"`)
    const onlyDate = await inbox.post('/inbox/diary', formOf(text, { pausedUntil: '2027-01-11' }), cookie)
    expect(onlyDate.status, 'a date until when to see nobody, without the tick').to.equal(400)
    expect(await onlyDate.text())
      .to.include('href="#pausedUntil"')
      .and.include('Tick &quot;See nobody new for now&quot;')
      .and.include('value="2027-01-11"')
    const onlyCalendar = await inbox.post('/inbox/diary', formOf(text, { calendar: wrong.calendar }), cookie)
    expect(await onlyCalendar.text()).to.include('href="#calendar"')
  })

  it('takes a day once: a second row for it is to be put into the first', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/diary', cookie)
    const twice = {
      'exception-day-0': '2026-12-03',
      'exception-hours-0': '9:00 to 15:00',
      'exception-day-1': '2026-12-03',
      'exception-hours-1': '',
    }
    const answer = await inbox.post('/inbox/diary', formOf(text, twice), cookie)
    expect(answer.status).to.equal(400)
    expect(await answer.text())
      .to.include('href="#exception-day-1"')
      .and.not.include('href="#exception-day-0"')
  })

  it('does not write over what someone else saved meanwhile, unless it is saved again', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/diary', cookie)
    await inbox.post('/inbox/diary', formOf(text, { gapMinutes: '5' }), cookie)
    const stale = await inbox.post('/inbox/diary', formOf(text, { gapMinutes: '15' }), cookie)
    const page = await stale.text()
    expect(stale.status).to.equal(409)
    expect(page).to.include('changed by someone else').and.include('value="15"')
    expect(formOf((await inbox.read('/inbox/diary', cookie)).text)['gapMinutes']).to.equal('5')
    const twice = await inbox.post('/inbox/diary', formOf(page), cookie)
    expect(twice.status).to.equal(303)
  })

  it('is saved at the school it was shown at, whatever another tab looks at by then, and shown there again', async () => {
    const visitor = await visitorOfBoth(inbox, 'rowan')
    const form = formOf((await visitor.open('/inbox/diary')).text, { gapMinutes: '15' })
    const { cookie } = visitor
    await inbox.post('/inbox/account/school', { csrf: form['csrf']!, school: 'other' }, cookie)

    const elsewhere = await inbox.post('/inbox/diary', { ...form, at: 'nowhere' }, cookie)
    expect(elsewhere.status, 'a school that is not theirs').to.equal(404)
    const saved = await inbox.post('/inbox/diary', form, cookie)
    expect(saved.headers.get('location')).to.equal('/inbox/diary?saved')
    const next = (await inbox.read('/inbox/diary?saved', cookie)).text
    expect(next).to.include('Test School demo')
    expect(formOf(next)['gapMinutes']).to.equal('15')
    await inbox.post('/inbox/account/school', { csrf: form['csrf']!, school: 'other' }, cookie)
    expect(formOf((await inbox.read('/inbox/diary', cookie)).text)['gapMinutes']).to.not.equal('15')
  })

  it("is nobody else's: a duty contact has none", async () => {
    const cookie = await inbox.signIn('duty-contact', 'dana')
    expect((await inbox.read('/inbox/diary', cookie)).status).to.equal(404)
    expect((await inbox.post('/inbox/diary', {}, cookie)).status).to.equal(403)
  })
})
