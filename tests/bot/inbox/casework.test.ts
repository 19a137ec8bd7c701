import { expect } from 'chai'
import { CaseLog } from '../../../bot/inbox/casework/case-log.ts'
import { alerts } from '../../../bot/records/alerts.ts'
import { caseworkId, caseworks } from '../../../bot/records/casework.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { handoffs } from '../../../bot/records/handoffs.ts'
import { alert, concern, handoff } from '../../support/cases.ts'
import { Caseworker } from '../../support/caseworker.ts'
import { eventually } from '../../support/eventually.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

const PAGE = '/inbox/handoffs/dl_one/casework'

describe('casework in the inbox', () => {
  let inbox: RunningInbox
  let rowan: Caseworker
  beforeEach(async () => {
    inbox = await runInbox()
    rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
  })
  afterEach(() => inbox.close())

  const entries = async (of: 'handoff' | 'alert' = 'handoff', id = 'dl_one') =>
    (await inbox.store.collection(caseworks).get(caseworkId(of, id)))?.body.entries ?? []

  describe('a note', () => {
    beforeEach(() => inbox.put({ handoff: handoff() }))

    it('is kept with who wrote it and when, inert, once for a form that comes twice', async () => {
      await rowan.open(PAGE)
      const form = rowan.form('/inbox/handoffs/dl_one/notes')
      const note = { ...form, note: 'Rang aunt <script>alert(1)</script>' }
      expect((await rowan.post('/inbox/handoffs/dl_one/notes', note)).status).to.equal(303)
      expect((await rowan.post('/inbox/handoffs/dl_one/notes', note)).status).to.equal(303)
      expect(await entries()).to.have.length(1)
      const page = await rowan.open(PAGE)
      expect(page).to.include('rowan Testperson, today at 9am')
      expect(page).to.include('&lt;script&gt;').and.not.include('<script>')
      expect(await inbox.audited()).to.include('rowan noted handoff dl_one')
      expect(await inbox.audited()).to.include('rowan read handoff dl_one')
    })

    it('with other words in a form that was sent before is kept on the page, not lost and not written', async () => {
      await rowan.open(PAGE)
      const form = rowan.form('/inbox/handoffs/dl_one/notes')
      await rowan.post('/inbox/handoffs/dl_one/notes', { ...form, note: 'first' })
      const back = await rowan.post('/inbox/handoffs/dl_one/notes', { ...form, note: 'second thoughts' })
      expect(back.status).to.equal(409)
      expect(await back.text())
        .to.include('Nothing was saved')
        .and.match(/<textarea[^>]*id="note"[^>]*>\s*second thoughts</)
      expect(await entries()).to.have.length(1)
    })

    it('that is empty, too long, or without its key is not written, and says why', async () => {
      await rowan.open(PAGE)
      const form = rowan.form('/inbox/handoffs/dl_one/notes')
      for (const [fields, said] of [
        [{ ...form, note: ' ' }, 'Write something first'],
        [{ ...form, note: 'x'.repeat(4001) }, 'too long'],
        [{ ...form, key: '', note: 'x' }, 'Casework'],
      ] as const) {
        const answer = await rowan.post('/inbox/handoffs/dl_one/notes', fields)
        expect(answer.status).to.equal(422)
        expect(await answer.text()).to.include(said)
      }
      expect(await entries()).to.deep.equal([])
    })

    it('is not there for another school, nor for who may not read summaries, and that is written down', async () => {
      const stranger = await Caseworker.signIn(inbox, 'link-worker', 'rowan', 'other')
      const dana = await Caseworker.signIn(inbox, 'duty-contact', 'dana')
      for (const someone of [stranger, dana]) {
        expect((await inbox.read(PAGE, someone.cookie)).status).to.equal(404)
        const fields = { csrf: someone.csrf, key: 'k'.repeat(22), note: 'x' }
        expect((await someone.post('/inbox/handoffs/dl_one/notes', fields)).status).to.equal(404)
      }
      expect(await entries()).to.deep.equal([])
      const refused = (await inbox.audited()).filter((line) => line.endsWith('refused handoff dl_one'))
      expect(refused).to.have.length(4)
    })
  })

  it('records a contact that was made or tried, and never one that is still to come', async () => {
    await inbox.put({ handoff: handoff() })
    const path = '/inbox/handoffs/dl_one/contacts'
    const contact = { how: 'phone', reached: 'no', day: '2026-11-20', time: '14:30', about: 'voicemail' }
    await rowan.sends(PAGE, path, contact)
    await rowan.sends(PAGE, path, { ...contact, how: 'met', reached: 'yes', day: '2026-11-21' })
    expect(await rowan.open(PAGE))
      .to.include('Phone, Friday 20 November at 2:30pm: tried, not reached')
      .and.include('Met, Saturday 21 November at 2:30pm: reached')
    expect((await rowan.sends(PAGE, path, { ...contact, day: '2026-11-24' })).status).to.equal(422)
    expect((await rowan.sends(PAGE, path, { ...contact, how: 'pigeon' })).status).to.equal(422)
    expect(await entries()).to.have.length(2)
    expect(await rowan.open('/inbox/caseload?whose=all')).to.match(/Last contact[\s\S]*Sat 21 Nov/)
  })

  it('is given to another link worker of the school, who has it unread; a stale page gives nothing', async () => {
    const read = { by: 'rowan', name: 'Rowan', at: '2026-11-23T08:40:00.000Z' }
    await inbox.put({ handoff: handoff({ linkWorker: 'rowan', acknowledged: read }) })
    const path = '/inbox/handoffs/dl_one/assign'
    await rowan.open(PAGE)
    const stale = rowan.form(path)
    expect((await rowan.sends(PAGE, path, { to: 'willow' })).status).to.equal(303)
    const given = (await inbox.store.collection(handoffs).get('dl_one'))?.body
    expect([given?.linkWorker, given?.acknowledged]).to.deep.equal(['willow', undefined])
    const late = await rowan.post(path, { ...stale, key: 'z'.repeat(22), to: 'both' })
    expect(late.status).to.equal(409)
    expect((await rowan.sends(PAGE, path, { to: 'mallory' })).status).to.equal(409)
    const willow = await Caseworker.signIn(inbox, 'link-worker', 'willow')
    expect(await willow.open('/inbox')).to.match(/1 summary waits/i)
    expect(await willow.open('/inbox/handoffs/dl_one')).to.match(/Waiting less than a minute/)
    expect(await inbox.audited()).to.include('rowan assigned handoff dl_one')
  })

  describe('a concern', () => {
    const CONCERN = '/inbox/alerts/c1/casework'
    const CLOSE = '/inbox/alerts/c1/close'
    const read = { by: 'dana', name: 'Dana', at: '2026-11-23T08:40:00.000Z' }
    const closing = { reason: 'supported', why: 'Met with them and their aunt; plan made.' }
    let dana: Caseworker
    beforeEach(async () => {
      dana = await Caseworker.signIn(inbox, 'duty-contact', 'dana')
    })

    it('is closed with why by a duty contact who has read it, leaves the list, and can be opened again', async () => {
      await inbox.put({ alert: alert({ acknowledged: read }) })
      expect((await dana.sends(CONCERN, CLOSE, { reason: 'bored', why: 'x' })).status).to.equal(422)
      expect((await dana.sends(CONCERN, CLOSE, { ...closing, why: ' ' })).status).to.equal(422)
      expect((await dana.sends(CONCERN, CLOSE, closing)).status).to.equal(303)
      const queue = await dana.open('/inbox')
      expect(queue).to.match(/Closed concerns[\s\S]*A plan with the young person is in place/)
      expect(queue).to.include('None yet. Concerns that one of you has read')
      expect(await dana.open(CONCERN)).to.include('Met with them and their aunt; plan made.')
      expect((await dana.sends(CONCERN, '/inbox/alerts/c1/reopen', { again: '' })).status).to.equal(303)
      expect((await inbox.store.collection(alerts).get('c1'))?.body.closed).to.equal(undefined)
      expect((await entries('alert', 'c1')).map(({ kind }) => kind)).to.deep.equal(['closed', 'reopened'])
      expect(await inbox.audited()).to.include.members(['dana closed alert c1', 'dana reopened alert c1'])
    })

    it('is not closed unread, nor when more was said since, nor by a link worker', async () => {
      await inbox.put({ alert: alert() })
      expect(await dana.open(CONCERN))
        .to.include('Mark it as read first')
        .and.not.include(`action="${CLOSE}"`)
      const forged = { csrf: dana.csrf, key: 'k'.repeat(22), seen: 'reach-out.1', ...closing }
      expect((await dana.post(CLOSE, forged)).status).to.equal(409)
      const records = inbox.store.collection(alerts)
      const more = alert({ acknowledged: read, concern: concern({ count: 2 }) })
      await records.put('c1', more, (await records.get('c1'))?.version ?? 0)
      expect((await dana.post(CLOSE, forged)).status).to.equal(409)
      expect((await rowan.post(CLOSE, { ...forged, csrf: rowan.csrf })).status).to.equal(404)
      expect((await records.get('c1'))?.body.closed).to.equal(undefined)
      expect(await inbox.audited()).to.include('rowan refused alert c1')
    })
  })

  describe('with a conversation behind it', () => {
    const speaker = { conversation: 'dl_one', user: 'dl_u', school: 'demo', channel: 'directline' as const }
    const record = async () => (await inbox.store.collection(conversations).get('dl_one'))?.body
    const heard = async () =>
      (await record())?.log.flatMap((entry) => (entry.by === 'bot' ? [entry.reply.message] : [])) ?? []
    let turn = 0
    const says = (text: string) =>
      inbox.conversations.take(speaker, { type: 'message', text, clientActivityId: `t${(turn += 1)}` })
    const taps = async (place: number) => {
      const asked = (await record())?.log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
      const id = asked?.by === 'bot' ? asked.reply.ask?.choices[place - 1]?.id : undefined
      await inbox.conversations.take(speaker, {
        ...{ type: 'message', text: '', clientActivityId: `t${(turn += 1)}` },
        tap: { chose: [id ?? ''] },
      })
    }
    const books = async () => {
      await inbox.conversations.start(speaker)
      await says('book a time')
      await taps(1)
      await says('yes')
      const made = inbox.store.collection(handoffs)
      await eventually('the booking is in the inbox', async () => (await made.get('dl_one')) !== undefined)
      const appointment = (await record())?.person.appointment
      if (!appointment) throw new Error('nothing is booked')
      return appointment
    }
    const idle = () => eventually('effects are done', async () => (await record())?.effects.length === 0)

    it('writes to the young person: signed, once, with what an answer does, there when they come back', async () => {
      await books()
      const path = '/inbox/handoffs/dl_one/message'
      await rowan.open(PAGE)
      const form = { ...rowan.form(path), message: 'The art room is free on Mondays.' }
      expect((await rowan.post(path, form)).status).to.equal(303)
      expect((await rowan.post(path, form)).status).to.equal(303)
      const written = (await record())?.log.filter((entry) => entry.by === 'visitor') ?? []
      expect(written.map(({ who, text }) => [who.name, who.role, text])).to.deep.equal([
        ['rowan Testperson', 'Link worker', 'The art room is free on Mondays.'],
      ])
      expect((await heard()).at(-1)).to.equal('person.wrote')
      await inbox.conversations.comesBack('dl_one')
      expect(await heard()).to.include('return.wrote')
      await idle()
      expect(await inbox.audited()).to.include('rowan wrote conversation dl_one')
      expect(await rowan.open(PAGE)).to.include('Written to the young person')
    })

    it('sends nothing while somebody else is in the chat, and keeps what was typed', async () => {
      await books()
      const visitor = { id: 'both', name: 'Both Testperson', role: 'Link worker', as: 'link-worker' as const }
      const session = { id: 's', until: '2026-11-23T18:00:00.000Z' }
      await inbox.conversations.visits.enter('dl_one', { visitor, session, seen: 'booking' })
      const answer = await rowan.sends(PAGE, '/inbox/handoffs/dl_one/message', { message: 'hello' })
      expect(answer.status).to.equal(409)
      expect(await answer.text())
        .to.include('somebody else is in the chat')
        .and.include('hello')
      expect(await entries()).to.deep.equal([])
    })

    it('records in one tap from the list that they came, or did not, and that is put right', async () => {
      const { slot, id } = await books()
      expect(await rowan.open('/inbox')).to.not.include('Meetings to record')
      inbox.clock.set(slot.end)
      rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
      expect(await rowan.open('/inbox')).to.include('Meetings to record')
      const path = '/inbox/handoffs/dl_one/outcome'
      const quick = rowan.form(path)
      const tapped = await rowan.post(path, { ...quick, what: 'did-not-attend' })
      expect(tapped.headers.get('location')).to.equal('/inbox?recorded')
      await rowan.post(path, { ...quick, what: 'did-not-attend' })
      expect((await heard()).filter((text) => text === 'book.missed')).to.have.length(1)
      expect((await record())?.person.appointment?.status).to.equal('missed')
      expect(await rowan.open('/inbox?recorded'))
        .to.include('is recorded')
        .and.not.include('Meetings to record')
      // A colleague's stale list does not overwrite it; on the page itself it can be put right.
      const stale = { ...quick, key: 'q'.repeat(22), what: 'attended' }
      expect((await rowan.post(path, stale)).status).to.equal(409)
      const right = { what: 'attended', agreed: 'Try the art room on Monday', onward: 'activity' }
      expect((await rowan.sends(PAGE, path, right)).status).to.equal(303)
      expect((await record())?.person.appointment).to.include({ id, status: 'booked' })
      const page = await rowan.open(PAGE)
      expect(page).to.include('They came').and.include('Try the art room').and.include('An activity or group')
      expect(await inbox.audited()).to.include('rowan recorded-outcome handoff dl_one')
    })

    it('records what came of a meeting after they have booked the next, from a page that was open before too', async () => {
      const first = await books()
      inbox.clock.set(first.slot.end)
      rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
      await rowan.open('/inbox')
      const path = '/inbox/handoffs/dl_one/outcome'
      const open = rowan.form(path)
      inbox.clock.advance({ minutes: 1 })
      await says('book')
      await taps(1)
      await says('yes')
      await idle()
      const next = (await record())?.person.appointment
      expect(next?.id).to.not.equal(first.id)
      expect(await rowan.open('/inbox')).to.include('Meetings to record')
      expect(rowan.form(path)['appointment']).to.equal(first.id)
      expect((await rowan.post(path, { ...open, what: 'did-not-attend' })).status).to.equal(303)
      const counted = async () => {
        const { attended = 0, missed = 0 } = (await inbox.impact.of('demo')).get('2026-11')?.totals ?? {}
        return { attended, missed }
      }
      expect(await counted()).to.deep.equal({ attended: 0, missed: 1 })
      expect(await heard(), 'they have booked again').to.not.include('book.missed')
      expect((await record())?.person.appointment).to.deep.equal(next)
      expect(await rowan.open('/inbox')).to.not.include('Meetings to record')
      expect((await rowan.sends(PAGE, path, { what: 'attended' })).status).to.equal(303)
      expect(await counted()).to.deep.equal({ attended: 1, missed: 0 })
      expect(await rowan.open(PAGE)).to.include('They came')
    })

    it('takes no outcome of a meeting that is ahead, and ends support at any time', async () => {
      const appointment = await books()
      const path = '/inbox/handoffs/dl_one/outcome'
      const forged = { appointment: appointment.id, sequence: '0', what: 'attended' }
      expect((await rowan.sends(PAGE, path, forged)).status).to.equal(409)
      expect((await rowan.sends(PAGE, path, { what: 'ended', agreed: 'Found a club' })).status).to.equal(303)
      expect(await rowan.open('/inbox/caseload?whose=all')).to.match(/Support has ended[\s\S]*No name given/)
    })

    it('leaves support ended when the meeting before is recorded in one tap, until it is said that it goes on', async () => {
      const { slot } = await books()
      const path = '/inbox/handoffs/dl_one/outcome'
      inbox.clock.set(slot.end)
      rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
      await rowan.sends(PAGE, path, { what: 'ended' })
      await rowan.open('/inbox')
      expect((await rowan.post(path, { ...rowan.form(path), what: 'attended' })).status).to.equal(303)
      const state = async () => /Where it stands<\/dt>\s*<dd><bdi>([^<]*)</.exec(await rowan.open(PAGE))?.[1]
      expect(await state()).to.equal('Support has ended')
      expect(rowan.text)
        .to.include('They came')
        .and.include('value="resumed"')
        .and.not.include('value="ended"')
      expect((await rowan.sends(PAGE, path, { what: 'resumed' })).status).to.equal(303)
      expect(await state()).to.not.equal('Support has ended')
      expect(rowan.text).to.include('Support goes on after all').and.include('value="ended"')
    })

    it('moves a time: told kindly, once, the old one free for nobody, a stale page changes nothing', async () => {
      const before = await books()
      const page = '/inbox/handoffs/dl_one/time'
      await rowan.open(page)
      const form = rowan.form(`${page}/move`)
      const slot = /name="slot"\s+type="radio"\s+value="([^"]+)"/.exec(rowan.text)?.[1] ?? ''
      expect((await rowan.post(`${page}/move`, { ...form, absent: 'yes' })).status).to.equal(422)
      const move = { ...form, slot, absent: 'yes' }
      expect((await rowan.post(`${page}/move`, move)).status).to.equal(303)
      expect((await rowan.post(`${page}/move`, move)).status).to.equal(303)
      await idle()
      const after = (await record())?.person.appointment
      expect([after?.id, after?.slot.id, after?.sequence]).to.deep.equal([before.id, slot, 1])
      expect((await heard()).slice(-2)).to.deep.equal(['book.moved', 'book.moved.to'])
      await rowan.open(page)
      expect(rowan.text).to.not.include(before.slot.id)
      const stale = await rowan.post(`${page}/call-off`, form)
      expect(stale.status).to.equal(409)
      expect((await entries()).map(({ kind }) => kind)).to.deep.equal(['moved'])
      const sent = (await inbox.store.collection(handoffs).get('dl_one'))?.body
      expect(sent?.appointment?.slot.id).to.equal(slot)
    })

    it('calls a time off with the next free times, and offers that time to nobody', async () => {
      const { slot } = await books()
      const page = '/inbox/handoffs/dl_one/time'
      expect((await rowan.sends(page, `${page}/call-off`, { absent: 'yes' })).status).to.equal(303)
      await idle()
      expect((await record())?.person.appointment?.status).to.equal('cancelled')
      expect((await heard()).slice(-2)).to.deep.equal(['book.called-off', 'book.called-off.next'])
      await says('book')
      const asked = (await record())?.log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
      const offered = asked?.by === 'bot' ? (asked.reply.ask?.choices.map(({ id }) => id) ?? []) : []
      expect(offered.length).to.be.above(3)
      expect(offered).to.not.include(slot.id)
      expect(await inbox.audited()).to.include.members([
        'rowan called-off handoff dl_one',
        `rowan changed diary ${slot.linkWorker}`,
      ])
    })
  })

  it('lists a meeting to record however old its summary is, and says how many that were read are not listed', async () => {
    const read = { by: 'rowan', name: 'Rowan', at: '2026-11-20T08:00:00.000Z' }
    const newer = Array.from({ length: 101 }, (_, n) =>
      handoff({ id: `dl_${n}`, preferredName: `N${n}`, acknowledged: read }),
    )
    const old = { agreedAt: '2026-10-01T08:00:00.000Z', acknowledged: read, preferredName: 'Oldest' }
    const meets = (id: string, start: string) => ({
      ...{ id, linkWorkerName: 'Rowan', bookedAt: old.agreedAt, status: 'booked', sequence: 0 },
      slot: {
        ...{ id: `slot-${id}`, linkWorker: 'rowan', start, end: start.replace(':00:00', ':30:00') },
        place: { kind: 'room', text: 'Room 4' },
      },
    })
    const past = handoff({ ...old, appointment: meets('a1', '2026-11-23T08:00:00.000Z') })
    const ahead = { ...old, id: 'dl_ahead', preferredName: 'Ahead' }
    await inbox.put(
      ...newer.map((one) => ({ handoff: one })),
      { handoff: past },
      { handoff: handoff({ ...ahead, appointment: meets('a2', '2026-11-24T08:00:00.000Z') }) },
    )
    const page = await rowan.open('/inbox')
    expect(page).to.match(/Meetings to record[\s\S]*Oldest[\s\S]*Summaries that were read/)
    expect(page).to.match(/Summaries that were read[\s\S]*Ahead/)
    expect(page).to.include('3 older ones are not listed here.')
    const path = '/inbox/handoffs/dl_one/outcome'
    await rowan.post(path, { ...rowan.form(path), what: 'attended' })
    expect(await rowan.open('/inbox')).to.not.include('Meetings to record')
  })

  it('shows whom a link worker had who has left as nobody’s, and that their times are booked with nobody', async () => {
    const start = '2026-11-24T09:00:00.000Z'
    const appointment = {
      ...{ id: 'a1', linkWorkerName: 'Sam Exampleby', bookedAt: '2026-11-20T08:00:00.000Z' },
      ...{ status: 'booked', sequence: 0 },
      slot: {
        ...{ id: 's1', linkWorker: 'sam', start, end: '2026-11-24T09:30:00.000Z' },
        place: { kind: 'room', text: 'Room 4' },
      },
    }
    await inbox.put(
      { handoff: handoff({ preferredName: 'Booked', linkWorker: 'sam', appointment }) },
      { handoff: handoff({ id: 'dl_two', preferredName: 'Given', linkWorker: 'sam' }) },
      { handoff: handoff({ id: 'dl_three', preferredName: 'Kit', linkWorker: 'willow' }) },
    )
    const list = await rowan.open('/inbox/caseload?whose=nobody')
    expect(list).to.include('Booked').and.include('Given').and.not.include('Kit')
    expect(list).to.include('Sam Exampleby (not a link worker here any more)')
    expect(list).to.include('1 young person has a time booked with someone who is not a link worker here')
    const asked = { query: '', whose: 'nobody', status: 'any' }
    const found = await (await rowan.sends('/inbox/search', '/inbox/search', asked)).text()
    expect(found).to.include('Booked').and.include('Given').and.not.include('Kit')
  })

  it('of a summary goes with it: deleted by the young person, or swept; of a concern it stays', async () => {
    const log = new CaseLog(inbox.store)
    const note = {
      kind: 'note' as const,
      id: '1',
      at: '2026-11-23T09:00:00.000Z',
      by: 'x',
      name: 'X',
      text: 'x',
    }
    const speaker = { conversation: 'dl_one', user: 'dl_u', school: 'demo', channel: 'directline' as const }
    await inbox.conversations.start(speaker)
    await inbox.conversations.take(speaker, { type: 'message', text: 'delete', clientActivityId: 'a' })
    const records = inbox.store.collection(conversations)
    const stored = await records.get('dl_one')
    if (stored) await records.put('dl_one', { ...stored.body, handedOff: true }, stored.version)
    for (const of of ['handoff', 'alert'] as const)
      await log.add({ of, id: 'dl_one', conversation: 'dl_one', school: 'demo' }, note)
    await inbox.conversations.take(speaker, { type: 'message', text: 'yes', clientActivityId: 'b' })
    await eventually('the work on the summary is gone', async () => (await entries()).length === 0)
    expect(await entries('alert', 'dl_one')).to.have.length(1)
  })

  describe('search', () => {
    it('finds by part of a name, reference, link worker and where it stands, of the own school and role only', async () => {
      await inbox.put(
        { handoff: handoff({ linkWorker: 'willow' }), alert: alert({ preferredName: 'Robin' }) },
        { handoff: handoff({ id: 'dl_two', preferredName: 'Kit' }) },
        { handoff: handoff({ id: 'dl_far', school: 'other', preferredName: 'Robin' }) },
      )
      const find = async (who: Caseworker, fields: Record<string, string>) => {
        const answer = await who.sends('/inbox/search', '/inbox/search', fields)
        const text = await answer.text()
        return [...text.matchAll(/href="\/inbox\/(?:handoffs|alerts)\/([^"/]+)"/g)].map((found) => found[1])
      }
      const any = { whose: 'all', status: 'any' }
      expect(await find(rowan, { ...any, query: 'rOb' })).to.deep.equal(['dl_one'])
      expect(await find(rowan, { ...any, query: 'dl_two' })).to.deep.equal(['dl_two'])
      expect(await find(rowan, { ...any, query: 'dl_far' })).to.deep.equal([])
      expect(await find(rowan, { ...any, query: '', whose: 'willow' })).to.deep.equal(['dl_one'])
      expect(await find(rowan, { ...any, query: '', status: 'ended' })).to.deep.equal([])
      const both = await Caseworker.signIn(inbox, 'duty-contact', 'both')
      expect(await find(both, { ...any, query: 'robin' })).to.have.members(['c1', 'dl_one'])
      const dana = await Caseworker.signIn(inbox, 'duty-contact', 'dana')
      expect(await find(dana, { ...any, query: '' })).to.deep.equal(['c1'])
      expect(await inbox.audited()).to.include('rowan searched caseload')
      expect(inbox.logged.join('\n')).to.not.match(/rOb|robin/i)
    })
  })
})
