import { expect } from 'chai'
import { headsIn } from '../../../bot/audit/heads.ts'
import { readAudit } from '../../../bot/audit/read.ts'
import { AuditTrail } from '../../../bot/audit/trail.ts'
import { verifyAudit } from '../../../bot/audit/verify.ts'
import type { StoredEntry } from '../../../bot/audit/verify.ts'
import { createLogger } from '../../../bot/logger.ts'
import { auditEntries, auditId } from '../../../bot/records/audit.ts'
import type { AuditDeed } from '../../../bot/records/audit.ts'
import { AlreadyExists } from '../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../bot/storage/keys.ts'
import { errorOf } from '../storage/support.ts'
import { keyText } from '../storage/support.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const OLD = keyText('k1')
const OLDEST = '2020-11-25'

const deed = (at: string, id = 'c1'): AuditDeed => ({
  at,
  school: 'demo',
  who: { id: 'dana', name: 'Dana', role: 'duty-contact' },
  did: 'read',
  what: 'alert',
  id,
})
const minute = (count: number): string => `2026-11-23T10:0${count}:00.000Z`

/** Four entries of one run of the service, and what its log kept. */
async function run(store = new MemoryStore(), keys = OLD, days = [1, 2, 3, 4].map(minute)) {
  let log = ''
  const logger = createLogger({ level: 'info', stream: { write: (line: string) => void (log += line) } })
  let chains = 0
  const keyring = keyringFrom(keys)
  const trail = new AuditTrail({ store, keyring, newId: () => `${keyring.current}-${(chains += 1)}`, logger })
  await Promise.all(days.map((at, count) => trail.append(auditId(at, String(count + 1)), deed(at))))
  const entries = async (): Promise<StoredEntry[]> => (await readAudit(store)).entries
  const verify = async (more: Partial<Parameters<typeof verifyAudit>[0]> = {}) =>
    verifyAudit({
      ...{ entries: await entries(), unreadable: [], heads: headsIn(log), keyring, oldestDay: OLDEST },
      ...more,
    }).problems
  return { store, trail, entries, verify, log: () => log, keyring }
}
const idOf = (count: number) => auditId(minute(count), String(count))

describe('the audit as a chain (fault 42)', () => {
  it('fits together as it was written, also when entries come at once', async () => {
    const { trail, entries, verify } = await run()
    await trail.close()
    expect((await entries()).map(({ body }) => body.link?.number)).to.deep.equal([1, 2, 3, 4])
    expect(await verify()).to.deep.equal([])
  })

  it('names the entry that was changed, in whatever it says', async () => {
    const { entries, verify } = await run()
    const all = await entries()
    for (const change of [
      { did: 'acknowledged' as const },
      { who: { id: 'dana', name: 'Other', role: 'duty-contact' } },
      { at: minute(9) },
      { school: 'other' },
    ]) {
      const tampered = all.map(({ id, body }) =>
        id === idOf(2) ? { id, body: { ...body, ...change } } : { id, body },
      )
      expect(await verify({ entries: tampered }), JSON.stringify(change)).to.deep.equal([
        `${idOf(2)}: was changed`,
      ])
    }
    const moved = all.map(({ id, body }) => (id === idOf(2) ? { id: `${id}9`, body } : { id, body }))
    expect(await verify({ entries: moved })).to.deep.equal([`${idOf(2)}9: was changed`])
  })

  it('names the place of one that was removed, and what comes after it', async () => {
    const { entries, verify } = await run()
    const without = (...gone: number[]) =>
      entries().then((all) => all.filter(({ body }) => !gone.includes(body.link?.number ?? 0)))
    expect(await verify({ entries: await without(2, 3) })).to.deep.equal([
      `numbers 2 to 3 of chain k1-1: removed, before ${idOf(4)}`,
    ])
    expect(await verify({ entries: await without(1) })).to.deep.equal([
      `number 1 of chain k1-1: removed, before ${idOf(2)}`,
    ])
  })

  it('misses a cut end with the head that the log has kept, and only with it', async () => {
    const { trail, entries, verify, log } = await run()
    await trail.close()
    const cut = (await entries()).slice(0, 2)
    expect(await verify({ entries: cut, heads: [] })).to.deep.equal([])
    expect(await verify({ entries: cut })).to.deep.equal([
      `numbers 3 to 4 of chain k1-1: missing at the end, which was written ${minute(4)}`,
    ])
    expect(
      await verify({ entries: [], heads: headsIn(`a line of another program\n2026 pod-1 ${log()}`) }),
    ).to.have.length(1)
  })

  it('knows a whole chain that was forged again, by its head', async () => {
    const { trail, verify } = await run()
    await trail.close()
    const forged = await run(new MemoryStore(), OLD.replace(/:.*/, keyText('k1').slice(2)))
    const problems = await verify({ entries: await forged.entries(), keyring: forged.keyring })
    expect(problems).to.deep.equal([`${idOf(4)}: is not the one whose head the log has kept`])
  })

  it('names one that was added, one that cannot be opened, and one in another’s place', async () => {
    const { entries, verify } = await run()
    const all = await entries()
    const [first] = all
    const { link: _, ...bare } = { ...first!.body, at: minute(5) }
    expect(await verify({ entries: [...all, { id: 'x', body: bare }], unreadable: ['y'] })).to.deep.equal([
      'y: cannot be opened, so it was changed or damaged',
      'x: is in no chain, so it was added or its link was taken away',
    ])
    expect((await verify({ entries: [...all, { id: 'z', body: first!.body }] })).join()).to.include(
      'same place',
    )
  })

  it('does not miss what was swept away because its time was up, and takes entries from before there was a chain', async () => {
    const days = ['2020-11-20T10:00:00.000Z', '2020-11-24T10:00:00.000Z', minute(3), minute(4)]
    const { trail, entries, verify } = await run(new MemoryStore(), OLD, days)
    await trail.close()
    const left = (await entries()).slice(2)
    expect(
      await verify({ entries: [{ id: 'a', body: deed('2020-11-25T09:00:00.000Z') }, ...left] }),
    ).to.deep.equal([])
    expect(await verify({ entries: [], oldestDay: '2026-11-24' }), 'all of it').to.deep.equal([])
    expect(await verify({ entries: left, oldestDay: '2020-11-24' })).to.have.length(1)
  })

  it('goes on over a change of keys, and says which key is missing to check the older entries', async () => {
    const { store, trail } = await run()
    await trail.close()
    const rotated = `${keyText('k2')},${OLD}`
    const { entries, verify } = await run(store, rotated, [minute(5)])
    expect((await entries()).map(({ body }) => body.link?.chain)).to.include.members(['k1-1', 'k2-1'])
    expect(await verify()).to.deep.equal([])
    const missing = await verify({ keyring: keyringFrom(rotated.split(',')[0] ?? '') })
    expect(missing).to.have.length(4)
    expect(missing[0]).to.include('without the key "k1"')
  })

  it('writes a repeated deed once without a hole, and begins a new chain when a write failed', async () => {
    const { store, trail, entries, verify } = await run()
    expect(await errorOf(trail.append(idOf(4), deed(minute(4))))).to.be.instanceOf(AlreadyExists)
    store.failCollection = auditEntries.name
    expect(await errorOf(trail.append(idOf(5), deed(minute(5))))).to.be.instanceOf(Error)
    store.failCollection = undefined
    await trail.append(idOf(6), deed(minute(6)))
    await trail.close()
    expect((await entries()).at(-1)?.body.link).to.include({ chain: 'k1-2', number: 1 })
    expect(await verify()).to.deep.equal([])
  })
})
