import { expect } from 'chai'
import { KeyMissing, KeyWrong } from '../../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../../bot/storage/keys.ts'
import { openPostgresStore } from '../../../../bot/storage/postgres/postgres-store.ts'
import { COLLECTIONS } from '../../../../bot/storage/store.ts'
import type { Store } from '../../../../bot/storage/store.ts'
import { eventually } from '../../../support/eventually.ts'
import { testDatabase } from '../../../support/postgres.ts'
import type { TestDatabase } from '../../../support/postgres.ts'
import { errorOf, keyText, laterNotes, note, notes } from '../support.ts'

/** Two stores on one database are two processes: nothing in memory is shared between them. */
describe('processes on one PostgreSQL', function () {
  this.timeout(180_000)
  const keys = keyText('k1')
  const keyring = keyringFrom(keys)
  let database: TestDatabase
  let one: Store
  let two: Store

  before(async () => {
    database = await testDatabase()
    one = await openPostgresStore({ database: database.settings, keyring })
    two = await openPostgresStore({ database: database.settings, keyring })
  })
  after(async () => {
    await two.close()
    await one.close()
    await database.drop()
  })
  const across = () => {
    if (!one.across || !two.across) throw new Error('they know nothing of each other')
    return [one.across, two.across] as const
  }

  it('never do the same thing at once, and each does its own', async () => {
    const [a, b] = across()
    const met: string[] = []
    const done = await a.exclusively('x', async () => {
      met.push(await b.exclusively('x', async () => 'done'))
      met.push(await a.exclusively('x', async () => 'done'))
      met.push(await b.exclusively('y', async () => 'done'))
      return 'first'
    })
    expect([done, ...met]).to.deep.equal(['first', 'busy', 'busy', 'done'])
    expect(await b.exclusively('x', async () => 'done')).to.equal('done')
  })

  it('let one lead, and the other when that one ends', async () => {
    const third = await openPostgresStore({ database: database.settings, keyring })
    const [a, b] = across()
    expect([a.leads(), b.leads(), third.across?.leads()]).to.deep.equal([true, false, false])
    await third.close()
    await one.close()
    await eventually('the other leads', () => b.leads())
    one = await openPostgresStore({ database: database.settings, keyring })
    expect(one.across?.leads()).to.equal(false)
  })

  it('use a key once, remember what was noted, count together, and forget in time', async () => {
    const [a, b] = across()
    const used = await Promise.all([a, b, a, b].map((each) => each.once('ticket', 100)))
    expect(used.filter(Boolean)).to.have.length(1)
    await a.note('revoked', 50, 100)
    await b.note('revoked', 40, 100)
    expect(await b.noted('revoked')).to.equal(50)
    await a.counter('tries', 60).consume('someone')
    expect((await b.counter('tries', 60).consume('someone')).consumedPoints).to.equal(2)
    await a.addToStreak('account', 1_000, 0)
    await b.addToStreak('account', 2_000, 0)
    expect(await a.streak('account')).to.deep.equal({ wrong: 2, last: 2_000 })
    await b.addToStreak('account', 9_000, 5_000)
    expect(await a.streak('account')).to.deep.equal({ wrong: 1, last: 9_000 })
    await a.endStreak('account')
    expect(await b.streak('account')).to.equal(undefined)
    for (const each of [a, b]) await each.sweep(101)
    expect(await a.noted('revoked')).to.equal(undefined)
    const rows = await database.query('select key from matters_notes union select key from matters_counts')
    expect(JSON.stringify(rows)).to.not.include('someone')
  })

  it('agree while a new key comes in, behind the one they have and then in front', async () => {
    const next = keyText('next')
    const open = (text: string) =>
      openPostgresStore({ database: database.settings, keyring: keyringFrom(text) })
    const stores = [one, await open(`${keys},${next}`), await open(`${next},${keys}`)]
    const all = stores.map((store) => store.across ?? expect.fail('they know nothing of each other'))
    for (const [n, each] of all.entries()) {
      const used = await Promise.all(all.map((process) => process.once(`ticket ${n}`, 100)))
      expect(used.filter(Boolean), 'used once').to.have.length(1)
      await each.note(`revoked ${n}`, 50, 100)
      await each.counter('keys', 60).consume('someone')
      await each.addToStreak('keys', 1_000 + n, 0)
      for (const other of all) {
        expect(await other.noted(`revoked ${n}`)).to.equal(50)
        expect((await other.counter('keys', 60).get('someone'))?.consumedPoints).to.equal(n + 1)
        expect(await other.streak('keys')).to.deep.equal({ wrong: n + 1, last: 1_000 + n })
      }
    }
    await all[2]?.endStreak('keys')
    expect(await all[0]?.streak('keys')).to.equal(undefined)
    for (const store of stores.slice(1)) await store.close()
  })

  it('hear of what others write to a conversation, not of their own, and answer one another', async () => {
    const [a, b] = across()
    const heard: string[] = []
    a.onTold('record', ({ id }) => heard.push(`one ${id}`))
    b.onTold('record', ({ id }) => heard.push(`two ${id}`))
    await one.collection({ ...notes, announced: true }).create('told', note())
    await one.collection(notes).create('untold', note())
    await eventually('it is heard', () => heard.length > 0)
    expect(heard).to.deep.equal(['two told'])
    b.onAsked((question) => question === 'open abc')
    expect(await a.ask('open abc')).to.equal(true)
    expect(await a.ask('open xyz')).to.equal(false)
  })

  it('hold no word of a young person, and no index field that was not declared', async () => {
    await one.collection(notes).create('sealed', note({ words: 'a secret of mine' }))
    const rows = await database.query('select * from conversations')
    expect(JSON.stringify(rows)).to.not.include('secret of mine')
    const [row] = await database.query(`select index from conversations where id = 'sealed'`)
    expect(row?.['index']).to.deep.equal({ school: 'hilltop', open: true, count: 0 })
  })

  it('notice a record that was changed in the database, or stands under another school', async () => {
    const collection = one.collection(notes)
    await collection.create('moved', note())
    await database.query(
      `update conversations set index = index || '{"school":"riverside"}' where id = 'moved'`,
    )
    expect(String(await errorOf(collection.get('moved')))).to.include('seal-broken')
    expect((await one.health()).quarantined).to.deep.equal(['conversations/moved'])
    await collection.delete('moved')
    expect((await one.health()).quarantined).to.deep.equal([])
  })

  it('make the index anew of what the release before writes while a newer one runs', async () => {
    const before = one.collection({ ...notes, name: 'handoffs' })
    const later = two.collection({ ...laterNotes, name: 'handoffs' })
    await later.create('a', { school: 'hilltop', said: 'hi', mood: 'low' })
    expect(await later.list({})).to.have.length(1)
    await before.create('b', note())
    for (let asked = 0; asked < 2; asked += 1)
      expect((await later.list({ school: 'hilltop' })).map(({ index }) => index)).to.deep.equal([
        { school: 'hilltop', mood: 'low' },
        { school: 'hilltop', mood: 'fine' },
      ])
    expect((await later.get('b'))?.version).to.equal(1)
  })

  it('refuse keys that do not fit, and go on with new ones beside the old', async () => {
    const open = async (text: string) => {
      const store = await openPostgresStore({ database: database.settings, keyring: keyringFrom(text) })
      await store.close()
    }
    expect(await errorOf(open(keyText('k1')))).to.be.instanceOf(KeyWrong)
    const next = keyText('k2')
    expect(await errorOf(open(next))).to.be.instanceOf(KeyMissing)
    await open(`${next},${keys}`)
  })

  it('there is a table for every collection', async () => {
    const rows = await database.query(`select tablename as name from pg_tables where schemaname = 'public'`)
    expect(rows.map(({ name }) => name)).to.include.members([...COLLECTIONS])
  })

  it('one time of one link worker has one claim, whatever it is called', async () => {
    const claim = (id: string) =>
      database.query(
        `insert into slots values ($1, 1, 1, '{"linkWorker":"rowan","start":"2026-11-24T09:00:00Z","state":"held"}', 'k1', '') on conflict do nothing returning id`,
        [id],
      )
    expect(await claim('a')).to.have.length(1)
    expect(await claim('b')).to.have.length(0)
  })
})
