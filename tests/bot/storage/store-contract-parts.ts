import { expect } from 'chai'
import { DamagedRecord, InvalidId, UnknownSchema } from '../../../bot/storage/errors.ts'
import type { CollectionDefinition, Store } from '../../../bot/storage/store.ts'
import { errorOf, laterNotes, note, notes } from './support.ts'
import type { Note, NoteIndex } from './support.ts'

/** The store of the test that runs, and the way to open it anew. */
export interface StoreInTest {
  store(): Store
  reopen(): Promise<Store>
}

/** How records are found, and what they may be called. */
export function findingContract(of: StoreInTest): void {
  describe('find and list', () => {
    beforeEach(async () => {
      const collection = of.store().collection(notes)
      await collection.create('c', note({ count: 3 }))
      await collection.create('a', note({ count: 1 }))
      await collection.create('B', note({ count: 2, open: false }))
      await collection.create('d', note({ count: 1, school: 'riverside' }))
    })
    const idsOf = async (where: Partial<NoteIndex>, limit?: number) =>
      (
        await of
          .store()
          .collection(notes)
          .find(where, limit === undefined ? {} : { limit })
      ).map(({ id }) => id)

    it('finds by one field, by several, and all; by id, capitals first', async () => {
      expect(await idsOf({ school: 'hilltop' })).to.deep.equal(['B', 'a', 'c'])
      expect(await idsOf({ school: 'hilltop', open: true })).to.deep.equal(['a', 'c'])
      expect(await idsOf({ count: 1 })).to.deep.equal(['a', 'd'])
      expect(await idsOf({})).to.deep.equal(['B', 'a', 'c', 'd'])
      expect(await idsOf({ school: 'nowhere' })).to.deep.equal([])
    })

    it('does not take one type of value for another', async () => {
      expect(await idsOf({ open: false, count: 2 })).to.deep.equal(['B'])
      expect(await idsOf({ count: 0 })).to.deep.equal([])
    })

    it('stops at the limit', async () => {
      expect(await idsOf({}, 2)).to.deep.equal(['B', 'a'])
      expect(await idsOf({}, 0)).to.deep.equal([])
    })

    it('gives whole records', async () => {
      expect(await of.store().collection(notes).find({ count: 3 })).to.deep.equal([
        { id: 'c', version: 1, body: note({ count: 3 }) },
      ])
    })

    it('follows changes and deletions', async () => {
      expect(await idsOf({ open: true })).to.deep.equal(['a', 'c', 'd'])
      await of
        .store()
        .collection(notes)
        .put('a', note({ open: false, count: 1 }), 1)
      await of.store().collection(notes).delete('d')
      expect(await idsOf({ open: true })).to.deep.equal(['c'])
      expect(await idsOf({ open: false })).to.deep.equal(['B', 'a'])
    })

    it('lists ids and index fields', async () => {
      expect(await of.store().collection(notes).list({ count: 1 })).to.deep.equal([
        { id: 'a', index: { school: 'hilltop', open: true, count: 1 } },
        { id: 'd', index: { school: 'riverside', open: true, count: 1 } },
      ])
    })

    it('does the same after a restart', async () => {
      await of.reopen()
      expect(await idsOf({ school: 'hilltop', open: true })).to.deep.equal(['a', 'c'])
      expect((await of.store().collection(notes).list({})).map(({ id }) => id)).to.deep.equal([
        'B',
        'a',
        'c',
        'd',
      ])
    })
  })

  describe('ids', () => {
    for (const id of ['', '../a', 'a/b', 'a\\b', 'a b', 'a%2e', 'a\u0000', 'é', 'x'.repeat(129), '\n']) {
      it(`refuses ${JSON.stringify(id).slice(0, 20)}`, async () => {
        const collection = of.store().collection(notes)
        const tries = [
          collection.get(id),
          collection.create(id, note()),
          collection.put(id, note(), 1),
          collection.delete(id),
        ]
        for (const one of tries) expect(await errorOf(one)).to.be.instanceOf(InvalidId)
      })
    }

    const unusual = ['__proto__', 'constructor', '.', '..', 'a:b', 'a.json', 'a.json.bak', 'a.tmp', 'A', 'a']
    it(`takes ${unusual.join(' ')} as names like any other`, async () => {
      const ids = [...unusual, 'X'.repeat(128), 'x'.repeat(128)]
      for (const [count, id] of ids.entries()) await of.store().collection(notes).create(id, note({ count }))
      for (const [count, id] of ids.entries()) await of.store().collection(notes).put(id, note({ count }), 1)
      await of.reopen()
      for (const [count, id] of ids.entries()) {
        expect((await of.store().collection(notes).get(id))?.body.count, id).to.equal(count)
      }
      expect((await of.store().collection(notes).list({})).map(({ id }) => id)).to.deep.equal(ids.sort())
      expect(Object.hasOwn(Object.prototype, 'version')).to.equal(false)
    })
  })
}

/** What happens to records when the release changes. */
export function releasesContract(of: StoreInTest): void {
  describe('releases', () => {
    it('brings records of older releases up to date, step by step, and finds them by new fields', async () => {
      await of
        .store()
        .collection(notes)
        .create('a', note({ words: 'football' }))
      await of
        .store()
        .collection(notes)
        .create('b', note({ school: 'riverside' }))
      await of.reopen()
      const later = of.store().collection(laterNotes)
      const body = { school: 'hilltop', said: 'football', mood: 'fine' } as const
      expect((await later.find({ mood: 'fine' })).map(({ id }) => id)).to.deep.equal(['a', 'b'])
      expect(await later.get('a')).to.deep.equal({ id: 'a', version: 1, body })
      expect((await later.list({ mood: 'fine', school: 'hilltop' })).map(({ id }) => id)).to.deep.equal(['a'])
      await later.put('a', { ...body, mood: 'low' }, 1)
      await of.reopen()
      expect((await of.store().collection(laterNotes).get('a'))?.body.mood).to.equal('low')
      expect(
        (await of.store().collection(laterNotes).find({ mood: 'fine' })).map(({ id }) => id),
      ).to.deep.equal(['b'])
    })

    it('lists a record of an older release that it cannot open, with what its index lacks, and by it', async () => {
      const collection = of.store().collection(notes)
      await collection.create('a', note({ words: '' }))
      await collection.create('b', note())
      await of.reopen()
      const strict: typeof laterNotes = {
        ...laterNotes,
        schema: laterNotes.schema.refine(({ said }) => said !== ''),
        added: { mood: 'not known' },
      }
      const listed = async (where: { school: string; mood?: string }) =>
        (await of.store().collection(strict).list(where)).map(({ id, index }) => `${id} ${index.mood}`)
      for (let asked = 0; asked < 2; asked += 1) {
        expect(await listed({ school: 'hilltop' })).to.deep.equal(['a not known', 'b fine'])
        expect(await listed({ school: 'hilltop', mood: 'not known' }), 'by what it lacks').to.deep.equal([
          'a not known',
        ])
        expect(await listed({ school: 'hilltop', mood: 'fine' })).to.deep.equal(['b fine'])
        expect(await listed({ school: 'riverside', mood: 'not known' })).to.deep.equal([])
      }
    })

    it('refuses records of a newer release, and those that no step leads from; they stay', async () => {
      await of.store().collection(laterNotes).create('a', { school: 'hilltop', said: 'hi', mood: 'fine' })
      await of.reopen()
      const older = async () => of.store().collection(notes).get('a')
      expect(await errorOf(older())).to.be.instanceOf(UnknownSchema)
      const stepMissing = { ...laterNotes, schemaVersion: 4 }
      const gap = async () => of.store().collection(stepMissing).get('a')
      expect(await errorOf(gap())).to.be.instanceOf(UnknownSchema)
      expect((await of.store().collection(laterNotes).get('a'))?.body.said).to.equal('hi')
      expect((await of.store().health()).quarantined).to.deep.equal([])
    })

    it('reports a record that this release cannot read, goes on with the others, and leaves it for a release that can', async () => {
      await of
        .store()
        .collection(notes)
        .create('a', note({ words: '' }))
      await of.store().collection(notes).create('b', note())
      await of.reopen()
      const strict: CollectionDefinition<Note, NoteIndex> = {
        ...notes,
        schema: notes.schema.refine((body) => body.words !== ''),
      }
      expect(await errorOf(of.store().collection(strict).get('a'))).to.be.instanceOf(DamagedRecord)
      expect((await of.store().collection(strict).find({})).map(({ id }) => id)).to.deep.equal(['b'])
      expect((await of.store().health()).quarantined).to.deep.equal(['conversations/a'])
      await of.reopen()
      expect((await of.store().collection(notes).get('a'))?.body.words).to.equal('')
    })
  })
}
