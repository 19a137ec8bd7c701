import { expect } from 'chai'
import { z } from 'zod'
import { caseworkId, caseworks } from '../../../bot/records/casework.ts'
import { handoffs, meetingsIn } from '../../../bot/records/handoffs.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import type { CollectionDefinition } from '../../../bot/storage/store.ts'
import { Casework } from '../../../domain/casework/entries.ts'
import { hasEnded } from '../../../domain/casework/standing.ts'
import { handoff } from '../../support/cases.ts'
import { newKeyring, temporaryFolder } from '../storage/support.ts'

const START = '2026-11-23T08:00:00.000Z'
const meeting = (id: string, over = {}) => ({
  ...{ id, linkWorkerName: 'Rowan', bookedAt: START, status: 'booked', sequence: 1 },
  slot: {
    ...{ id: 's', linkWorker: 'rowan', start: START, end: '2026-11-23T08:30:00.000Z' },
    place: { kind: 'room', text: 'Room 4' },
  },
  ...over,
})

/** As a release before wrote it: the body as it is now, the index without the last field. */
const before = (name: 'handoffs' | 'casework'): CollectionDefinition<unknown, { school: string }> => ({
  name,
  schemaVersion: 1,
  schema: z.unknown(),
  index: () => ({ school: 'demo' }),
})

describe('the index of handoffs and casework', () => {
  it('has the meetings of what an earlier release wrote, and which of them are recorded', async () => {
    const folder = await temporaryFolder()
    const options = { folder: folder.path, keyring: newKeyring() }
    const body = handoff({
      appointment: meeting('a2', { status: 'cancelled' }),
      earlierMeetings: [meeting('a1')],
    })
    const outcome = {
      ...{ kind: 'outcome', id: 'k', at: START, by: 'rowan', name: 'Rowan', what: 'attended', onward: [] },
      meeting: { appointment: 'a1', sequence: 1, start: START },
    }
    const of = { of: 'handoff', id: body.id, conversation: body.id, school: 'demo', createdAt: START }
    try {
      const old = await openLowdbStore(options)
      await old.collection(before('handoffs')).create(body.id, body)
      await old
        .collection(before('casework'))
        .create(caseworkId('handoff', body.id), { ...of, entries: [outcome] })
      await old.close()
      const store = await openLowdbStore(options)
      const [sent] = await store.collection(handoffs).list({ school: 'demo', status: 'sent' })
      expect(sent && meetingsIn(sent.index)).to.deep.equal([{ key: 'a1.1', start: START }])
      const [written] = await store.collection(caseworks).list({ of: 'handoff' })
      expect(written?.index.recorded).to.equal('a1.1')
      await store.close()
    } finally {
      await folder.remove()
    }
  })

  it('keeps the inbox of a school open when one of an earlier release cannot be opened', async () => {
    const folder = await temporaryFolder()
    const options = { folder: folder.path, keyring: newKeyring() }
    try {
      const old = await openLowdbStore(options)
      await old.collection(before('handoffs')).create('h', { school: 'demo', status: 'sent' })
      await old.collection(before('casework')).create(caseworkId('handoff', 'h'), { school: 'demo' })
      await old.close()
      const store = await openLowdbStore(options)
      const [sent] = await store.collection(handoffs).list({ school: 'demo' })
      expect(sent && meetingsIn(sent.index)).to.deep.equal([])
      const [written] = await store.collection(caseworks).list({ school: 'demo' })
      expect(written?.index.recorded).to.equal('')
      await store.close()
    } finally {
      await folder.remove()
    }
  })
})

describe('casework that an earlier release wrote', () => {
  const entry = (id: string, what: string, met = false) => ({
    ...{
      kind: 'outcome',
      id,
      at: `2026-11-2${id}T10:00:00.000Z`,
      by: 'rowan',
      name: 'Rowan',
      what,
      onward: [],
    },
    ...(met ? { meeting: { appointment: 'a1', sequence: 0, start: '2026-11-19T10:00:00.000Z' } } : {}),
  })
  const opened = (...entries: object[]) => {
    const of = { of: 'handoff', id: 'h', conversation: 'h', school: 'demo', createdAt: START }
    return Casework.parse(caseworks.migrations?.[2]?.({ ...of, entries })).entries
  }
  const sent = handoff({ agreedAt: '2026-11-10T08:00:00.000Z' })

  it('goes on where "support has ended" was put right by what came of a meeting, as that release took it', () => {
    for (const what of ['attended', 'did-not-attend']) {
      const entries = opened(entry('0', 'ended'), entry('1', what, true))
      expect(hasEnded(sent, entries)).to.equal(false)
      expect(entries.map((one) => one.kind === 'outcome' && one.what)).to.deep.equal([
        'ended',
        what,
        'resumed',
      ])
    }
  })

  it('has ended where nothing was recorded after that, and is left as it is', () => {
    const before = [entry('0', 'attended', true), entry('1', 'ended')]
    expect(opened(...before)).to.deep.equal(before)
    expect(hasEnded(sent, opened(...before))).to.equal(true)
    const resumed = [entry('0', 'ended'), entry('1', 'resumed'), entry('2', 'attended', true)]
    expect(opened(...resumed)).to.deep.equal(resumed)
  })
})
