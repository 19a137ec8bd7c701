import { expect } from 'chai'
import { withoutMissing } from '../../../domain/understanding/missing.ts'
import { content } from '../../support/conversation.ts'

describe('what is said to be missing', () => {
  const { missing } = content().texts.words

  for (const [text, rest] of [
    ['i havent got the confidence', 'i confidence'],
    ['Aint got no money', 'money'],
    ["I haven't got any friends", 'i friends'],
    ['theres not enough time or money', 'theres time or money'],
    ['i havent been anxious', 'i havent been anxious'],
    ['im not shy', 'im not shy'],
    ['', ''],
  ] as const)
    it(`is "${rest}" of "${text}"`, () => expect(withoutMissing(text, missing)).to.equal(rest))
})
