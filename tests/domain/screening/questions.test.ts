import { expect } from 'chai'
import { loadLanguages } from '../../../content/load-languages.ts'
import type { Response } from '../../../domain/screening/types.ts'
import { screener } from './rules.ts'

const { all } = loadLanguages('content')

/** The questions about safety that the bot puts to a young person, and the kind of question that stands behind each. */
const ASKED = {
  'safety.safe-now': 'safe-now',
  'safety.safe-now.other': 'safe-now',
  'safety.checking': 'checking',
  'safety.picture.ask': 'hurt-now',
  'check-in.hurting-yourself': 'hurting-yourself',
  'check-in.being-hurt': 'being-hurt',
} as const
type Asked = (typeof ASKED)[keyof typeof ASKED]

/** What "yes", "no", "not really", "kind of" and "I don't know" must be heard as: in every language what they are in English. */
const HEARD: Readonly<Record<Asked, Readonly<Record<string, Response>>>> = {
  'safe-now': { no: 'act-now', notReally: 'act-now', kinda: 'reach-out', unsure: 'reach-out', yes: 'none' },
  checking: {
    no: 'reach-out',
    notReally: 'reach-out',
    kinda: 'reach-out',
    unsure: 'reach-out',
    yes: 'none',
  },
  'hurt-now': { no: 'none', notReally: 'none', kinda: 'act-now', unsure: 'reach-out', yes: 'act-now' },
  'hurting-yourself': {
    no: 'none',
    notReally: 'note',
    kinda: 'reach-out',
    unsure: 'reach-out',
    yes: 'reach-out',
  },
  'being-hurt': { no: 'none', notReally: 'note', kinda: 'reach-out', unsure: 'reach-out', yes: 'reach-out' },
}

/** How it is said, made up by adults; Urdu in Roman letters as well, and the English that is mixed into each. */
const SAID: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    no: ['no', 'nope'],
    notReally: ['not really'],
    kinda: ['kinda', 'a bit'],
    unsure: ['idk', 'dunno'],
    yes: ['yeah', 'yes'],
  },
  cy: {
    no: ['na', 'Nac ydw', 'nope'],
    notReally: ['ddim rili', 'dim rili', 'Ddim go iawn', 'not really'],
    kinda: ['tipyn bach', 'rhyw fath', 'kinda'],
    unsure: ['ddim yn siŵr', 'dwn i’m', 'sai’n gwbod', 'falle', 'idk'],
    yes: ['ydw', 'yndw', 'ie', 'yeah'],
  },
  pl: {
    no: ['nie', 'Nie.', 'nope'],
    notReally: ['nie bardzo', 'nie za bardzo', 'raczej nie', 'not really'],
    kinda: ['trochę', 'troche', 'tak jakby', 'kinda'],
    unsure: ['nie wiem', 'nwm', 'może', 'idk'],
    yes: ['tak', 'jasne', 'yeah'],
  },
  ur: {
    no: ['نہیں', 'جی نہیں', 'nahi', 'nope'],
    notReally: ['اتنا نہیں', 'kuch khaas nahi', 'itna nahi', 'not really'],
    kinda: ['تھوڑا سا', 'thora sa', 'kabhi kabhi', 'kinda'],
    unsure: ['پتا نہیں', 'pata nahi', 'shayad', 'idk'],
    yes: ['ہاں', 'جی ہاں', 'haan', 'ji', 'yeah'],
  },
}

describe('Answers to the questions that the bot asks about safety', () => {
  for (const { code, texts } of all) {
    for (const [id, asked] of Object.entries(ASKED)) {
      for (const text of [id, `${id}.easy`].filter((one) => texts.has(one))) {
        it(`are heard in ${code} as in English: ${text}`, () => {
          const said = SAID[code]
          expect(said, 'each language that is spoken has its answers in this test').to.not.equal(undefined)
          for (const [sort, response] of Object.entries(HEARD[asked])) {
            for (const answer of said?.[sort] ?? []) {
              const heard = screener.screen(answer, { question: texts.text(text), before: [] })
              expect(heard.response, `${answer} (${sort})`).to.equal(response)
            }
          }
        })
      }
    }
  }

  it('are not taken for a yes or a no where a word means both: an easy Polish no', () => {
    const polish = all.find(({ code }) => code === 'pl')
    for (const id of Object.keys(ASKED)) {
      const question = polish?.texts.text(id) ?? ''
      expect(screener.screen('no', { question, before: [] }).response, id).to.equal('none')
    }
  })
})
