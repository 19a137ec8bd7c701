import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

/** What this is, what it promises, and the question whether that was read. */
const HELLO = ['hello.welcome', 'hello.program', 'hello.promise', 'hello.choose', 'hello.check']

describe('a conversation that begins with their words', () => {
  for (const { words, first } of [
    { words: 'my nan died', first: 'gentle.bereavement' },
    { words: 'im being bullied', first: 'gentle.bullying' },
    { words: 'jest mi bardzo smutno od kiedy umarł mój dziadek', first: 'safety.language' },
  ]) {
    it(`"${words}" is met first, then hello and its promise are said, and nothing is taken for an answer`, async () => {
      const { service, says } = await talking()
      await says('delete', 'yes')
      const heard = await says(words)
      expect(heard).to.include(first)
      expect(heard.slice(-HELLO.length)).to.deep.equal(HELLO)
      expect(await says('skip')).to.deep.equal(['hello.check.unsure', 'hello.length'])
      await service.close()
    })
  }
})
