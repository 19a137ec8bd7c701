import { expect } from 'chai'
import { AlreadyExists, InvalidRecord, NotFound, VersionConflict } from '../../../bot/storage/errors.ts'
import type { Store } from '../../../bot/storage/store.ts'
import { findingContract, releasesContract } from './store-contract-parts.ts'
import { storeAgainstModel } from './store-model.ts'
import { errorOf, note, notes } from './support.ts'

export interface OpenStore {
  readonly store: Store
  /** Closes the store and opens it again, on the same data. */
  reopen(): Promise<Store>
  /** Closes it and deletes its data. */
  dispose(): Promise<void>
}

/** What every store must do. Call it with a way to open an empty one, and how often random steps are tried when opening one is slow. */
export function storeContract(name: string, openEmpty: () => Promise<OpenStore>, runs = 40): void {
  describe(`${name}: the contract of a store`, () => {
    let opened: OpenStore
    let store: Store
    const reopen = async () => (store = await opened.reopen())

    beforeEach(async () => {
      opened = await openEmpty()
      store = opened.store
    })
    afterEach(() => opened.dispose())

    describe('create and get', () => {
      it('gives back what was created, with version 1', async () => {
        expect(await store.collection(notes).create('a', note())).to.deep.equal({
          id: 'a',
          version: 1,
          body: note(),
        })
        expect(await store.collection(notes).get('a')).to.deep.equal({ id: 'a', version: 1, body: note() })
      })

      it('gives undefined for what is not there', async () => {
        expect(await store.collection(notes).get('nobody')).to.equal(undefined)
      })

      it('keeps the first when there is one already', async () => {
        await store.collection(notes).create('a', note({ count: 1 }))
        const error = await errorOf(store.collection(notes).create('a', note({ count: 2 })))
        expect(error).to.be.instanceOf(AlreadyExists)
        expect((await store.collection(notes).get('a'))?.body.count).to.equal(1)
      })

      it('lets one of 200 win who create the same id at once', async () => {
        const all = await Promise.allSettled(
          Array.from({ length: 200 }, (_, count) => store.collection(notes).create('slot', note({ count }))),
        )
        const won = all.filter((one) => one.status === 'fulfilled')
        const lost = all.filter((one) => one.status === 'rejected')
        expect(won).to.have.length(1)
        expect(lost.every((one) => one.reason instanceof AlreadyExists)).to.equal(true)
        expect(await store.collection(notes).get('slot')).to.deep.equal(won[0]?.value)
      })

      it('shares no object with who wrote it, nor between readers', async () => {
        const mine = note()
        const written = await store.collection(notes).create('a', mine)
        mine.words = 'changed by the writer'
        written.body.words = 'changed through the answer'
        const read = await store.collection(notes).get('a')
        read!.body.words = 'changed by a reader'
        expect((await store.collection(notes).get('a'))?.body).to.deep.equal(note())
      })

      it('keeps any text whole', async () => {
        const words = 'Zoë 😀 \u0000 \ud800 "quoted"\n\u2028 ‮'
        await store.collection(notes).create('a', note({ words }))
        await reopen()
        expect((await store.collection(notes).get('a'))?.body.words).to.equal(words)
      })
    })

    describe('put', () => {
      it('replaces, and raises the version by one', async () => {
        await store.collection(notes).create('a', note())
        expect(await store.collection(notes).put('a', note({ count: 7 }), 1)).to.deep.equal({
          id: 'a',
          version: 2,
          body: note({ count: 7 }),
        })
        expect((await store.collection(notes).get('a'))?.version).to.equal(2)
      })

      it('refuses a version that has moved on, and changes nothing', async () => {
        await store.collection(notes).create('a', note())
        await store.collection(notes).put('a', note({ count: 1 }), 1)
        const error = await errorOf(store.collection(notes).put('a', note({ count: 2 }), 1))
        expect(error).to.be.instanceOf(VersionConflict)
        expect((await store.collection(notes).get('a'))?.body.count).to.equal(1)
      })

      it('says when there is nothing to replace', async () => {
        expect(await errorOf(store.collection(notes).put('a', note(), 1))).to.be.instanceOf(NotFound)
      })

      it('lets one of 20 win who write over the same version at once', async () => {
        await store.collection(notes).create('a', note())
        const all = await Promise.allSettled(
          Array.from({ length: 20 }, (_, count) => store.collection(notes).put('a', note({ count }), 1)),
        )
        const won = all.filter((one) => one.status === 'fulfilled')
        const lost = all.filter((one) => one.status === 'rejected')
        expect(won).to.have.length(1)
        expect(lost.every((one) => one.reason instanceof VersionConflict)).to.equal(true)
        expect(await store.collection(notes).get('a')).to.deep.equal(won[0]?.value)
      })

      it('loses none of 20 who read, add and try again until they are through', async () => {
        const collection = store.collection(notes)
        await collection.create('a', note())
        const add = async (): Promise<void> => {
          const read = await collection.get('a')
          const { body, version } = read!
          const written = collection.put('a', { ...body, count: body.count + 1 }, version)
          const error: unknown = await written.then(() => undefined).catch((e: unknown) => e)
          if (error === undefined) return
          expect(error).to.be.instanceOf(VersionConflict)
          await add()
        }
        await Promise.all(Array.from({ length: 20 }, add))
        expect((await collection.get('a'))?.body.count).to.equal(20)
      })
    })

    describe('delete', () => {
      it('deletes, and the id is free again', async () => {
        const collection = store.collection(notes)
        await collection.create('a', note())
        await collection.put('a', note({ count: 1 }), 1)
        await collection.delete('a')
        expect(await collection.get('a')).to.equal(undefined)
        expect(await collection.find({})).to.deep.equal([])
        await reopen()
        expect(await store.collection(notes).get('a')).to.equal(undefined)
        expect((await store.collection(notes).create('a', note())).version).to.equal(1)
      })

      it('does not mind that there is nothing', async () => {
        await store.collection(notes).delete('nobody')
        await store.collection(notes).delete('nobody', 4)
      })

      it('refuses a version that has moved on', async () => {
        await store.collection(notes).create('a', note())
        await store.collection(notes).put('a', note({ count: 1 }), 1)
        expect(await errorOf(store.collection(notes).delete('a', 1))).to.be.instanceOf(VersionConflict)
        await store.collection(notes).delete('a', 2)
        expect(await store.collection(notes).get('a')).to.equal(undefined)
      })
    })

    findingContract({ store: () => store, reopen })
    releasesContract({ store: () => store, reopen })

    it('keeps collections apart', async () => {
      const other = { ...notes, name: 'handoffs' } as const
      await store.collection(notes).create('a', note({ count: 1 }))
      await store.collection(other).create('a', note({ count: 2 }))
      await store.collection(other).delete('a')
      expect((await store.collection(notes).get('a'))?.body.count).to.equal(1)
      expect(await store.collection(other).find({})).to.deep.equal([])
    })

    it('refuses a body that it could not read again, names no value, and writes nothing', async () => {
      const wrong = note({ count: 1.5, words: 'a secret' })
      const refused = await errorOf(store.collection(notes).create('a', wrong))
      expect(refused).to.be.instanceOf(InvalidRecord)
      expect(String(refused)).to.include('count').and.not.include('secret').and.not.include('1.5')
      expect(await store.collection(notes).get('a')).to.equal(undefined)
      await store.collection(notes).create('a', note())
      expect(await errorOf(store.collection(notes).put('a', wrong, 1))).to.be.instanceOf(InvalidRecord)
      expect(await store.collection(notes).get('a')).to.deep.equal({ id: 'a', version: 1, body: note() })
    })

    it('is well, and says so', async () => {
      const health = await store.health()
      expect(health.ok).to.equal(true)
      expect(health.quarantined).to.deep.equal([])
    })

    it('does what a Map would do, whatever is done in whatever order', async () => {
      await storeAgainstModel(openEmpty, runs)
    })
  })
}
