import { join } from 'node:path'
import { expect } from 'chai'
import { loadClassifier } from '../../../../content/load-classifier.ts'
import { randomFrom, shuffled } from '../../../../domain/chance/random.ts'
import { Encoder, LONGEST } from '../../../../domain/screening/classifier/encode.ts'
import { packRegressions, regressionScores, unpackRegressions } from '../../../../domain/grams/regressions.ts'
import { gramsOf, TABLES } from '../../../../domain/screening/classifier/grams.ts'
import { MARKS, Pieces } from '../../../../domain/network/pieces.ts'
import { parametersOf, sizeOf } from '../../../../domain/network/shape.ts'
import { packWeights, PackedWeights } from '../../../../domain/network/weights.ts'
import { mistyped } from '../../../../domain/screening/classifier/training/examples.ts'
import { learnGrams } from '../../../../domain/screening/classifier/training/learn-grams.ts'
import { RULES_FOLDER, rules } from '../rules.ts'

const model = loadClassifier(join(RULES_FOLDER, 'classifier'))
const encoder = new Encoder(rules.spelling, new Pieces(model.vocabulary))

describe('the parts of the classifier', () => {
  it('cut text into the row of pieces that is most likely, and know what they do not know', () => {
    const pieces = new Pieces([
      ...Array.from({ length: 6 }, () => ['', 0] as const),
      ['▁a', -2],
      ['▁ab', -2.5],
      ['b', -2],
      ['▁', null],
    ])
    expect(pieces.of('ab a')).to.deep.equal([7, 6])
    expect(pieces.of('')).to.deep.equal([])
    expect(pieces.of('aé')).to.deep.equal([6, MARKS.unknown])
  })

  it('know of every piece which sentence it stands in, as offsets into the message as typed', () => {
    const text = 'i like football. mum is away again! theres bread'
    const { pieces, sentences, spans } = encoder.alone(text)
    expect(sentences).to.have.length(pieces.length)
    expect(spans.map(([from, to]) => text.slice(from, to))).to.deep.equal([
      'i like football',
      'mum is away again',
      'theres bread',
    ])
    expect(new Set(sentences)).to.deep.equal(new Set([0, 1, 2]))
  })

  it('know the parts of a longer message: its sentences and lines, and of one that goes on and on, windows that overlap', () => {
    const partsOf = (text: string) => encoder.parts(text, 3).map(([from, to]) => text.slice(from, to))
    expect(partsOf('i like football. no. mum is away again!\ntheres some bread\nand')).to.deep.equal([
      'i like football',
      'mum is away again',
      'theres some bread',
    ])
    const words = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => `w${'x'.repeat(from + n)}`).join(' ')
    expect(partsOf(words(0, 20))).to.deep.equal([words(0, 20)])
    expect(partsOf(words(0, 34))).to.deep.equal([words(0, 20), words(10, 30), words(14, 34)])
    const long = Array.from({ length: 200 }, (_, n) => `this is part ${n}`).join('. ')
    expect(partsOf(long)).to.have.length(40)
    expect([partsOf(long)[0], partsOf(long).at(-1)]).to.deep.equal(['this is part 0', 'this is part 199'])
    expect(partsOf('')).to.deep.equal([])
  })

  it('read disguises as what they stand for: letters of other alphabets, emoji, txt-speak', () => {
    expect(encoder.alone('I Dоnt KNOW').pieces).to.deep.equal(encoder.alone('i dont know').pieces)
    expect(encoder.words('idk 🔪')).to.include.members(['do', 'not', 'know', 'knife'])
  })

  it('stay short whatever comes, and never lose the message for what came before', () => {
    const long = 'mum and dad are out again and '.repeat(400)
    const before = [{ bot: 'What matters?', yp: long }]
    for (const encoded of [encoder.alone(long), encoder.together(before, long, long)]) {
      expect(encoded.pieces.length).to.be.within(1, LONGEST)
    }
    const short = encoder.together(before, 'How are things at home?', 'not great')
    expect(short.pieces.slice(-encoder.alone('not great').pieces.length)).to.deep.equal(
      encoder.alone('not great').pieces,
    )
    for (const odd of ['', ' ', '\ud800', '\u0000', '\u202eabc', '‍'.repeat(5_000)]) {
      expect(encoder.alone(odd).pieces.length, JSON.stringify(odd)).to.be.within(1, LONGEST)
    }
  })

  it('ship weights in a byte each, half a step off at most, and refuse what is not of their shape', () => {
    const letters = { places: 12, width: 4 }
    const shape = {
      ...model.shape,
      letters,
      pieces: 9,
      layers: [{ in: 8, out: 12, heads: 2, inner: 6 }],
      message: 5,
    }
    const random = randomFrom(3)
    const weights = new Float32Array(sizeOf(shape)).map(() => random() - 0.5)
    const packed = packWeights(shape, weights)
    const back = new Float32Array(weights.length)
    const shipped = new PackedWeights(shape, packed)
    for (const { name, rows, columns, from } of parametersOf(shape)) {
      shipped.write(name, back.subarray(from, from + rows * columns))
      for (let at = from; at < from + rows * columns; at += 1) {
        expect(Math.abs((back[at] ?? 0) - (weights[at] ?? 0)), name).to.be.at.most(0.5 / 127 / 2 + 1e-6)
      }
    }
    expect(packWeights(shape, back)).to.deep.equal(packed)
    expect(() => new PackedWeights(shape, packed.slice(1))).to.throw('bytes')
  })

  it('learn grams: what was said beside a worry counts towards it, and is kept byte for byte', () => {
    const words = (text: string): readonly string[] => text.split(' ')
    const label = { about: 'self', when: 'now' } as const
    const example = (text: string, worry: boolean) => ({
      ...label,
      response: worry ? ('reach-out' as const) : ('none' as const),
      kinds: worry ? (['neglect'] as const) : [],
      grams: gramsOf(words, text),
    })
    const learnt = learnGrams(
      [example('no food again', true), example('good food again', false), example('no tea tonight', true)],
      randomFrom(1),
    )
    const score = (text: string): number =>
      regressionScores(learnt.levels, gramsOf(words, text).levels)[1] ?? 0
    expect(score('no food tonight')).to.be.above(score('good food tonight'))
    const { places, outputs } = TABLES.others
    const bytes = packRegressions(learnt.others)
    const unpack = (of: Uint8Array) => unpackRegressions(of, places, outputs)
    expect(bytes).to.have.length(2 * outputs * 4 + places * outputs)
    expect(packRegressions(unpack(bytes))).to.deep.equal(bytes)
    const window = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3)
    expect(packRegressions(unpack(window))).to.deep.equal(bytes)
    expect(() => unpack(bytes.slice(4))).to.throw('bytes')
  })

  it('vary what is learnt from by chance that is the same each time', () => {
    const twice = [5, 5].map((seed) =>
      mistyped('everybody at home is shouting again tonight', randomFrom(seed)),
    )
    expect(twice[0]).to.equal(twice[1])
    expect(shuffled([1, 2, 3, 4], randomFrom(2))).to.have.members([1, 2, 3, 4])
  })
})
