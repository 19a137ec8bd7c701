import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { alerts } from '../bot/records/alerts.ts'
import { conversations } from '../bot/records/conversations.ts'
import type { ConversationRecord } from '../bot/records/conversations.ts'
import { handoffs } from '../bot/records/handoffs.ts'
import { slotClaims } from '../bot/records/slots.ts'
import { Diary } from '../domain/school/school.ts'
import type { School } from '../domain/school/school.ts'
import { ConcernKind, Response } from '../domain/screening/types.ts'
import type { Bookings } from '../bot/bookings.ts'
import type { ConversationService } from '../bot/conversation-service.ts'
import { content, demoSchool, said, serviceForTests, speaker, staff } from './support/conversation.ts'
import type { Said, Way } from './support/ways-in.ts'
import { directly, TeamsWay } from './support/ways-in.ts'
import { demoDirectory, emptyDirectory } from './support/directory.ts'
import { FakeClock } from './support/fake-clock.ts'
import { MemoryStore } from './support/memory-store.ts'

const FOLDER = join(import.meta.dirname, 'conversations')
/** `kinds/` has one for every kind of concern and each response to it. */
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()

/** A script that can be read aloud: what the young person does, what is noticed, and which texts the bot says. */
const Golden = z.strictObject({
  title: z.string(),
  /** Where it differs from the demonstration school. */
  school: z
    .strictObject({
      measures: z.array(z.enum(['ons4', 'ons-loneliness'])),
      /** What may be chosen; English alone unless told. */
      languages: z.array(z.string()),
      /** The one it begins in. */
      language: z.string(),
      /** What differs in every link worker's diary. */
      diary: Diary.partial(),
    })
    .partial()
    .optional(),
  directory: z.enum(['demo', 'empty']).default('demo'),
  /** Monday morning unless told; duty contacts are reading then. */
  now: z.string().default('2026-11-23T10:00:00Z'),
  turns: z.array(
    z.strictObject({
      'young person': z.string().optional(),
      taps: z.union([z.string(), z.array(z.string())]).optional(),
      picture: z.literal(true).optional(),
      'after minutes': z.number().optional(),
      /** What a person at the school does from the inbox: comes in, writes, or leaves; `nothing` is time going by. */
      'comes in': z.enum(['ms-demowick', 'mr-samplestone', 'juno']).optional(),
      person: z.string().optional(),
      'gives back': z.enum(['ms-demowick', 'mr-samplestone', 'juno']).optional(),
      nothing: z.literal(true).optional(),
      /** Time has gone by, and the service looks for what the bot does by itself. */
      'what is due': z.literal(true).optional(),
      /** From the pages of their casework: the time that is booked is put on the next free one, called off, or nobody came to it. */
      'link worker': z.enum(['moves the time', 'calls it off', 'says they did not come']).optional(),
      /** And words for the young person, outside a live chat. */
      'link worker writes': z.string().optional(),
      /** They open the chat again with their code, in another browser. */
      'comes back': z.literal(true).optional(),
      /** Someone else takes the time that was offered first, before this turn. */
      'someone takes': z.literal('the first time').optional(),
      concern: z
        .strictObject({ kind: ConcernKind, about: z.enum(['self', 'other']).optional(), response: Response })
        .optional(),
      bot: z.array(z.string()).optional(),
    }),
  ),
  ends: z
    .strictObject({
      booked: z.boolean().optional(),
      'handoff lines': z.array(z.string()).optional(),
      alerts: z.number().optional(),
      erased: z.literal(true).optional(),
    })
    .optional(),
})
type Golden = z.infer<typeof Golden>

/** `UPDATE_GOLDENS=1 npx mocha --spec tests/conversations.test.ts` writes what was said; then read the change aloud. */
const isUpdating = process.env['UPDATE_GOLDENS'] === '1'

/** A language that is still being written has no conversations yet. */
const isStillWritten = ({ school }: Golden): boolean =>
  school?.languages?.some((code) => content().languages.planned.includes(code)) ?? false

describe('golden conversations', () => {
  for (const file of FILES) {
    const document = parseDocument(readFileSync(join(FOLDER, file), 'utf8'))
    const golden = Golden.parse(document.toJS())
    it(`${file}: ${golden.title}`, async function () {
      if (isStillWritten(golden)) this.skip()
      const spoken = await play(golden, directly)
      if (!isUpdating) return
      spoken.forEach((ids, at) =>
        document.setIn(['turns', at, 'bot'], document.createNode(ids, { flow: true })),
      )
      writeFileSync(join(FOLDER, file), document.toString({ lineWidth: 110 }))
    })
  }
})

/**
 * Played through Teams as well: one of each family (paths by taps and by words, worries of each response, going back, deleting, booking and
 * changing, the summary, other ideas, files, measures, a person in the chat, another language), since what differs is the channel and not what is heard; and a gentle one, since taps have words there that are not theirs.
 * `ALL_GOLDENS=1` plays all of them.
 */
const FAMILIES =
  /^(01|02|06|07|08|29|34|35|36|38|39|40|41|42|55|56|58|66)-|^kinds\/bullying-note|^languages\/(polish|urdu)/u
/** A line of the summary is written anew where it stands: Teams asks for it with the next message (40). */
const IN_THE_WIDGET = /^65-/u
const isPlayedInTeams = (name: string): boolean =>
  !IN_THE_WIDGET.test(name) && (process.env['ALL_GOLDENS'] === '1' || FAMILIES.test(name))

describe('golden conversations through Teams', () => {
  const teams = new TeamsWay()
  before(() => teams.open())
  after(() => teams.close())
  for (const file of FILES.filter(isPlayedInTeams)) {
    const golden = Golden.parse(parseDocument(readFileSync(join(FOLDER, file), 'utf8')).toJS())
    it(`${file}: ${golden.title}`, async function () {
      this.timeout(120_000)
      if (isStillWritten(golden)) this.skip()
      await play(golden, teams)
    })
  }
})

async function play(golden: Golden, way: Way): Promise<string[][]> {
  const store = new MemoryStore()
  const clock = new FakeClock(golden.now)
  const demo = way.school(demoSchool())
  const { conversation } = way
  const record = () => recordOf(store, conversation)
  const { measures = demo.measures, diary, languages = [], language } = golden.school ?? {}
  const school: School = {
    ...demo,
    measures,
    languages,
    ...(language === undefined ? {} : { language }),
    linkWorkers: demo.linkWorkers.map((worker) => ({
      ...worker,
      diary: Diary.parse({ ...worker.diary, ...diary }),
    })),
  }
  const directory = golden.directory === 'empty' ? emptyDirectory : demoDirectory(content())
  const spoken: string[][] = []
  let count = 0
  // A new service for every turn: what one process knows, the next must find in the record.
  const fresh = () => serviceForTests({ school, store, clock, directory, ids: () => `id-${(count += 1)}` })

  const begun = fresh()
  await way.begin({ ...begun, clock, school, store })
  await begun.service.close()

  for (const [at, turn] of golden.turns.entries()) {
    const made = fresh()
    const { service, diaries, bookings } = made
    clock.advance({ minutes: turn['after minutes'] ?? 1 })
    if (turn['someone takes']) {
      const [first] = await diaries.free(school.id, clock.now(), 1, [])
      if (first) expect(await diaries.hold(first, 'someone-else')).to.equal(true)
    }
    const before = (await record()).concerns.map((concern) => `${concern.id}:${concern.count}`)
    const tap = turn.taps === undefined ? undefined : [turn.taps].flat()
    const { lastSeq } = await record()
    const isStaff = await actAsStaff({ service, bookings, store, conversation }, turn, `turn-${at}`)
    const one: Said = {
      key: `turn-${at}`,
      text: turn['young person'] ?? '',
      hasPicture: turn.picture === true,
      chose: tap && ids(await record(), tap),
    }
    if (!isStaff) await way.take({ ...made, clock, school, store }, one)
    const logged = (await service.log(conversation, lastSeq)).entries
    await service.close()
    const ids_ = said(logged)
    spoken.push(ids_)
    const where = `turn ${at + 1}: ${turn['young person'] ?? turn.person ?? String(tap)}`
    if (!isUpdating) expect(ids_, where).to.deep.equal(turn.bot)
    const raised = (await record()).concerns.filter(
      (concern) => !before.includes(`${concern.id}:${concern.count}`),
    )
    if (turn.concern) {
      const { kind, response, about } = turn.concern
      const heard = raised.filter((concern) => about === undefined || concern.about === about)
      expect(
        heard.map((concern) => ({ kind: concern.kind, response: concern.response })),
        where,
      ).to.deep.include({ kind, response })
    } else
      expect(
        raised.map(({ kind, response }) => `${kind} ${response}`),
        where,
      ).to.deep.equal([])
  }
  await checkEnd(golden, store, conversation)
  return spoken
}

/** What staff act on, in the conversation that is played. */
interface Acted {
  readonly service: ConversationService
  readonly bookings: Bookings
  readonly store: MemoryStore
  readonly conversation: string
}

/** What staff do, through the inbox's own port. False when the turn is the young person's. */
async function actAsStaff(
  { service, bookings, store, conversation }: Acted,
  turn: Golden['turns'][number],
  key: string,
): Promise<boolean> {
  const { visits } = service
  const there = (await visits.view(conversation, staff('ms-demowick')))?.visit
  if (turn['comes in'] !== undefined) {
    const visitor = staff(turn['comes in'])
    const seen = visitor.as === 'link-worker' ? 'summary' : 'concern'
    const session = { id: 'session-1', until: '2026-11-23T18:00:00.000Z' }
    expect(await visits.enter(conversation, { visitor, session, seen, instead: there?.id })).to.equal('in')
  } else if (turn['gives back'] !== undefined) {
    expect(await visits.giveBack(conversation, staff(turn['gives back']))).to.equal(true)
  } else if (turn.person !== undefined) {
    const who = there?.by ?? staff('ms-demowick')
    expect(await visits.speak(conversation, who, { text: turn.person, key })).to.equal(true)
  } else if (turn['what is due']) {
    await service.runDue()
    await bookings.notices.run()
    await bookings.waiting.run()
  } else if (turn['link worker'] !== undefined) {
    await changeTime({ service, bookings, store, conversation }, turn['link worker'])
  } else if (turn['link worker writes'] !== undefined) {
    const said = { text: turn['link worker writes'], key }
    expect(await service.byStaff.write(conversation, staff('juno'), said)).to.equal('written')
  } else if (turn['comes back']) {
    await service.comesBack(conversation)
  } else if (turn.nothing) {
    await visits.endOver()
  } else {
    return false
  }
  return true
}

/** What a link worker does about the time that is booked. */
async function changeTime(
  { service, store, conversation }: Acted,
  does: NonNullable<Golden['turns'][number]['link worker']>,
): Promise<void> {
  const booked = (await recordOf(store, conversation)).person.appointment
  if (!booked) throw new Error('no time is booked')
  const { id: appointment, sequence, slot } = booked
  const seen = { appointment, sequence }
  if (does === 'says they did not come') {
    expect(await service.missed(conversation, appointment)).to.equal(true)
  } else if (does === 'calls it off') {
    expect(await service.byStaff.callOff(conversation, seen)).to.have.property('done')
  } else {
    const [next] = await service.byStaff.free(speaker.school, conversation, slot.linkWorker, slot.id)
    const to = { slot: next?.id ?? '', linkWorkerName: () => booked.linkWorkerName }
    expect(await service.byStaff.move(conversation, seen, to)).to.have.property('done')
  }
}

async function recordOf(store: MemoryStore, conversation: string): Promise<ConversationRecord> {
  const stored = await store.collection(conversations).get(conversation)
  if (!stored) throw new Error('no record')
  return stored.body
}

/** Taps are written by label or id; ids of ideas and times are too long to read aloud: `#1` is the first choice shown. */
function ids({ log }: ConversationRecord, taps: readonly string[]): string[] {
  const asked = log.findLast((entry) => entry.by === 'bot' && entry.reply.ask !== undefined)
  const choices = asked?.by === 'bot' ? (asked.reply.ask?.choices ?? []) : []
  return taps.map((tap) => {
    const place = /^#(\d+)$/u.exec(tap)
    if (place) return choices[Number(place[1]) - 1]?.id ?? tap
    return choices.find(({ label }) => label === tap)?.id ?? tap
  })
}

async function checkEnd({ ends }: Golden, store: MemoryStore, conversation: string): Promise<void> {
  const { person, log } = await recordOf(store, conversation)
  if (ends?.booked !== undefined) {
    expect(person.appointment?.status === 'booked', 'booked').to.equal(ends.booked)
    const claims = await store.collection(slotClaims).list({})
    const own = await Promise.all(claims.map(({ id }) => store.collection(slotClaims).get(id)))
    const booked = own.filter((claim) => claim?.body.holder === conversation && claim.body.state === 'booked')
    expect(booked, 'slots in the diary').to.have.length(ends.booked ? 1 : 0)
  }
  const handoff = (await store.collection(handoffs).get(conversation))?.body
  if (ends?.['handoff lines'])
    expect(handoff?.lines.map(({ text }) => text)).to.deep.equal(ends['handoff lines'])
  if (ends?.alerts !== undefined) expect(await store.collection(alerts).list({})).to.have.length(ends.alerts)
  if (ends?.erased) {
    expect(handoff, 'handoff').to.equal(undefined)
    expect(person.matters, 'answers').to.equal(undefined)
    expect(
      log.filter((entry) => entry.by === 'young-person'),
      'messages',
    ).to.deep.equal([])
  }
}
