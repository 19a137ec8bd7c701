import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import { EmbeddingThread } from '../../../bot/embedding/embedding-thread.ts'
import { openEmbeddings } from '../../../bot/embedding/embeddings.ts'
import type { Embeddings } from '../../../bot/embedding/embeddings.ts'
import { ContentError } from '../../../content/yaml.ts'
import { CONTENT } from '../../../content/root.ts'
import { WIDTH } from '../../../domain/embedding/embedding.ts'
import { eventually } from '../../support/eventually.ts'

const ENTRIES = [
  { name: 'Inkwell', description: 'Drawing and comics for 11 to 16s.' },
  { name: 'Kickabout', description: 'Five a side football on Fridays.' },
  { name: 'The Shed', description: 'Mend bikes and build things out of wood.' },
]

/** A thread that answers as the encoder's does, but for what it is told to do. */
const stub = (onMessage: string): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads')
     const seen = []
     const answer = (id, count) => parentPort.postMessage({ id, embeddings: Array.from({ length: count }, () => new Int8Array(${WIDTH}).fill(count)) })
     parentPort.on('message', (asked) => { ${onMessage} })`,
    { eval: true },
  )
const count = `const n = 'said' in asked ? 1 : asked.told.length`

describe('what entries and young people mean', () => {
  let folder: string
  const faults: string[] = []
  const opened: Embeddings[] = []
  const open = (thread?: EmbeddingThread): Embeddings => {
    const one = openEmbeddings({
      contentDir: CONTENT,
      dataDir: folder,
      onFault: (what) => faults.push(what),
      ...(thread && { thread }),
    })
    opened.push(one)
    return one
  }
  const threadOf = (start: () => Worker, limits = {}): EmbeddingThread =>
    new EmbeddingThread({ contentDir: CONTENT, onFault: (what) => faults.push(what), start, limits })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embeddings-'))
    faults.length = 0
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
    await rm(folder, { recursive: true })
  })
  const file = (): string => join(folder, 'embeddings', readdirSync(join(folder, 'embeddings'))[0] ?? '')

  it('is found out in a thread, and kept: the next start knows it at once', async () => {
    const first = open()
    const { likeness } = first.among(ENTRIES)
    expect(likeness.isComplete).to.equal(false)
    await first.settled()
    expect(likeness.isComplete).to.equal(true)
    const said = await first.ofSaid(['drawing comics mostly'])
    if (said === undefined) throw new Error('nothing was told')
    const alike = [...likeness.to(said)]
    expect(alike.indexOf(Math.max(...alike))).to.equal(0)

    const none = threadOf(() => {
      throw new Error('nobody needs a thread')
    })
    const again = open(none).among(ENTRIES)
    expect(again.likeness.isComplete).to.equal(true)
    expect([...again.likeness.to(said)]).to.deep.equal(alike)
    expect(faults).to.deep.equal([])
  }).timeout(20_000)

  it('is never kept of what a young person said, nor for ever of what no entry says any more', async () => {
    const worker = (): EmbeddingThread => threadOf(() => stub(`${count}; answer(asked.id, n)`))
    const first = open(worker())
    const many = Array.from({ length: 1_100 }, (_, n) => ({ name: `Club ${n}`, description: '' }))
    first.among(many)
    await first.ofSaid(['i sleep in the stairwell'])
    await first.settled()
    expect(readFileSync(file())).to.have.length(1_100 * (16 + WIDTH))
    const next = open(worker())
    next.among([...many.slice(0, 1), { name: 'New', description: 'It opened today.' }])
    await next.settled()
    expect(readFileSync(file())).to.have.length(2 * (16 + WIDTH))
  })

  it('is found out once of a text, however many directories have it', async () => {
    const asked: number[] = []
    const thread = threadOf(() => stub(`${count}; answer(asked.id, n)`))
    const told = thread.ofTold.bind(thread)
    thread.ofTold = (few) => {
      asked.push(few.length)
      return told(few)
    }
    const embeddings = open(thread)
    const views = [1, 2, 3].map(() => embeddings.among(ENTRIES).likeness)
    await embeddings.settled()
    expect(views.map((view) => view.isComplete)).to.deep.equal([true, true, true])
    expect(asked.reduce((sum, n) => sum + n, 0)).to.equal(ENTRIES.length)
  })

  it('is nothing of the one text that the encoder cannot take, and known of all others', async () => {
    const thread = threadOf(() =>
      stub(
        `if ('told' in asked && asked.told.some((t) => t.name === 'Kickabout')) throw new Error('x'); ${count}; answer(asked.id, n)`,
      ),
    )
    const embeddings = open(thread)
    const { likeness } = embeddings.among(ENTRIES)
    await embeddings.settled()
    expect(likeness.isComplete).to.equal(true)
    expect(likeness.between(0, 2)).to.be.above(0)
    expect(likeness.between(1, 1)).to.equal(0)
    expect(readFileSync(file())).to.have.length(2 * (16 + WIDTH))
  })

  it('is given up when the encoder fails again and again, and asked about when a directory is read anew', async () => {
    let starts = 0
    const thread = threadOf(() => {
      starts += 1
      return stub(starts < 7 ? 'process.exit(1)' : `${count}; answer(asked.id, n)`)
    })
    const embeddings = open(thread)
    const many = Array.from({ length: 40 }, (_, n) => ({ name: `Club ${n}`, description: '' }))
    const { likeness } = embeddings.among(many)
    await embeddings.settled()
    expect(likeness.isComplete).to.equal(false)
    expect(starts).to.be.below(7)
    starts = 7
    const again = embeddings.among(many)
    await embeddings.settled()
    expect(again.likeness.isComplete).to.equal(true)
  })

  it('is refused, with what to do, where content is of another release', async () => {
    expect(() => openEmbeddings({ contentDir: folder, onFault: (what) => faults.push(what) })).to.throw(
      ContentError,
      /EMBEDDING=off/,
    )
  })

  it('is told at once that it cannot be, where too many wait', async () => {
    const thread = threadOf(() => stub(''), { saidMs: 60_000, waiting: 3 })
    const waiting = [1, 2, 3, 4].map(() => thread.ofSaid(['me']))
    expect(await thread.ofSaid(['me'])).to.equal(undefined)
    await thread.close()
    expect(await Promise.all(waiting)).to.deep.equal([undefined, undefined, undefined, undefined])
  })

  it('is found out anew where what was kept is cut short or not ours', async () => {
    const worker = (): EmbeddingThread => threadOf(() => stub(`${count}; answer(asked.id, n)`))
    const first = open(worker())
    first.among(ENTRIES)
    await first.settled()
    writeFileSync(file(), readFileSync(file()).subarray(0, 200))
    const next = open(worker())
    const { likeness } = next.among(ENTRIES)
    expect(likeness.isComplete).to.equal(false)
    await next.settled()
    expect(likeness.isComplete).to.equal(true)
  })

  it('is nothing where nothing was said', async () => {
    const thread = threadOf(() => {
      throw new Error('nobody needs a thread')
    })
    expect(await open(thread).ofSaid([' ', ''])).to.equal(undefined)
    expect(existsSync(join(folder, 'embeddings'))).to.equal(false)
  })

  it('of what is said comes before what a directory tells', async () => {
    const thread = threadOf(() =>
      stub(`seen.push('said' in asked ? asked.said[0] : asked.told[0].name); ${count}; answer(asked.id, n)`),
    )
    const order: string[] = []
    const told = ENTRIES.map((entry) => thread.ofTold([entry]).then(() => order.push(entry.name)))
    const said = thread.ofSaid(['me']).then(() => order.push('said'))
    await Promise.all([...told, said])
    expect(order).to.deep.equal(['Inkwell', 'said', 'Kickabout', 'The Shed'])
    await thread.close()
  })

  it('is not told when the thread dies: words alone look for ideas, and the next question starts another', async () => {
    let starts = 0
    const thread = threadOf(() => {
      starts += 1
      return stub(starts === 1 ? 'process.exit(1)' : `${count}; answer(asked.id, n)`)
    })
    const embeddings = open(thread)
    expect(await embeddings.ofSaid(['anything'])).to.equal(undefined)
    expect(await embeddings.ofSaid(['anything'])).to.have.length(WIDTH)
    expect(starts).to.equal(2)
  })

  it('names the fault of a thread, and nothing of what it was asked', async () => {
    const thread = threadOf(() => stub(`throw new RangeError(asked.said[0])`))
    expect(await open(thread).ofSaid(['my own words'])).to.equal(undefined)
    await eventually('the fault is told', () => faults.length > 0)
    expect(faults.join(' ')).to.include('RangeError').and.not.include('my own words')
  })

  it('is told by another thread when one is stuck', async () => {
    let starts = 0
    const thread = threadOf(
      () => {
        starts += 1
        return stub(starts === 1 ? '' : `${count}; answer(asked.id, n)`)
      },
      { stuckMs: 300 },
    )
    expect(await thread.ofTold(ENTRIES.slice(0, 1))).to.equal(undefined)
    expect(faults).to.deep.equal(['the thread did not answer'])
    // A busy machine may take as long to start one.
    await eventually('another answers', async () => (await thread.ofTold(ENTRIES.slice(0, 1))) !== undefined)
    await thread.close()
  })

  it('is not waited for longer than somebody would wait', async () => {
    const thread = threadOf(() => stub(''), { saidMs: 20 })
    expect(await open(thread).ofSaid(['anything'])).to.equal(undefined)
  })

  it('needs no thread while nobody asks: it goes, and comes back', async () => {
    const workers: Worker[] = []
    const thread = threadOf(
      () => {
        const worker = stub(`${count}; answer(asked.id, n)`)
        workers.push(worker)
        return worker
      },
      { idleMs: 10 },
    )
    let ended = 0
    expect(await thread.ofSaid(['one'])).to.have.length(WIDTH)
    workers[0]?.on('exit', () => (ended += 1))
    await eventually('the thread ends', () => ended === 1)
    expect(await thread.ofSaid(['two'])).to.have.length(WIDTH)
    expect(workers).to.have.length(2)
    await thread.close()
  })
})
