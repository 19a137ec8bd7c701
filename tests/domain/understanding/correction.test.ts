import { expect } from 'chai'
import { correctionIn } from '../../../domain/understanding/correction.ts'
import { content } from '../../support/conversation.ts'

describe('understanding/correction', () => {
  const { corrections } = content().texts.words
  for (const [text, meant] of [
    ['no i meant climbing', 'climbing'],
    ['I meant Rock-Climbing, not hiking', 'Rock-Climbing, not hiking'],
    ['sorry, i meant art', 'art'],
    ["that's not what i meant. i meant boxing", 'boxing'],
  ] as const) {
    it(`"${text}" means "${meant}"`, () => expect(correctionIn(text, corrections)).to.equal(meant))
  }
  for (const text of ['no', 'no i meant', 'climbing', 'i like what i meant to say', '']) {
    it(`"${text}" corrects nothing`, () => expect(correctionIn(text, corrections)).to.equal(undefined))
  }
})
