import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadEmbedding, loadRanking, loadReading } from '../../../content/load-embedding.ts'
import { CONTENT } from '../../../content/root.ts'
import { randomFrom } from '../../../domain/chance/random.ts'
import { Embedder } from '../../../domain/embedding/embedder.ts'
import type { Embedding } from '../../../domain/embedding/embedding.ts'
import { SCALE, toBytes, toUnit, WIDTH } from '../../../domain/embedding/embedding.ts'
import { ofSaid, ofTold, packProjections, unpackProjections } from '../../../domain/embedding/projections.ts'
import type { Projections } from '../../../domain/embedding/projections.ts'
import { learnProjections } from '../../../domain/embedding/training/learn-projections.ts'
import type { JudgedTown } from '../../../domain/embedding/training/learn-projections.ts'
import { principalDirections } from '../../../domain/embedding/training/principal-directions.ts'
import { shippedEncoder } from '../../judged/lessons.ts'
import { checksum } from '../../../domain/grams/checksum.ts'

const cosine = (a: Embedding, b: Embedding): number =>
  a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0) / SCALE ** 2

describe('the shipped embedding', () => {
  const embedder = new Embedder(loadEmbedding(CONTENT), loadReading(CONTENT))
  const ofEnglish = (said: string): Embedding => {
    const one = embedder.ofSaid([said])
    if (one === undefined) throw new Error('it was taken for another language')
    return one
  }
  const told = (name: string, description: string): Embedding => embedder.ofTold({ name, description })

  it('puts what was said nearer to what is meant than to what shares its words', () => {
    for (const [said, meant, other] of [
      [
        'i spit bars in my room n wanna record them',
        told('Arch 11', 'Studio time for young people. Record vocals, make beats, learn to DJ.'),
        told('Chocolate bars', 'We sell chocolate bars in our room above the café.'),
      ],
      [
        'i like lookin after animals me nans got hens',
        told('Hollow Farm', 'Muck out, feed and walk our ponies, goats and chickens on Saturdays.'),
        told('After hours', 'A night for nans who like to look after their nails.'),
      ],
      [
        'kicked out last night nowhere to go',
        told('Night Stop', 'Emergency bed in a safe home for young people who are homeless.'),
        told('Kick Off', 'Five a side football last thing at night.'),
      ],
    ] as const) {
      const one = ofEnglish(said)
      expect(cosine(one, meant)).to.be.above(cosine(one, other) + 0.1, said)
    }
  })

  it('is of unit length, the same each time, and takes whatever comes', () => {
    for (const said of ['', ' ', '🙂', 'a'.repeat(5_000), 'i like chess. '.repeat(400)]) {
      const one = ofEnglish(said)
      expect(one).to.have.length(WIDTH)
      expect(Math.sqrt(cosine(one, one))).to.be.closeTo(1, 0.02)
      expect(embedder.ofSaid([said])).to.deep.equal(one)
    }
  })

  it('is none of what is said in another language', () => {
    for (const said of [
      'lubię grać w piłkę nożną ale nie mam z kim',
      'dwi eisiau gwneud ffrindiau ond dw i ddim yn nabod neb',
      'مجھے ڈرائنگ پسند ہے مگر کوئی دوست نہیں',
    ])
      expect(embedder.ofSaid([said]), said).to.equal(undefined)
  })

  it('is the encoder that the package ships, byte for byte as we pack it', () => {
    const { shape, weights } = shippedEncoder()
    const { encoder } = loadEmbedding(CONTENT)
    expect(encoder.shape).to.deep.equal(shape)
    expect(Buffer.compare(encoder.weights, weights)).to.equal(0)
  }).timeout(20_000)

  it('is of the files that its sum says, and of no others', () => {
    const file = (name: string): Buffer => readFileSync(join(CONTENT, 'embedding', name))
    expect(loadRanking(CONTENT).sum.split('-')[0]).to.equal(
      checksum(Buffer.concat([file('encoder.bin'), file('projections.bin')])),
    )
  })
})

describe('an embedding', () => {
  it('is kept in a byte a number, half a step off at most, and is cut off beyond', () => {
    const random = randomFrom(3)
    const unit = toUnit(new Float32Array(WIDTH).map(() => random() - 0.5))
    const bytes = toBytes(unit)
    for (const [at, x] of unit.entries())
      expect((bytes[at] ?? 0) / SCALE).to.be.closeTo(x, 0.5 / SCALE + 1e-6)
    expect(toBytes(new Float32Array(WIDTH).fill(-1))).to.deep.equal(new Int8Array(WIDTH).fill(-127))
    expect(() => toBytes(new Float32Array(3))).to.throw(RangeError)
    expect(toUnit(new Float32Array(2))).to.deep.equal(new Float32Array(2))
  })

  it('comes by projections that are shipped byte for byte', () => {
    const random = randomFrom(4)
    const some = (count: number): Float32Array => new Float32Array(count).map(() => random() - 0.5)
    const projections: Projections = {
      means: { said: some(6), told: some(6) },
      matrices: { said: some(6 * WIDTH), text: some(6 * WIDTH), name: some(6 * WIDTH) },
    }
    expect(unpackProjections(packProjections(projections), 6)).to.deep.equal(projections)
    expect(() => unpackProjections(packProjections(projections), 5)).to.throw(RangeError)
  })
})

describe('learning the projections', () => {
  const NUMBERS = 40
  const THEMES = 8
  /** What is said of a theme points one way, what is told of it another: only learning can bring the two together. */
  const towns = (seed: number, count: number): JudgedTown[] => {
    const random = randomFrom(seed)
    const about = (theme: number, from: number): Float32Array =>
      new Float32Array(NUMBERS).map((_, at) => (at === from + theme ? 1 : 0) + 0.15 * (random() - 0.5))
    return Array.from({ length: count }, () => ({
      entries: Array.from({ length: THEMES }, (_, theme) => ({
        text: about(theme, 20),
        name: about(theme, 20),
      })),
      people: Array.from({ length: THEMES }, (_, theme) => ({
        said: about(theme, 0),
        good: Array.from({ length: THEMES }, (__, other) =>
          other === theme ? 2 : other === (theme + 1) % THEMES ? undefined : 0,
        ),
      })),
    }))
  }
  const learnt = learnProjections(towns(1, 12), 5)

  it('brings what is right for somebody before what is not, in a town that it has not seen', () => {
    const [town] = towns(2, 1)
    const entries = town?.entries.map(({ text, name }) => ofTold(text, name, learnt)) ?? []
    for (const { said, good } of town?.people ?? []) {
      const one = ofSaid(said, learnt)
      const best = entries
        .map((entry, at) => ({ at, alike: cosine(one, entry) }))
        .filter(({ at }) => good[at] !== undefined)
        .sort((a, b) => b.alike - a.alike)[0]
      expect(good[best?.at ?? 0]).to.equal(2)
    }
  })

  it('comes to the same for the same towns and seed', () => {
    expect(learnProjections(towns(1, 12), 5)).to.deep.equal(learnt)
    expect(learnProjections(towns(1, 12), 6)).to.not.deep.equal(learnt)
  })

  it('begins as the directions in which things differ most', () => {
    const random = randomFrom(9)
    const vectors = Array.from({ length: 200 }, () =>
      Float32Array.from([9, 1, 4, 0.1], (spread) => spread * (random() - 0.5)),
    )
    const matrix = principalDirections(vectors, 2, random)
    expect(Math.abs(matrix[0] ?? 0)).to.be.above(0.99)
    expect(Math.abs(matrix[2 * 2 + 1] ?? 0)).to.be.above(0.99)
  })
})
