import { readFileSync, readdirSync } from 'node:fs'
import { expect } from 'chai'
import { Facts } from '../../../bot/inbox/facts.ts'
import { handoffPage } from '../../../bot/inbox/handoff-page.ts'
import { outlineText } from '../../../bot/documents/outline.ts'
import { handoffOutline } from '../../../bot/inbox/handoff-outline.ts'
import { alertPage } from '../../../bot/inbox/alert-page.ts'
import { queuePage } from '../../../bot/inbox/queue-page.ts'
import { staffOf } from '../../../bot/inbox/staff.ts'
import type { Session } from '../../../bot/inbox/sessions.ts'
import { Times } from '../../../bot/inbox/times.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { loadSnomed } from '../../../content/load-snomed.ts'
import { SummaryLine } from '../../../domain/conversation/person.ts'
import { dueToBeRead } from '../../../domain/handoff/new-alert.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import { School } from '../../../domain/school/school.ts'
import { ConcernKind, RESPONSES } from '../../../domain/screening/types.ts'
import { alert, concern, handoff, idea, line } from '../../support/cases.ts'
import { glossary, texts, twoSchools } from '../../support/inbox.ts'

const facts = new Facts(glossary, new Times(texts, new Date('2026-11-23T09:00:00Z')))
const staff = (role: 'duty-contact' | 'link-worker', id: string) =>
  staffOf(schoolsOf(twoSchools()), { school: 'demo', role, id })!
const session = (role: 'duty-contact' | 'link-worker' = 'link-worker', id = 'rowan'): Session => ({
  id: 's',
  until: '2026-11-23T17:00:00.000Z',
  csrf: 'token',
  staff: staff(role, id),
  places: [staff(role, id)],
})
const page = (of: Handoff, alerts = [] as ReturnType<typeof alert>[]) =>
  handoffPage(facts, session(), { handoff: of, alerts }).body.markup
const text = (of: Handoff) =>
  outlineText(handoffOutline(facts, session().staff.school, { handoff: of, alerts: [] }))
const slot = {
  id: 'rowan.x',
  linkWorker: 'rowan',
  start: '2026-11-24T15:15:00.000Z',
  end: '2026-11-24T15:45:00.000Z',
  place: { kind: 'room', text: 'Room 4' },
}
const appointment = {
  id: 'a',
  slot,
  linkWorkerName: 'Rowan Testperson',
  bookedAt: '2026-11-23T08:00:00.000Z',
  status: 'booked',
  sequence: 0,
}

describe('the page of a summary', () => {
  it('shows everything in the order in which it is needed', () => {
    const full = handoff({
      concerns: [concern()],
      appointment,
      linkWorker: 'rowan',
      measures: [{ item: 'ons4.happiness', answer: 3 }],
      notForMe: [idea({ activity: 'f:2', name: 'Five-a-side' })],
      passedOver: [idea({ activity: 'f:3', name: 'Clay club' })],
      lines: [...handoff().lines, line('about:x', 'about', 'texts please')],
    })
    const order = [
      'Safety',
      'been cutting again',
      'talk to my aunt',
      'Childline',
      'drawing, and my dog',
      'show someone my drawings',
      '6 out of 10',
      'im patient',
      'getting there',
      'a lift home',
      'Drawing club',
      '01632 960001',
      '2 October 2026',
      'Robin',
      'text 07700 900123 after 4',
      'aunt Jo',
      'rowan Testperson',
      'texts please',
      'Overall, how happy did you feel yesterday?',
      'tomorrow at 3:15pm to 3:45pm',
      'Room 4',
      'Only: what I would like',
      '<details',
      'Five-a-side',
      'Clay club',
      'dl_one',
    ]
    for (const made of [page(full), text(full)]) {
      let from = made === page(full) ? made.indexOf('inbox-page') : 0
      for (const part of order) {
        if (!made.startsWith('<') && ['<details', 'Five-a-side', 'Clay club'].includes(part)) continue
        const at = made.toLowerCase().indexOf(part.toLowerCase(), from)
        expect(at, `${part} after ${made.slice(Math.max(0, from - 30), from)}`).to.be.greaterThan(-1)
        from = at
      }
    }
  })

  it('never says that someone is safe, nor rates them', () => {
    for (const concerns of [[], [concern({ response: 'note' })], [concern({ response: 'act-now' })]]) {
      for (const version of [0, 1]) {
        const made = `${page(handoff({ concerns, version }))} ${text(handoff({ concerns, version }))}`
        expect(made).to.not.match(
          /\b(is|are) safe\b|\blow\b|\bmedium\b|\bhigh\b|\brisk\b|\bscore\b|\blevel\b|reach-out|act-now/i,
        )
      }
    }
    expect(page(handoff())).to.include('Software misses things')
    expect(page(handoff({ version: 0 }))).to.include('without a summary')
  })

  it('says what is not known instead of leaving it out', () => {
    const liked = [
      idea({
        lastChecked: undefined,
        unknown: [{ id: 'inbox.none', values: {} }],
        contact: {},
        restrictions: [],
      }),
    ]
    const made = page(handoff({ liked, age: null, preferredName: undefined, contact: undefined, lines: [] }))
    expect(made).to.include('Not known: ring before you send anyone')
    expect(made).to.include('Not known, so ask')
    expect(made).to.include('Rather not say')
    expect(made).to.include('No name given')
    expect(made).to.include('They left this out or skipped it.')
  })

  it('shows restrictions of an idea first and unfolded', () => {
    const liked = [idea({ restrictions: [{ id: 'inbox.row.cancelled', values: {} }] })]
    const made = page(handoff({ liked }))
    expect(made.indexOf('Who can go')).to.be.greaterThan(-1).and.lessThan(made.indexOf('Contact'))
    expect(made.indexOf('Who can go')).to.be.lessThan(made.indexOf('<details'))
  })

  it('says whether a duty contact has read each concern', () => {
    const read = { by: 'dana', name: 'Dana Testperson', at: '2026-11-23T08:20:00.000Z' }
    const of = handoff({ concerns: [concern()] })
    expect(page(of, [alert({ acknowledged: read })])).to.include('Dana Testperson read it today at 8:20am')
    expect(page(of, [alert()])).to.include('Nobody has read it yet. To be read by today at 10am')
    expect(page(of)).to.include('tell your safeguarding lead yourself')
    expect(page(handoff({ concerns: [concern({ response: 'note' })] }))).to.include(
      'It was noted for you only',
    )
  })

  it('shows what has become of a meeting', () => {
    expect(page(handoff({ appointment: { ...appointment, status: 'cancelled' } }))).to.include(
      'This time was cancelled',
    )
    const past = { ...slot, start: '2026-11-20T15:15:00.000Z', end: '2026-11-20T15:45:00.000Z' }
    expect(page(handoff({ appointment: { ...appointment, slot: past } }))).to.include('This time is past')
    expect(page(handoff())).to.include('No time is booked')
  })

  it('shows words they said again later', () => {
    const concerns = [concern({ alsoSaid: ['still want to', 'tonight'], count: 3 })]
    for (const made of [page(handoff({ concerns })), text(handoff({ concerns }))]) {
      expect(made).to.include('still want to').and.include('tonight')
    }
  })
})

describe('must never let what someone typed act on a page', () => {
  const ATTACKS = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><a href="javascript:alert(1)">x</a>',
    'javascript:alert(1)',
    'https://evil.example/<x>',
    "=cmd|' /C calc'!A0",
    '[click](javascript:alert(1)) **bold** # heading',
    '\u202Egnp.exe',
    "' onmouseover='x",
    '${1+1} {count} {{x}}',
    'line\n=SUM(A1)\r\n+1',
  ]
  for (const typed of ATTACKS) {
    it(`in every field: ${JSON.stringify(typed)}`, () => {
      const said = concern({ evidence: typed, wants: [typed], shown: [typed], alsoSaid: [typed], count: 2 })
      const everywhere = handoff({
        preferredName: typed,
        contact: typed,
        supporter: typed,
        concerns: [said],
        lines: (
          ['about', 'matters', 'goal', 'strengths', 'in-the-way', 'possible', 'ideas', 'measures'] as const
        ).map((section) => line(`${section}:1`, section, typed, { edited: true })),
        liked: [
          idea({
            name: typed,
            organisation: typed,
            summary: typed,
            source: typed,
            attribution: typed,
            lastChecked: typed,
            contact: { phone: typed, email: typed, url: typed },
          }),
        ],
        appointment: {
          ...appointment,
          linkWorkerName: typed,
          slot: { ...slot, place: { kind: 'walk', text: typed } },
        },
        linkWorker: 'gone',
      })
      const warned = alert({ preferredName: typed, concern: said })
      const pages = [
        page(everywhere, [warned]),
        alertPage(facts, session('duty-contact', 'dana'), {
          alert: warned,
          others: [warned],
          handoff: everywhere,
        }).body.markup,
        queuePage(facts, session('link-worker', 'both'), {
          alerts: { waiting: [warned], read: [warned], closed: [warned] },
          handoffs: {
            waiting: [everywhere],
            read: [everywhere],
            unrecorded: [{ handoff: everywhere, meeting: everywhere.appointment! }],
          },
          unlisted: { read: 1, closed: 1 },
          unreadable: 0,
        }).body.markup,
      ]
      for (const made of pages) {
        expect(made).to.not.match(/<(script|img|x|b)\b/i)
        expect(made).to.not.match(/href="(?!\/inbox["/]|https?:\/\/)/i)
        expect(made).to.not.match(/<[^>]*\son\w+\s*=/i)
        expect(made).to.not.include('\u202e')
      }
      // Only a directory's address is ever a link; what a young person typed is none.
      const links = (pages[0] ?? '').match(/<a [^>]*href="https?:/g) ?? []
      expect(links).to.have.length(typed.startsWith('https:') ? 5 : 0)

      const plain = text(everywhere)
      expect(plain).to.not.include('\u202e')
      for (const row of plain.split('\n')) expect(row).to.match(/^($|[A-Z]|  \S)/)
      for (const row of plain.split('\n')) expect(row).to.not.match(/^[=+\-@\t\r]/)
    })
  }
})

describe('the page of a concern', () => {
  it('names the duty contact in whose hours it is read, also when the quarter of an hour ends after them', () => {
    const { staff: who, ...rest } = session('duty-contact', 'dana')
    const reads = (name: string, day: string) => ({
      ...{ id: day, name, role: 'safeguarding lead' },
      hours: [{ day, from: '08:30', to: '16:00' }],
    })
    const school = School.parse({
      ...who.school,
      dutyContacts: [reads('Ms A', 'monday'), reads('Mr B', 'tuesday')],
    })
    const of = { ...rest, staff: { ...who, school } }
    const shown = (read: string) => {
      const raised = alert({ dueAt: dueToBeRead(new Date(read), new Date(read)) })
      return alertPage(facts, of, { alert: raised, others: [] }).body.markup
    }
    expect(shown('2026-11-23T15:50:00.000Z'))
      .to.include('today at 4:05pm, by Ms A')
      .and.not.include('by Mr B')
    expect(shown('2026-11-24T08:30:00.000Z')).to.include('tomorrow at 8:45am, by Mr B')
  })
})

describe('the inbox’s list', () => {
  const cases = (over = {}) => ({
    alerts: { waiting: [alert({ dueAt: '2026-11-23T08:30:00.000Z' })], read: [], closed: [] },
    handoffs: { waiting: [handoff({ concerns: [concern()] })], read: [], unrecorded: [] },
    unlisted: { read: 0, closed: 0 },
    unreadable: 0,
    ...over,
  })

  it('shows a person what their role is for', () => {
    const duty = queuePage(facts, session('duty-contact', 'dana'), cases()).body.markup
    const worker = queuePage(facts, session('link-worker', 'rowan'), cases()).body.markup
    const both = queuePage(facts, session('link-worker', 'both'), cases()).body.markup
    expect(duty).to.include('/inbox/alerts/c1').and.not.include('/inbox/handoffs/')
    expect(worker).to.include('/inbox/handoffs/dl_one').and.not.include('/inbox/alerts/')
    expect(both).to.include('/inbox/handoffs/dl_one').and.include('/inbox/alerts/c1')
  })

  it('says who does not chat in English, and that an interpreter may be needed, on the list and on the page behind', () => {
    const polish = cases({
      alerts: { waiting: [alert({ language: 'pl' })], read: [], closed: [] },
      handoffs: { waiting: [handoff({ language: 'ur' })], read: [], unrecorded: [] },
    })
    const list = queuePage(facts, session('link-worker', 'both'), polish).body.markup
    expect(list).to.include('In Polish. Interpreter?').and.include('In Urdu. Interpreter?')
    expect(page(handoff({ language: 'ur' }))).to.include('Ask if an interpreter would help.')
    const english = queuePage(facts, session('link-worker', 'both'), cases()).body.markup
    expect(english).to.not.include('Interpreter?')
  })

  it('says of a summary that was read that more was heard since, on the list and on the page behind, until that is read', () => {
    const heardSince = { at: '2026-11-23T08:30:00.000Z', readBy: 'Rowan Testperson' }
    const again = handoff({ concerns: [concern({ response: 'note' })], heardSince })
    const list = (of: object) =>
      queuePage(facts, session(), cases({ handoffs: { waiting: [], read: [], unrecorded: [], ...of } })).body
        .markup
    expect(list({ waiting: [again] }))
      .to.include('More heard since Rowan Testperson read it')
      .and.include('30 minutes')
    expect(page(again))
      .to.include('More was heard since Rowan Testperson read it')
      .and.include('value="1 1.1"')
    const read = handoff({
      ...again,
      acknowledged: { by: 'rowan', name: 'Rowan', at: '2026-11-23T08:45:00.000Z' },
    })
    expect(list({ read: [read] }) + page(read)).to.not.match(/More (was )?heard/)
  })

  it('says what is overdue, and how many wait', () => {
    const made = queuePage(facts, session('duty-contact', 'dana'), cases()).body.markup
    expect(made).to.include('Overdue').and.include('1 concern waits to be read').and.include('50 minutes')
  })

  it('helps when there is nothing, and never calls it all clear', () => {
    const none = { waiting: [], read: [], closed: [], unrecorded: [] }
    const made = queuePage(facts, session('link-worker', 'both'), cases({ alerts: none, handoffs: none }))
      .body.markup
    expect(made).to.include('it stands here until one of you has read it')
    expect(made).to.not.match(/all clear|all is well|nobody needs/i)
  })

  it('says that a record could not be opened', () => {
    const made = queuePage(facts, session('duty-contact', 'dana'), cases({ unreadable: 1 })).body.markup
    expect(made).to.include('One record could not be opened')
  })

  it('holds no words of a young person but their name', () => {
    const made = queuePage(facts, session('link-worker', 'both'), cases()).body.markup
    expect(made).to.not.include('cutting').and.not.include('drawing')
  })
})

describe('codes of a summary', () => {
  const codes = loadSnomed('content/snomed.yaml')
  const partsOf = (version: number) => {
    const view = { handoff: { ...handoff(), version }, alerts: [], codes }
    return handoffPage(facts, session(), view).body.markup.split('Not proposed.')
  }

  it('say which is proposed and why, and that the rest are not', () => {
    const [proposed = '', rest = ''] = partsOf(1)
    expect(proposed).to.include('because they agreed a summary').and.include('871731000000106')
    expect(proposed).not.to.include('871711000000103')
    expect(rest).to.include('871711000000103')
  })

  it('propose none for a summary that nobody agreed to', () => {
    const [proposed = '', rest = ''] = partsOf(0)
    expect(proposed).not.to.include('because they agreed')
    expect(rest).to.include('871731000000106').and.include('871711000000103')
  })
})

describe('the words of the inbox', () => {
  const source = ['bot/inbox', 'bot/documents', 'bot/delivery']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  // The directory's words are mostly of families: tests/content/texts.test.ts walks them.
  const families =
    /^inbox\.(dir|impact|referral|case|outcome|onward|contact|close|move|search\.status|kind|about|when|heard|did|section|place|time|row|told|chat\.end|role|oidc|password\.fault|audit|people|person|feeds\.column|site\.(side|pair|is)|languages\.(column|heard)|diary\.(day|kind|wrong)|fhir\.section|outgoing|shared)\.|\.empty$|^inbox\.feeds\.(fresh|failing|old|never)$/

  it('are all there, and all used', () => {
    const used = new Set([...source.matchAll(/'(inbox\.[a-z0-9.-]+)'/g)].map((found) => found[1] ?? ''))
    for (const id of used) expect(texts.has(id), `${id} is used and not there`).to.equal(true)
    const unused = texts.ids.filter((id) => id.startsWith('inbox.') && !used.has(id) && !families.test(id))
    expect(
      unused.filter(
        (id) =>
          !/^inbox\.(queue\.(concerns|handoffs)(-read|-closed)?|queue\.unrecorded|diary\.(saved|changed))$/.test(
            id,
          ),
      ),
    ).to.deep.equal([])
  })

  it('are there for every kind, response and section', () => {
    for (const kind of ConcernKind.options) expect(texts.has(`inbox.kind.${kind}`), kind).to.equal(true)
    for (const response of RESPONSES) expect(texts.has(`inbox.did.${response}`), response).to.equal(true)
    for (const section of SummaryLine.shape.section.options) {
      expect(texts.has(`inbox.section.${section}`), section).to.equal(true)
    }
  })
})
