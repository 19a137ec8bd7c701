import { expect } from 'chai'
import { pino } from 'pino'
import { CaseLog } from '../../../bot/inbox/casework/case-log.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { registerMyData } from '../../../bot/my-data/register.ts'
import { createServer } from '../../../bot/server.ts'
import { replyOf } from '../../../bot/activities.ts'
import { Person } from '../../../domain/conversation/person.ts'
import { idea } from '../../support/cases.ts'
import { content, demoSchool, said, serviceForTests, speaker } from '../../support/conversation.ts'
import { emptyDirectory } from '../../support/directory.ts'

const AT = '2026-11-20T09:00:00.000Z'
const line = (text: string) => ({ id: 'goal', section: 'goal', text, sharedWith: [], edited: true })
const words = (text: string) => ({ value: { words: [text], cards: [] }, words: [text] })
const slot = {
  ...{ id: 's', linkWorker: 'w', start: '2026-11-25T15:00:00.000Z', end: '2026-11-25T15:30:00.000Z' },
  place: { kind: 'room', text: 'Room 4' },
}

/** A value for each field, and the words of it that must stand on the page and, where they are others there, in the file. */
const SHOWN: Readonly<
  Record<string, { value: unknown; words: readonly string[]; inFile?: readonly string[] }>
> = {
  referral: {
    value: { name: 'Mx Tutor', role: 'form tutor', words: 'often alone', at: AT, isKnown: true },
    words: ['Mx Tutor', 'form tutor', 'often alone'],
  },
  nickname: { value: 'Robin', words: ['Robin'] },
  age: { value: 14, words: ['>14<'], inFile: ['"age": 14'] },
  place: { value: { said: 'near the mill' }, words: ['near the mill'] },
  matters: words('my dog'),
  inTheWay: words('no bus'),
  strengths: words('im patient'),
  goal: { value: 'to draw more', words: ['to draw more'] },
  confidence: { value: 6, words: ['>6<'], inFile: ['"confidence": 6'] },
  possible: words('a lift home'),
  // What was read from their words: on the page stand the words.
  needs: { value: { freeOnly: true }, words: [], inFile: ['"freeOnly": true'] },
  checkIn: {
    value: { hurtingYourself: 'rather-not' },
    words: ['about not wanting to be alive', 'rather not say'],
    inFile: ['"hurtingYourself": "rather-not"'],
  },
  measures: {
    value: { 'ons4.happiness': 7 },
    words: ['how happy did you feel yesterday', '>7 out of 10<'],
    inFile: ['"ons4.happiness": 7'],
  },
  reviews: {
    value: [{ at: AT, answers: { 'ons4.happiness': 8 } }],
    words: ['8 out of 10'],
    inFile: ['"ons4.happiness": 8'],
  },
  ideas: { value: { shown: [idea({ name: 'Clay club' })] }, words: ['Clay club'] },
  summary: { value: [line('not sent yet')], words: ['not sent yet'] },
  agreed: {
    value: {
      version: 2,
      at: AT,
      lines: [line('sent last')],
      behind: { liked: [], notForMe: [], passedOver: [], measures: [] },
    },
    words: ['sent last'],
  },
  preferredName: { value: 'Robin Reed', words: ['Robin Reed'] },
  agreedBefore: { value: [{ version: 1, at: AT, lines: [line('sent first')] }], words: ['sent first'] },
  appointment: {
    value: {
      ...{ id: 'a', slot, linkWorkerName: 'Rowan Testperson', bookedAt: AT, status: 'booked', sequence: 0 },
    },
    words: ['Rowan Testperson'],
  },
  supporter: { value: 'aunt Jo', words: ['aunt Jo'] },
  contact: { value: '01632 960002', words: ['01632 960002'] },
  followUps: {
    value: [{ about: 'goal', at: AT, before: 6, now: 9 }],
    words: ['9 out of 10'],
    inFile: ['"now": 9'],
  },
  safeTimes: { value: 'after four, not at home', words: ['after four, not at home'] },
  reminder: { value: { by: 'email', email: 'remind@example.org' }, words: ['remind@example.org'] },
  waiting: { value: { since: AT, email: 'waits@example.org' }, words: ['waits@example.org'] },
}

/** Notes of the machine's own. */
const LEFT_OUT = {
  path: 'which questions come: of the two taps in the chat',
  measuredAt: 'when the measures were asked stands in the chat',
  reviewAskedAt: 'when they were offered again stands in the chat',
  page: 'the key that opens a page of theirs must not be in a file',
  holding: 'a time that is kept for ten minutes while they decide',
  slotsSeen: 'times that they have been shown, which stand in the chat',
} as const

const SCHOOL = { ...demoSchool(), languages: ['en', 'ur'] }

describe('my data, as a page', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  const opened = async (...texts: readonly string[]) => {
    const made = serviceForTests({ directory: emptyDirectory, school: SCHOOL })
    const { service } = made
    await service.start(speaker)
    const say = (text: string) => service.take(speaker, { type: 'message', text })
    for (const text of texts) await say(text)
    const web = createServer({ logger: pino({ level: 'silent' }) })
    registerMyData(web.server, {
      notesOf: (school, id) => new CaseLog(made.store).entries({ of: 'handoff', id, school }),
      conversations: service,
      schools: made.schools,
      content: content(),
      config: { keepDays: 30, keepSentDays: 365 },
      clock: made.clock,
    })
    const url = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`
    closing.push(() => web.close())
    const address = async (): Promise<string> => {
      const cards = (await say('my data')).logged.flatMap(({ activity }) => replyOf(activity)?.cards ?? [])
      const card = cards.find(({ type }) => type === 'copy')
      return card?.type === 'copy' ? (card.links[0]?.href ?? '') : ''
    }
    return { ...made, say, url, address }
  }

  it('shows all that is kept, with what they typed inert, and how long each class is kept', async () => {
    const { url, address } = await opened('skip', 'short', '14', 'drawing <script>alert(1)</script>')
    const answer = await fetch(url + (await address()))
    const page = await answer.text()
    expect(answer.status).to.equal(200)
    expect(page).to.include('drawing &lt;script&gt;alert(1)&lt;/script&gt;').and.not.include('<script')
    for (const words of [
      '30 days after your last message',
      '365 days',
      'your school must keep it',
      'six years',
    ])
      expect(page, words).to.include(words)
    expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'")
    expect(answer.headers.get('cache-control')).to.equal('no-store')
    expect(answer.headers.get('referrer-policy')).to.equal('no-referrer')
  })

  it('has what goes with a booking after a new beginning too: the name, how and when to be reached', async () => {
    const booked = ['skip', 'short', '14', 'drawing', 'skip', 'skip', 'no', 'no', 'skip', "don't send it"]
    const details = ['first', 'yes', '07700 900123', 'not before four', 'say what they can call me', 'Robin']
    const { url, address } = await opened(...booked, ...details, 'start again', 'yes')
    const page = await (await fetch(url + (await address()))).text()
    for (const words of ['Robin', '07700 900123', 'not before four'])
      expect(page, words).to.include(`<dd dir="auto">${words}</dd>`)
  })

  it('holds every field of what is kept of a person, on the page and in the file, but for those named here with their reason', async () => {
    const { store, url, address } = await opened('skip')
    const base = await address()
    const records = store.collection(conversations)
    const stored = await records.get(speaker.conversation)
    if (!stored) throw new Error('nothing is stored')
    const { page } = stored.body.person
    const person = Person.parse({
      ...Object.fromEntries(Object.entries(SHOWN).map(([field, { value }]) => [field, value])),
      page,
    })
    await records.put(stored.id, { ...stored.body, person }, stored.version)
    const shown = await (await fetch(url + base)).text()
    const file = await (await fetch(`${url + base}/matters.json`)).text()
    for (const [field, { words, inFile = words }] of Object.entries(SHOWN)) {
      for (const one of words) expect(shown, `${field} on the page`).to.include(one)
      for (const one of inFile) expect(file, `${field} in the file`).to.include(one)
    }
    expect([...Object.keys(SHOWN), ...Object.keys(LEFT_OUT)].sort()).to.deep.equal(
      Object.keys(Person.shape).sort(),
    )
  })

  it('says that link workers wrote notes, since when and who, and none of their words', async () => {
    const { url, address, store } = await opened('skip')
    const note = {
      kind: 'note' as const,
      id: '1',
      at: '2026-11-23T09:00:00.000Z',
      by: 'x',
      name: 'Juno Exampleby',
    }
    const key = { of: 'handoff' as const, id: speaker.conversation, conversation: speaker.conversation }
    await new CaseLog(store).add({ ...key, school: 'demo' }, { ...note, text: 'their friend Kai' })
    const base = await address()
    const page = await (await fetch(url + base)).text()
    expect(page)
      .to.include('There is one note about you, since Monday 23 November, 9:00am. Written by Juno Exampleby.')
      .and.not.include('Kai')
    const data: unknown = await (await fetch(`${url + base}/matters.json`)).json()
    expect(data).to.have.deep.property('notes', { count: 1, since: note.at, by: [note.name] })
  })

  it('says of a time how it stands: one that was missed is not called cancelled', async () => {
    const { url, address, store } = await opened('skip')
    const records = store.collection(conversations)
    const slot = { id: 's', linkWorker: 'juno', place: { kind: 'room' as const, text: 'Room 2' } }
    const times = { start: '2026-11-16T15:00:00.000Z', end: '2026-11-16T15:30:00.000Z' }
    for (const [status, words] of [
      ['booked', '<p> Monday'],
      ['missed', '<p> Noted as missed: Monday'],
      ['cancelled', '<p> Cancelled: Monday'],
    ] as const) {
      const kept = await records.get(speaker.conversation)
      if (!kept) throw new Error('no record')
      const bookedAt = '2026-11-09T15:00:00.000Z'
      const worker = { linkWorkerName: 'Juno Exampleby', bookedAt, sequence: 0 }
      kept.body.person.appointment = { id: 'a', slot: { ...slot, ...times }, ...worker, status }
      await records.put(speaker.conversation, kept.body, kept.version)
      const page = await (await fetch(url + (await address()))).text()
      expect(page.replaceAll(/\s+/g, ' ')).to.include(`${words} 16 November, 3:00pm, with Juno Exampleby.`)
    }
  })

  it('is in the language of the conversation, and runs its way', async () => {
    const { url, address, say } = await opened('skip')
    await say('speak urdu')
    const page = await (await fetch(url + (await address()))).text()
    const { texts } = content().languages.of('ur')
    expect(page).to.include('<html lang="ur-PK" dir="rtl">').and.include(texts.text('data.page.answers'))
    expect(page).to.not.include('Your answers')
  })

  it('gives the same as JSON and as a page to save', async () => {
    const { url, address } = await opened('skip', 'short', '14', 'drawing')
    const base = await address()
    const json = await fetch(`${url + base}/matters.json`)
    expect(json.headers.get('content-disposition')).to.equal('attachment; filename="matters.json"')
    const data: unknown = await json.json()
    expect(data).to.have.nested.property('answers.matters').that.includes('drawing')
    expect(data).to.have.nested.property('answers.age', 14)
    expect(JSON.stringify(data)).to.not.include(speaker.user)
    const saved = await (await fetch(`${url + base}/matters.html`)).text()
    expect(saved).to.include('drawing').and.not.include('<form').and.not.include(base)
    expect((await fetch(`${url + base}/else.txt`)).status).to.equal(404)
  })

  it('opens with the last key only, for half an hour', async () => {
    const { url, address, clock } = await opened('skip')
    const first = await address()
    const second = await address()
    expect((await fetch(url + first)).status, 'an earlier one').to.equal(404)
    expect((await fetch(`${url}/my-data/${speaker.conversation}/guess`)).status).to.equal(404)
    expect((await fetch(`${url}/my-data/nobody/guess`)).status).to.equal(404)
    clock.advance({ minutes: 29 })
    expect((await fetch(url + second)).status).to.equal(200)
    clock.advance({ minutes: 1 })
    expect((await fetch(url + second)).status).to.equal(404)
  })

  it('closes with quick exit, until they ask for it again', async () => {
    const { url, address, service } = await opened('skip')
    const left = await address()
    await service.take(speaker, { type: 'event', name: 'quick-exit' })
    for (const path of [left, `${left}/matters.json`]) expect((await fetch(url + path)).status).to.equal(404)
    expect(await (await fetch(url + left)).text()).to.include('or until Quick exit')
    expect((await fetch(url + (await address()))).status).to.equal(200)
  })

  it('deletes from the page, after a tick, and tells what safeguarding keeps', async () => {
    const { url, address, service } = await opened('skip', 'short', '14', 'been cutting again')
    const base = await address()
    const page = await (await fetch(url + base)).text()
    expect(page).to.include('been cutting again').and.include('kept apart from this chat')
    const send = (body: string) =>
      fetch(`${url + base}/delete`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    expect((await send('')).status).to.equal(400)
    expect((await service.log(speaker.conversation, 0)).entries.length).to.be.greaterThan(3)
    expect((await send('sure=yes')).status).to.equal(200)
    await service.close()
    expect(said((await service.log(speaker.conversation, 0)).entries)).to.deep.equal(['delete.done.concern'])
    expect((await send('sure=yes')).status, 'twice').to.equal(404)
  })
})
