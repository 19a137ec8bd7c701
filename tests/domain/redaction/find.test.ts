import { expect } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import { findPersonal } from '../../../domain/redaction/find.ts'
import { isNhsNumber } from '../../../domain/redaction/nhs-numbers.ts'
import { masked } from '../../../domain/redaction/redact.ts'

/** `kind=what was found`, in order. */
const found = (text: string, known?: string): string[] =>
  findPersonal(text, known).map(({ kind, from, to }) => `${kind}=${text.slice(from, to)}`)

const FOUND: Readonly<Record<string, readonly string[]>> = {
  // Ofcom's numbers for drama.
  'ring me on 07700 900123 ok': ['phone=07700 900123'],
  'its 07700900123': ['phone=07700900123'],
  '+44 7700 900 123 is mums': ['phone=+44 7700 900 123'],
  '+44 (0)7700 900123': ['phone=+44 (0)7700 900123'],
  '0044 7700 900123': ['phone=0044 7700 900123'],
  'o7700 9oo123': ['phone=o7700 9oo123'],
  '07700.900.123': ['phone=07700.900.123'],
  'home is (01632) 960123.': ['phone=(01632) 960123'],
  '020 7946 0958 after school': ['phone=020 7946 0958'],
  'text 7700900123': ['phone=7700900123'],
  'my gran +353 20 910 1234': ['phone=+353 20 910 1234'],
  'its oh seven seven double oh nine double oh one two three': [
    'phone=oh seven seven double oh nine double oh one two three',
  ],
  'i live at BS5 0AA': ['postcode=BS5 0AA'],
  'bs50aa is mine': ['postcode=bs50aa'],
  'near sw1a 1aa': ['postcode=sw1a 1aa'],
  'BK1 4QD is made up': ['postcode=BK1 4QD'],
  'we live at 12 Saltersgate Road': ['address=12'],
  '4b high street': ['address=4b'],
  'flat 3 above the shop': ['address=flat 3'],
  'sam.j_99@example.co.uk please': ['email=sam.j_99@example.co.uk'],
  'samj at gmail dot com': ['email=samj at gmail dot com'],
  'look https://example.org/me?x=1.': ['url=https://example.org/me?x=1'],
  'www.example.org, that': ['url=www.example.org'],
  'its on example.co.uk/sam': ['url=example.co.uk/sam'],
  'discord.gg/abc123 join': ['url=discord.gg/abc123'],
  'im @sam_j09 on there': ['handle=@sam_j09'],
  'my snap is samj_09': ['handle=samj_09'],
  'insta: samjones': ['handle=samjones'],
  'add me on discord sam#1234': ['handle=sam#1234'],
  'my username is samjones': ['handle=samjones'],
  'nhs number 943 476 5919': ['nhs-number=943 476 5919'],
  '9434765919': ['nhs-number=9434765919'],
  'my nhs number is 943 476 5918': ['nhs-number=943 476 5918'],
  'dob 12/03/2010': ['birth-date=12/03/2010'],
  'my birthday is the 12th of march': ['birth-date=12th of march'],
  'I was born on March 12 2010': ['birth-date=March 12 2010'],
  'date of birth: 2010-03-12': ['birth-date=2010-03-12'],
  'my name is sam smith and i like art': ['name=sam smith'],
  "My name's Sam and": ['name=Sam'],
  'my full name is Sam Jo-Ann': ['name=Sam Jo-Ann'],
  "I'm called Sam": ['name=Sam'],
  'call me Sam': ['name=Sam'],
  "I'm Sam Smith": ['name=Sam Smith'],
  "I'm Sam and I'm 14": ['name=Sam'],
  'im Sam, 14': ['name=Sam'],
}

const NOT_FOUND: readonly string[] = [
  'at 4',
  'meet at 4:30 or 07:30',
  '@ 4pm',
  'see you @home',
  'im @school till 3',
  'its £5.50 or 12.99',
  'year 10',
  'im 14 and a half',
  'on 12/03/2026 theres a disco',
  '01.02.2010 at school',
  '1 2 3 4 5 6 7 8 9 10 11',
  '0.1 0.2 0.3 0.4 0.5',
  'i got 0 out of 10 10 times in 2025',
  'rang childline on 0800 1111',
  'called 999 then 111',
  'text 85258',
  'shout is 116 123',
  'one two three four five six seven',
  'the 943 476 5918 song',
  '1234567890',
  'take the m4 2nd exit',
  'bus e3 4 times',
  '3 boys on my road',
  '2 more lanes',
  '10 minute walk',
  'every 5 miles of road',
  'sent it.me neither',
  'e.g. this i.e. that',
  'ok.cool.so',
  'my snap is private',
  'my insta is blowing up',
  'i said x: no',
  'my name is not important',
  'my name is on the list',
  'my names get mixed up',
  'they call me Fatty',
  'i get called names',
  "i'm called ugly",
  "I'm Polish and 14",
  "I'm Year Ten",
  "I'm Black British",
  "I'm Sorry",
  'born in 2010',
  'its my birthday on saturday',
  'call me later',
  'I am Ok, 14 of us went',
]

describe('domain/redaction: what says who somebody is', () => {
  for (const [text, spans] of Object.entries(FOUND))
    it(`finds it in "${text}"`, () => expect(found(text)).to.deep.equal(spans))

  for (const text of NOT_FOUND) it(`leaves "${text}" alone`, () => expect(found(text)).to.deep.equal([]))

  it('finds the name they go by, where it is written as a name', () => {
    expect(found('everyone says Robin is odd', 'Robin')).to.deep.equal(['name=Robin'])
    expect(found('i will go', 'Will')).to.deep.equal([])
    expect(found('robinson crusoe', 'Robin')).to.deep.equal([])
    expect(found('who is me', 'me')).to.deep.equal([])
    expect(found('a (b+ c', '(B+')).to.deep.equal([])
  })

  it('leaves the first half of a postcode', () => {
    expect(findPersonal('i live in bs5oaa or bs5 0aa')[0]).to.include({ kind: 'postcode', stays: 'BS5' })
  })

  it('knows the check figure of an NHS number', () => {
    expect(isNhsNumber('943 476 5919')).to.equal(true)
    for (let figure = 0; figure < 9; figure += 1)
      expect(isNhsNumber(`943476591${figure}`), String(figure)).to.equal(false)
    expect(isNhsNumber('1111111111')).to.equal(false)
    expect(isNhsNumber('987654321')).to.equal(false)
  })

  it('never overlaps, keeps order and lengths, whatever is typed', () => {
    const piece = fc.constantFrom(...Object.keys(FOUND), ...NOT_FOUND, '\u0000', '\u{1F600}', '@', '0', '.')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const text = pieces.join(' ')
        const spans = findPersonal(text)
        spans.forEach(({ from, to }, at) => {
          expect(from).to.be.lessThan(to)
          expect(from).to.be.at.least(spans[at - 1]?.to ?? 0)
          expect(to).to.be.at.most(text.length)
        })
        expect(masked(text, spans)).to.have.length(text.length)
      }),
      { numRuns: 60 },
    )
  })

  it('reads the longest message at once', () => {
    for (const hostile of ['0 ', 'a.', '@a', 'oh ', '1 A ', 'call me A', 'my name is ', '07'] as const) {
      const began = performance.now()
      findPersonal(hostile.repeat(4_000 / hostile.length))
      expect(performance.now() - began, hostile).to.be.lessThan(400)
    }
  })
})
