import { expect } from 'chai'
import { recognise } from '../../domain/understanding/answers.ts'
import * as cy from '../../widget/strings/cy.ts'
import * as en from '../../widget/strings/en.ts'
import * as pl from '../../widget/strings/pl.ts'
import * as ur from '../../widget/strings/ur.ts'
import { content } from '../support/conversation.ts'

/** Taps of the widget that are sent as words: the bot must know them in each language. */
describe('taps that are sent as words', () => {
  const frames = new Map(Object.entries({ cy, en, pl, ur }))

  for (const { code, texts } of content().languages.all) {
    it(`go back, in words that are understood (${code})`, () => {
      expect(recognise(texts.text('back.tap'), texts.words.commands, texts.words.fillers)).to.equal('back')
    })

    it(`ask for easier words as the menu of languages does (${code})`, () => {
      expect(frames.get(code)?.laterWords.reading.easier).to.equal(texts.text('language.easier'))
    })
  }
})
