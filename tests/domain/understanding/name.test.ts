import { expect } from 'chai'
import { nameFrom } from '../../../domain/understanding/name.ts'
import { content } from '../../support/conversation.ts'

const { languages } = content()

describe('a name', () => {
  for (const [code, text, name] of [
    ['en', 'Jay', 'Jay'],
    ['en', 'im jay', 'jay'],
    ['en', "hi, my name's Jay!", 'Jay'],
    ['en', 'call me jay pls', 'jay'],
    ['en', 'jay and im 14', 'jay'],
    ['en', 'Jay, they/them', 'Jay, they/them'],
    ['en', 'Im', 'Im'],
    ['cy', 'fy enw i ydy Siân', 'Siân'],
    ['cy', 'galwa fi’n Siân', 'Siân'],
    ['cy', 'Siân ydw i', 'Siân'],
    ['cy', 'Siân a dwi’n 14', 'Siân'],
    ['pl', 'jestem Kasia', 'Kasia'],
    ['pl', 'mam na imię Kasia', 'Kasia'],
    ['pl', 'nazywam sie Kasia i mam 14 lat', 'Kasia'],
    ['ur', 'mera naam Ali hai', 'Ali'],
    ['ur', 'میرا نام علی ہے۔', 'علی'],
    ['ur', 'main Ali hoon aur 14 saal', 'Ali'],
  ] as const) {
    it(`of "${text}" is "${name}"`, () =>
      expect(nameFrom(text, languages.of(code).texts.words.names)).to.equal(name))
  }

  it('is no sentence', () => {
    const { names } = languages.english.texts.words
    expect(nameFrom('i would like it if you did not call me anything', names)).to.equal(undefined)
    expect(nameFrom('', names)).to.equal(undefined)
  })
})
