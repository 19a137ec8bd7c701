import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { NOT_TEXTS } from '../../content/load-texts.ts'
import { readYaml } from '../../content/yaml.ts'
import { CONTENT } from '../support/conversation.ts'
import { saidMessages } from './said.ts'

/** As in English (voice.test.ts). No formula measures how hard Welsh, Polish or Urdu is to read at 11: a native speaker must. */
const MOST_WORDS = 25

/** Texts that may be longer, each with its reason. */
const LONGER: Readonly<Record<string, string>> = {
  'ur safety.act-now.card.hurt':
    'D6: a line of the emergency card, which Urdu says in more and shorter words',
}

/** What is never said, as far as a list can hold it: written by no native speaker, as the texts themselves. */
const NEVER: Readonly<
  Record<string, readonly { rule: string; words: RegExp; wrong: string; but?: readonly string[] }[]>
> = {
  cy: [
    {
      rule: 'no feelings of its own',
      words:
        /(?:dwi|dw i|rwy|rwyf|rydw i)[’']?(?:n| ?yn)? (?:wir )?(?:meddwl|teimlo|deall|caru|poeni|gobeithio|credu|mwynhau|falch|hapus|drist|flin iawn)/iu,
      wrong: 'Dwi’n deall sut wyt ti’n teimlo.',
    },
    { rule: 'no friendship', words: /dy ffrind di|ffrind i ti|dwi yma i ti/iu, wrong: 'Dwi yma i ti.' },
    {
      rule: 'no method, no shame (4.7)',
      words: /hunanladdiad|\bl?ladd\b|\bcrogi|\bgrogi|tabledi|dabledi|\brasel|cyflawni|dwp\b|cywilydd/iu,
      wrong: 'Cyflawnodd hunanladdiad.',
    },
    { rule: 'no level', words: /risg (?:isel|uchel|canolig)|\bsgôr\b/iu, wrong: 'Ti mewn risg isel.' },
  ],
  pl: [
    {
      rule: 'no feelings of its own',
      words:
        /(?<!\p{L})(?:myślę|czuję|rozumiem|martwię się|kocham|mam nadzieję|cieszę się|wierzę|przykro mi|tęsknię|jest(?:em)? (?:dumn|szczęśliw|smutn)\p{L}+)/iu,
      wrong: 'Rozumiem, jak ci ciężko.',
      // Said by them, of themselves: a line of their summary.
      but: ['summary.line.confidence'],
    },
    {
      rule: 'no friendship',
      words: /twoim przyjacielem|jestem (?:tu )?dla ciebie|zawsze jestem/iu,
      wrong: 'Jestem tu dla ciebie.',
    },
    {
      rule: 'no method, no shame (4.7)',
      words: /samobój|(?<!\p{L})zabi[ćłj]|powiesi|tabletk|żyletk|głupi|wstyd/iu,
      wrong: 'Popełnił samobójstwo.',
    },
    { rule: 'no level', words: /(?:niskie|wysokie|średnie) ryzyko/iu, wrong: 'To niskie ryzyko.' },
    {
      rule: 'no gender guessed',
      words:
        /(?<!\p{L})(?:mógłbyś|mogłabyś|chciałbyś|chciałabyś|byłeś|byłaś|zrobiłeś|zrobiłaś|powiedziałeś|powiedziałaś)/iu,
      wrong: 'Dobrze zrobiłeś.',
    },
  ],
  ur: [
    {
      rule: 'no feelings of its own',
      words:
        /مجھے (?:لگتا|امید|خوشی|افسوس|دکھ|فکر|فخر)|میں (?:سمجھتا|سمجھتی|سمجھ سکتا|سمجھ سکتی|محسوس|سوچتا|سوچتی)/u,
      wrong: 'مجھے افسوس ہے۔',
    },
    { rule: 'no friendship', words: /آپ کا دوست|میں آپ کے ساتھ ہوں/u, wrong: 'میں آپ کے ساتھ ہوں۔' },
    {
      rule: 'no method, no shame (4.7)',
      words: /خودکشی|گولیا|پھانسی|بلیڈ|چھلانگ|بیوقوف|شرم/u,
      wrong: 'اس نے خودکشی کی۔',
    },
    { rule: 'no level', words: /(?:کم|زیادہ) خطرہ/u, wrong: 'آپ کو کم خطرہ ہے۔' },
    {
      rule: 'no gender of its own',
      words: /(?:رہا|رہی|سکتا|سکتی|کرتا|کرتی) ہوں/u,
      wrong: 'میں پوچھ رہا ہوں۔',
      // What they say themselves.
      but: ['summary.line.confidence'],
    },
  ],
}

const Messages = z.record(z.string(), z.string())
const messagesOf = (code: string): [id: string, text: string][] =>
  readdirSync(join(CONTENT, code))
    .filter((file) => file.endsWith('.yaml') && !NOT_TEXTS.includes(file))
    .flatMap((file) => Object.entries(readYaml(join(CONTENT, code, file), Messages)))

/** With one branch of each plural or select, and a word for each value. */
const isBranched = (text: string): boolean => /, (?:plural|select)/u.test(text)
const wordsIn = (text: string): number =>
  text.split(/\s+/u).filter((word) => /[\p{L}\p{N}{]/u.test(word)).length
const isEvidence = (id: string): boolean => id.includes('evidence')
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/gu))].sort()

describe('the voice in other languages', () => {
  for (const [code, rules] of Object.entries(NEVER)) {
    describe(code, () => {
      const own = messagesOf(code)

      it(`says one thing: at most ${MOST_WORDS} words`, () => {
        const long = own
          .filter(
            ([id, text]) => !isBranched(text) && !(`${code} ${id}` in LONGER) && wordsIn(text) > MOST_WORDS,
          )
          .map(([id, text]) => `${id}: ${wordsIn(text)}`)
        expect(long).to.deep.equal([])
      })

      it('drops no value that English gives', () => {
        const dropped = own.flatMap(([id, text]) => {
          const english = saidMessages.get(id)
          if (english === undefined || isBranched(english) || isBranched(text)) return []
          const missing = placeholders(english).filter((one) => one !== '{school}' && !text.includes(one))
          return missing.map((one) => `${id}: ${one}`)
        })
        expect(dropped).to.deep.equal([])
      })

      it('has no exclamation mark and no emoji', () => {
        expect(own.filter(([, text]) => /!|\p{Extended_Pictographic}/u.test(text))).to.deep.equal([])
      })

      for (const { rule, words, wrong, but = [] } of rules) {
        it(rule, () => {
          expect(words.test(wrong), 'would notice it').to.equal(true)
          const broken = own.filter(([id, text]) => !isEvidence(id) && !but.includes(id) && words.test(text))
          expect(broken).to.deep.equal([])
        })
      }
    })
  }

  it('would notice a long text and a dropped value, and keeps no exception that is not needed', () => {
    expect(wordsIn('słowo '.repeat(MOST_WORDS + 1))).to.equal(MOST_WORDS + 1)
    expect(placeholders('{when}, {name}, {when}')).to.deep.equal(['{name}', '{when}'])
    const needed = Object.keys(LONGER).filter((key) => {
      const [code = '', id = ''] = key.split(' ')
      return wordsIn(new Map(messagesOf(code)).get(id) ?? '') > MOST_WORDS
    })
    expect(needed).to.deep.equal(Object.keys(LONGER))
  })
})
