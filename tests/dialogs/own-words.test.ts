import { join } from 'node:path'
import { expect } from 'chai'
import type { DialogState } from 'botbuilder-dialogs'
import { loadCorpus } from '../../content/load-corpus.ts'
import { CONTENT } from '../../content/root.ts'
import { ConversationDialogs } from '../../dialogs/conversation.ts'
import { content } from '../support/conversation.ts'

const { texts } = content()
const { words } = texts
/** Every way of saying a choice, as if one question offered them all. */
const offered = texts.choiceIds.flatMap((id) => texts.choices(id))
const asked = (id: string): DialogState => ({ dialogStack: [{ id, state: { question: 'any', offered } }] })
const asRequest = (text: string): boolean => ConversationDialogs.isOurs(text, { dialogStack: [] }, words)
const isOurs = (text: string, id = 'finding'): boolean => ConversationDialogs.isOurs(text, asked(id), words)

describe('our own words, which nothing is guessed of', () => {
  it('are requests, and the ways of saying a choice of the question that stands', () => {
    for (const text of ['change my appointment', 'Show me others!', 'show me otherss'])
      expect(isOurs(text), text).to.equal(true)
    expect(asRequest('show me others')).to.equal(false)
  })

  it('are not what is said of danger, what answers a question about it, nor anything with a picture beside it', () => {
    for (const text of ['im not safe', 'i need help']) expect(asRequest(text), text).to.equal(false)
    for (const text of ['show me others 🔪', '👨🔨🚪👩 help']) expect(isOurs(text), text).to.equal(false)
    expect(isOurs('show me others', 'safety')).to.equal(false)
  })

  it('are no worry of the corpus that has to reach a human', function () {
    // Twenty thousand lines, each heard as a turn would hear it.
    this.timeout(240_000)
    const worries = loadCorpus(join(CONTENT, 'screening/corpus')).filter(
      ({ response, isTalk }) => !isTalk && (response === 'reach-out' || response === 'act-now'),
    )
    const short = worries.flatMap(({ turns }) => turns.map(({ yp }) => yp)).filter((yp) => yp.length <= 40)
    expect(short.length).to.be.above(1_000)
    expect(short.filter((yp) => isOurs(yp))).to.deep.equal([])
  })
})
