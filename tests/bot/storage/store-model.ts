import { expect } from 'chai'
import fc from 'fast-check'
import { AlreadyExists, NotFound, VersionConflict } from '../../../bot/storage/errors.ts'
import type { Collection } from '../../../bot/storage/store.ts'
import type { OpenStore } from './store-contract.ts'
import { errorOf, note, notes } from './support.ts'
import type { Note, NoteIndex } from './support.ts'

type Model = Map<string, { version: number; body: Note }>

const anId = fc.constantFrom('a', 'b', 'A', '..', '__proto__')
const aNote = fc.record({
  school: fc.constantFrom('hilltop', 'riverside'),
  open: fc.boolean(),
  count: fc.integer({ min: 0, max: 2 }),
  words: fc.string({ unit: 'binary', maxLength: 40 }),
})
/** How far the version that a write names is from the right one. */
const off = fc.constantFrom(0, 0, 0, -1, 1)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('create' as const), id: anId, body: aNote }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('put' as const), id: anId, body: aNote, off }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('delete' as const), id: anId, off }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('get' as const), id: anId }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('find' as const), body: aNote }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reopen' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Runs random steps on a store and on a Map, and expects the same of both after each. */
export async function storeAgainstModel(openEmpty: () => Promise<OpenStore>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const opened = await openEmpty()
      try {
        const model: Model = new Map()
        let collection = opened.store.collection(notes)
        for (const one of steps) {
          if (one.does === 'reopen') collection = (await opened.reopen()).collection(notes)
          else await take(one, collection, model)
        }
        expect(await everything(collection)).to.deep.equal(sorted(model))
      } finally {
        await opened.dispose()
      }
    }),
    { numRuns },
  )
}

async function take(
  step: Exclude<Step, { does: 'reopen' }>,
  collection: Collection<Note, NoteIndex>,
  model: Model,
): Promise<void> {
  if (step.does === 'find') {
    const { school, open } = note(step.body)
    const expected = sorted(model).filter(({ body }) => body.school === school && body.open === open)
    expect(await collection.find({ school, open })).to.deep.equal(expected)
    return
  }
  const { id } = step
  const known = model.get(id)
  if (step.does === 'get') {
    expect(await collection.get(id)).to.deep.equal(known && { id, ...known })
  } else if (step.does === 'create') {
    if (known) expect(await errorOf(collection.create(id, step.body))).to.be.instanceOf(AlreadyExists)
    else await collection.create(id, step.body)
    if (!known) model.set(id, { version: 1, body: step.body })
  } else {
    const version = (known?.version ?? 1) + step.off
    const fits = known === undefined || step.off === 0
    if (step.does === 'delete') {
      if (fits) await collection.delete(id, version)
      else expect(await errorOf(collection.delete(id, version))).to.be.instanceOf(VersionConflict)
      if (fits) model.delete(id)
    } else if (known && fits) {
      expect((await collection.put(id, step.body, version)).version).to.equal(version + 1)
      model.set(id, { version: version + 1, body: step.body })
    } else {
      const error = await errorOf(collection.put(id, step.body, version))
      expect(error).to.be.instanceOf(known ? VersionConflict : NotFound)
    }
  }
}

async function everything(collection: Collection<Note, NoteIndex>) {
  return collection.find({})
}

function sorted(model: Model) {
  return [...model].map(([id, record]) => ({ id, ...record })).sort((a, b) => (a.id < b.id ? -1 : 1))
}
