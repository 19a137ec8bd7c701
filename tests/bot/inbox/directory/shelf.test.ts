import { expect } from 'chai'
import { openDirectory } from '../../../../bot/feeds/directory.ts'
import { directoryRecords, recordIdOf } from '../../../../bot/feeds/records.ts'
import { createLogger } from '../../../../bot/logger.ts'
import { schoolsOf } from '../../../../bot/schools.ts'
import type { Opportunity } from '../../../../domain/directory/opportunity.ts'
import { content } from '../../../support/conversation.ts'
import { runInbox, twoSchools } from '../../../support/inbox.ts'
import type { RunningInbox } from '../../../support/inbox.ts'
import { opportunity } from '../../../support/opportunity.ts'

const drawing = opportunity({
  sourceId: 'ink',
  name: 'Inkwell drawing club',
  description: 'Drawing for everyone.\nBring <b>nothing</b>.',
  organisation: 'Inkwell',
  ages: { min: 11, max: 18 },
  cost: { free: true, provenance: 'description' },
  email: 'not an address',
  alert: 'Bring a parent the first time',
  licence: 'OGL 3',
  attribution: 'Testtown Council',
  lastChecked: '2026-10-02',
})
const sketching = opportunity({
  sourceId: 'sketch',
  name: 'Sketching walks',
  description: 'We draw outdoors.',
})

describe('the directory in the inbox', () => {
  let running: RunningInbox
  let rowan: string
  beforeEach(async () => {
    running = await runInbox({}, [drawing, sketching])
    rowan = await running.signIn('link-worker', 'rowan')
  })
  afterEach(() => running.close())

  const suggested = (at = 'demo', from = running.directory): string[] =>
    from
      .matcherFor(at)
      .suggest({
        age: 15,
        says: ['i like drawing'],
        cards: [],
        needs: {},
        exclude: [],
        limit: 4,
        now: running.clock.now().toISOString(),
      })
      .suggestions.map(({ activity }) => activity)
  const formOf = async (page: string, cookie = rowan): Promise<Record<string, string>> => {
    const { text } = await running.read(page, cookie)
    const body = text.slice(text.lastIndexOf('<form method="post" action="/inbox/directory/'))
    const decoded = (value: string) =>
      value
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&')
    const fields: Record<string, string> = {}
    for (const [, name = '', value = ''] of body.matchAll(
      /<input[^>]*? name="([^"]+)"\s+type="(?:text|date|time)"\s+value="([^"]*)"/g,
    ))
      fields[name] = decoded(value)
    for (const [, name = '', value = ''] of body.matchAll(
      /<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"/g,
    ))
      fields[name] = decoded(value)
    for (const [, name = '', value = ''] of body.matchAll(/<textarea[^>]*? name="([^"]+)"[^>]*>\n([^<]*)/g))
      fields[name] = decoded(value)
    for (const [, name = '', options = ''] of body.matchAll(
      /<select[^>]*? name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
    ))
      fields[name] = /value="([^"]*)"\s+selected/.exec(options)?.[1] ?? ''
    return fields
  }
  const csrf = async (cookie = rowan): Promise<string> =>
    /name="csrf" value="([^"]*)"/.exec((await running.read('/inbox', cookie)).text)?.[1] ?? ''
  const act = async (does: string, entry: string, more: Record<string, string> = {}, cookie = rowan) =>
    running.post(`/inbox/directory/${does}`, { csrf: await csrf(cookie), entry, ...more }, cookie)
  const page = async (id: string, cookie = rowan) =>
    running.read(`/inbox/directory/entry?id=${encodeURIComponent(id)}`, cookie)
  const save = async (path: string, fields: Record<string, string>, cookie = rowan) => {
    const answer = await running.post(path, fields, cookie)
    return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') ?? '' }
  }
  const feedSays = async (changed: Opportunity) => {
    const records = running.store.collection(directoryRecords)
    const id = recordIdOf(changed)
    await records.put(
      id,
      { kind: 'opportunity', opportunity: changed },
      (await records.get(id))?.version ?? 0,
    )
  }
  const another = () =>
    openDirectory({
      store: running.store,
      schools: schoolsOf(twoSchools()),
      vocabulary: content().vocabulary,
      clock: running.clock,
      logger: createLogger({ level: 'silent' }),
    })

  it('is searched as young people are answered, and shows an entry whole, its restrictions first', async () => {
    const list = await running.read('/inbox/directory?q=i+love+to+draw&age=15&cost=free', rowan)
    expect(list.status).to.equal(200)
    expect(list.text).to.contain('Inkwell drawing club').and.not.contain('Sketching walks')
    const { text } = await page('test:ink')
    for (const said of [
      '11 to 18',
      'Bring a parent the first time',
      'Free (from the description)',
      'Testtown Directory',
      'OGL 3',
      'Testtown Council',
      '2 October 2026',
      'Times',
      '52 days ago',
    ])
      expect(text).to.contain(said)
    expect(text.indexOf('Bring a parent')).to.be.below(text.indexOf('Drawing for everyone'))
    expect(text).to.contain('Bring &lt;b&gt;nothing&lt;/b&gt;')
  })

  it('a search of nonsense is a search of nothing', async () => {
    for (const query of [
      'age=-3&within=7&cost=x&day=someday&state=no&page=0',
      'near=the+moon&page=999',
      `q=${'x'.repeat(3000)}`,
    ])
      expect((await running.read(`/inbox/directory?${query}`, rowan)).status).to.equal(200)
    expect((await running.read('/inbox/directory?near=the+moon', rowan)).text).to.contain(
      'We do not know this place',
    )
  })

  it('a pin puts it first at once, and is taken off again', async () => {
    expect(suggested()[0]).to.equal('test:ink')
    expect((await act('pin', 'test:sketch')).status).to.equal(303)
    expect(suggested()[0]).to.equal('test:sketch')
    expect((await page('test:sketch')).text).to.contain('Pinned by')
    await act('unpin', 'test:sketch')
    expect(suggested()[0]).to.equal('test:ink')
    expect(await running.audited()).to.include.members([
      'rowan pinned directory-entry test:sketch',
      'rowan unpinned directory-entry test:sketch',
    ])
  })

  it('what is hidden is never suggested, with its reason, until it is shown again', async () => {
    const missing = await act('hide', 'test:ink', { reason: '  ' })
    expect(missing.status).to.equal(400)
    expect(suggested()).to.include('test:ink')
    await act('hide', 'test:ink', { reason: 'It closed in spring.' })
    expect(suggested()).to.deep.equal(['test:sketch'])
    expect((await page('test:ink')).text).to.contain('It closed in spring.')
    expect((await running.read('/inbox/directory?state=hidden', rowan)).text).to.contain('Inkwell')
    await act('unhide', 'test:ink')
    expect(suggested()).to.include('test:ink')
    expect(await running.audited()).to.include.members([
      'rowan hid directory-entry test:ink',
      'rowan unhid directory-entry test:ink',
    ])
  })

  it('takes effect in another process, and after a restart', async () => {
    const other = await another()
    await act('hide', 'test:ink', { reason: 'Closed.' })
    expect(suggested('demo', other)).to.include('test:ink')
    await other.takeDecisions()
    expect(suggested('demo', other)).to.deep.equal(['test:sketch'])
    expect(suggested('demo', await another())).to.deep.equal(['test:sketch'])
  })

  it('a correction keeps to what was changed, and outlives the feed', async () => {
    const fields = await formOf('/inbox/directory/correct?id=test%3Aink')
    expect(fields).to.include({
      name: 'Inkwell drawing club',
      'age-min': '11',
      'age-max': '18',
      email: 'not an address',
    })
    const { status, to } = await save('/inbox/directory/correct', { ...fields, 'age-min': '16' })
    expect([status, to]).to.deep.equal([303, '/inbox/directory/entry?id=test%3Aink'])
    expect(suggested(), 'they are 15').to.not.include('test:ink')
    const { text } = await page('test:ink')
    expect(text).to.contain('16 to 18').and.contain('11 to 18').and.contain('today at 9am')
    expect(text.match(/Use the directory/g)).to.have.length(1)

    await feedSays({ ...drawing, ages: { min: 12, max: 18 }, description: 'New words.' })
    const renewed = await another()
    expect(renewed.browserFor('demo').entry('test:ink')).to.deep.include({ description: 'New words.' })
    expect(renewed.browserFor('demo').entry('test:ink')?.ages.min).to.equal(16)
    expect(suggested('demo', renewed)).to.not.include('test:ink')
  })

  it('says when the feed changed under a correction', async () => {
    const fields = await formOf('/inbox/directory/correct?id=test%3Aink')
    await save('/inbox/directory/correct', { ...fields, 'age-min': '16' })
    await running.close()
    const store = running.store
    await feedSays({ ...drawing, ages: { min: 12, max: 18 } })
    running = await runInbox({ directory: await another() })
    rowan = await running.signIn('link-worker', 'rowan')
    expect(store).to.not.equal(running.store)
    const { text } = await page('test:ink')
    expect(text).to.contain('Directory has changed').and.contain('12 to 18').and.contain('16 to 18')
    expect((await running.read('/inbox/directory/decisions', rowan)).text).to.contain(
      'the directory has changed something',
    )
  })

  it('a correction is taken back field by field', async () => {
    const fields = await formOf('/inbox/directory/correct?id=test%3Aink')
    await save('/inbox/directory/correct', { ...fields, 'age-min': '16', phone: '01632 960001' })
    await act('uncorrect', 'test:ink', { field: 'ages' })
    expect(suggested()).to.include('test:ink')
    expect((await page('test:ink')).text).to.contain('01632 960001')
    await act('uncorrect', 'test:ink', { field: 'phone' })
    expect(running.directory.decided.of('demo')).to.deep.equal([])
    expect((await running.audited()).filter((line) => line.includes('uncorrected'))).to.have.length(2)
  })

  it('of two who correct at once the second sees it, and loses nothing', async () => {
    const fields = await formOf('/inbox/directory/correct?id=test%3Aink')
    const willow = await running.signIn('link-worker', 'willow')
    await save(
      '/inbox/directory/correct',
      { ...(await formOf('/inbox/directory/correct?id=test%3Aink', willow)), name: 'Inkwell' },
      willow,
    )
    const { status, text } = await save('/inbox/directory/correct', { ...fields, phone: '01632 960077' })
    expect(status).to.equal(409)
    expect(text).to.contain('01632 960077').and.contain('Someone else saved this entry')
  })

  it('a form left as it was corrects nothing', async () => {
    const fields = await formOf('/inbox/directory/correct?id=test%3Aink')
    expect((await save('/inbox/directory/correct', fields)).status).to.equal(303)
    expect(running.directory.decided.of('demo')).to.deep.equal([])
  })

  const NEW = {
    name: 'Zine drawing night',
    description: 'We draw and fold zines.',
    'age-min': '13',
    'age-max': '17',
    cost: 'free',
    'day-0': 'friday',
    'from-0': '17:00',
    'to-0': '18:30',
    postcode: 'bs5 0aa',
    phone: '01632 960055',
    status: 'active',
    'check-by': '2027-01-31',
  }
  const add = async (more: Record<string, string> = {}) =>
    save('/inbox/directory/add', { csrf: await csrf(), ...NEW, ...more })

  it('one is added once for a form that comes twice', async () => {
    const { key = '' } = await formOf('/inbox/directory/add')
    const first = await add({ key })
    expect(await add({ key })).to.deep.equal(first)
    expect((await add({ key, name: 'Zine morning' })).to).to.not.equal(first.to)
    const added = (await running.audited()).filter((line) => line.startsWith('rowan added'))
    expect(added).to.have.length(2)
  })

  it('one added by hand is suggested at once, as its own source, until its day', async () => {
    const { status, to } = await add()
    expect(status).to.equal(303)
    const id = decodeURIComponent(to.split('id=')[1] ?? '')
    expect(suggested()).to.include(id)
    expect(suggested('other'), 'at their school only').to.deep.equal([])
    const { text } = await page(id)
    for (const said of [
      'Zine drawing night',
      '13 to 17',
      'BS5 0AA',
      'Friday, 17:00 to 18:30',
      'Added by a link worker',
      '31 January 2027',
    ])
      expect(text).to.contain(said)
    running.clock.set('2027-02-01T09:00:00Z')
    expect(suggested()).to.not.include(id)
    rowan = await running.signIn('link-worker', 'rowan')
    expect((await running.read('/inbox/directory', rowan)).text).to.contain('1 entry needs a look')
    const again = await formOf(`/inbox/directory/change?id=${encodeURIComponent(id)}`)
    expect(again).to.include({ name: 'Zine drawing night', 'from-0': '17:00', 'check-by': '2027-01-31' })
    expect(
      (await act('checked', id, { version: '1', 'check-by': '2027-01-01' })).status,
      'a day that is past',
    ).to.equal(400)
    await act('checked', id, { version: '1', 'check-by': '2027-06-30' })
    expect(suggested()).to.include(id)
    await act('remove', id, { version: '2' })
    expect(suggested()).to.not.include(id)
    expect((await page(id)).text).to.contain('Taken out by')
    await act('put-back', id, { version: '3' })
    expect(suggested()).to.include(id)
    for (const did of ['added', 'checked', 'removed', 'put-back'])
      expect(await running.audited()).to.include(`rowan ${did} directory-entry ${id}`)
  })

  it('what cannot be taken is named, and what was typed stays', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ name: ' ' }, 'Give it a name'],
      [{ description: '' }, 'Say what it is'],
      [{ 'age-min': '18' }, 'The oldest age is below the youngest'],
      [{ 'age-min': 'ten' }, 'Write a number'],
      [{ 'to-0': '16:00' }, 'It ends before it begins'],
      [{ 'from-1': '16:00' }, 'Choose the day'],
      [{ 'from-0': '25:00' }, 'Write a time'],
      [{ postcode: 'nowhere' }, 'no UK postcode'],
      [{ email: 'me@' }, 'no e-mail address'],
      [{ url: 'javascript:alert(1)' }, 'no web address'],
      [{ phone: 'ring me' }, 'no phone number'],
      [{ 'cost-from': '3' }, 'said to be free'],
      [{ expires: '2026-02-30' }, 'Write a day'],
      [{ expires: '2026-01-01' }, 'This day is past'],
      [{ 'check-by': '' }, 'Choose the day by which'],
      [{ 'check-by': '2029-01-01' }, 'Choose the day by which'],
      [{ status: 'excellent' }, 'Choose one from the list'],
      [{ phone: '', postcode: '' }, 'Give a phone number'],
      [{ description: 'x'.repeat(20_001) }, 'too long'],
    ]
    for (const [more, says] of wrong) {
      const { status, text } = await add(more)
      expect(status, says).to.equal(400)
      expect(text, says)
        .to.contain(says)
        .and.match(/value="friday"\s+selected/)
    }
    expect(running.directory.decided.of('demo')).to.deep.equal([])
  })

  it('script in what is added is shown to nobody', async () => {
    const { to } = await add({
      name: 'Draw <script>alert(1)</script>club',
      description: '<img src=x onerror=alert(1)>Drawing',
    })
    const id = decodeURIComponent(to.split('id=')[1] ?? '')
    expect(running.directory.browserFor('demo').entry(id)).to.include({ description: 'Drawing' })
    expect((await page(id)).text).to.not.match(/<script|<img/)
  })

  it('is for link workers, and for their own school', async () => {
    const dana = await running.signIn('duty-contact', 'dana')
    expect((await running.read('/inbox/directory', dana)).status).to.equal(404)
    expect((await act('hide', 'test:ink', { reason: 'x' }, dana)).status).to.equal(404)
    const elsewhere = await running.signIn('link-worker', 'rowan', 'other')
    expect((await page('test:ink', elsewhere)).status).to.equal(404)
    expect((await act('hide', 'test:ink', { reason: 'x' }, elsewhere)).status).to.equal(404)
    expect(
      (await running.post('/inbox/directory/hide', { entry: 'test:ink', reason: 'x' }, rowan)).status,
      'not our form',
    ).to.equal(403)
    expect((await running.read('/inbox/directory')).status).to.equal(302 + 1)
    expect(suggested()).to.include('test:ink')
  })
})
