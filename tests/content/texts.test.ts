import { expect } from 'chai'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, it } from 'mocha'
import { PATHS, progressOf } from '../../dialogs/journey.ts'
import { newPerson } from '../../domain/conversation/person.ts'
import { chosenFrom, isOneOf, recognise } from '../../domain/understanding/answers.ts'
import { loadLanguages } from '../../content/load-languages.ts'
import { CONTENT } from '../support/conversation.ts'
import { allMessages, saidMessages, texts } from './said.ts'
import { CARD_PHASES, CHECK_IN, FILLED, idsOf, MEASURES, uses } from './text-ids.ts'
import type { Use } from './text-uses.ts'

/** Templates that make no text's id: the way back, easier words and the ends of words for a kind, files and keys. */
const NOT_TEXTS = new Set(['*.*', '*.easy', '*.past', '*.other', '*.', '*. *', '*.ics'])

/** Lists of taps that the code reaches through a variable, and where it gets them from. */
const LISTS_BY_VARIABLE = [
  ...CARD_PHASES.map((phase) => `${phase}.cards`),
  ...CHECK_IN.map((name) => `check-in.${name}`),
  'safety.safe-now',
  'safety.safe-now.other',
]

/** Names texts that others say, and says its own without values. */
const ONLY_NAMES = 'bot/channels/teams/own-words.ts'
/** Ids that are named in one place and said with their values in another. */
const GIVEN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // show() in dialogs/phases/ideas.ts.
  'finding.some': ['count'],
  'finding.others': ['count'],
  // saidId() in domain/matching/card.ts.
  'ideas.why.said': ['word'],
  'ideas.why.said-like': ['word'],
  // depart() in dialogs/interruptions/visit.ts.
  'person.left': ['name'],
  'person.silent': ['name'],
  'person.asked-back': ['name'],
  // #do() in bot/notices.ts and #note() in bot/waiting-list.ts.
  'book.reminder': ['when', 'worker', 'place'],
  'book.offer': ['when', 'until'],
  // inChat() in bot/inbox/chat-page.ts.
  'inbox.chat.write.long': ['count'],
  // One page in bot/inbox/answers.ts says several texts with the same values.
  'inbox.fault.text': ['request'],
}

/** Names behind an expression that is passed as values or spread into them. */
const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
  '<distanceValues(admitted.km)>': ['miles', 'km'],
  '<hours>': ['from', 'to'],
}

const questionIds = new Set<string>([...PATHS.short, ...PATHS.long])
const heads = new Set(texts.ids.map((id) => id.split('.')[0] ?? ''))
const isId = (pattern: string): boolean => /^[a-z][a-z-]*(\.[a-z0-9-]+)+$/u.test(pattern)
const isTemplate = (pattern: string): boolean =>
  /^(\*|[a-z][a-z-]*)(\.(\*|[a-z0-9-]+))*$/u.test(pattern) && pattern.includes('*')
const isSaid = ({ as }: Use): boolean =>
  as.property === 'say' || as.property === 'why' || as.call === 'say' || as.call === 'text'

const commandIds = texts.words.commands.map(({ id }) => id)
const askedIds = Object.keys(texts.words.asked.questions)
const questions = [
  ...texts.words.questions.map(({ id }) => id),
  ...askedIds.filter((id) => !commandIds.includes(id)),
]
const textUses = uses.filter(({ as }) => as.call !== 'choices')
const usedIds = new Set([...textUses.flatMap((use) => idsOf(use)), ...questions])
/** Files of bot/ that speak through the scope of a conversation. */
const SAYING: readonly string[] = ['bot/turn.ts', 'bot/unprompted.ts']
const isEasy = (id: string): boolean => id.endsWith('.easy')

/** The kind of a part of a message that is words only (`TYPE.literal` of the ICU parser). */
const LITERALS: readonly number[] = [0]

/** The names of a message's placeholders, in every branch of it. */
function placeholders(message: string): ReadonlySet<string> {
  type Elements = ReturnType<IntlMessageFormat['getAst']>
  const names = (elements: Elements): string[] =>
    elements.flatMap((element) => {
      const isWords = LITERALS.includes(element.type)
      if (isWords || !('value' in element)) return []
      const branches = 'options' in element ? Object.values(element.options) : []
      return [element.value, ...branches.flatMap(({ value }) => names(value))]
    })
  return new Set(names(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()))
}

describe('the texts', () => {
  it('has every text that the code says', () => {
    const missing = uses.flatMap((use) => {
      const looksLikeOne = isId(use.pattern) && heads.has(use.pattern.split('.')[0] ?? '')
      if (!looksLikeOne && !isSaid(use) && !use.pattern.includes('*')) return []
      if (questionIds.has(use.pattern) || texts.choiceIds.includes(use.pattern)) return []
      const isName = isSaid(use) ? /^[a-z]/u.test(use.pattern) : looksLikeOne || isTemplate(use.pattern)
      return isName
        ? idsOf(use)
            .filter((id) => !texts.has(id) && !texts.choiceIds.includes(id))
            .map((id) => `${use.file}: ${id}`)
        : []
    })
    expect(missing).to.deep.equal([])
    expect(questions.filter((id) => !texts.has(id))).to.deep.equal([])
  })

  it('knows what every template in the dialogs can be filled with', () => {
    const unknown = uses.filter(
      ({ pattern, file }) =>
        isTemplate(pattern) && !file.startsWith('bot/') && !NOT_TEXTS.has(pattern) && !FILLED[pattern],
    )
    expect(unknown.map(({ pattern, file }) => `${file}: ${pattern}`)).to.deep.equal([])
    const templates = new Set(uses.map(({ pattern }) => pattern))
    expect(
      Object.keys(FILLED).filter((pattern) => !templates.has(pattern)),
      'no longer in the code',
    ).to.deep.equal([])
  })

  it('says every text somewhere', () => {
    expect(texts.ids.filter((id) => !isEasy(id) && !usedIds.has(id))).to.deep.equal([])
  })

  it('has easier words only for a text that is there', () => {
    expect(texts.ids.filter((id) => isEasy(id) && !texts.has(id.slice(0, -'.easy'.length)))).to.deep.equal([])
  })

  it('asks for no value that the code does not give', () => {
    const known = textUses.filter(
      ({ pattern, file }) => file !== ONLY_NAMES && (!pattern.includes('*') || FILLED[pattern]),
    )
    const wanting = known.flatMap((use) =>
      idsOf(use).flatMap((id) =>
        [id, `${id}.easy`].flatMap((one) => {
          const message = allMessages.get(one)
          if (message === undefined) return []
          // The scope of a conversation always knows the school and its word for Shout; staff pages and calendar files have no scope.
          const isInScope = use.file.startsWith('dialogs/') || SAYING.includes(use.file)
          const given = new Set([
            ...[...use.given].flatMap((name) => NAMES_OF[name] ?? [name]),
            ...(GIVEN_ELSEWHERE[id] ?? []),
            ...(isInScope ? ['school', 'shout'] : []),
          ])
          if ([...given].some((name) => name.startsWith('<'))) return []
          return [...placeholders(message)]
            .filter((name) => !given.has(name))
            .map((name) => `${use.file}: ${one} wants {${name}}`)
        }),
      ),
    )
    expect(wanting).to.deep.equal([])
  })

  it('counts the taps as the paths do', () => {
    for (const path of ['short', 'long'] as const) {
      const steps = progressOf('hello.check', { ...newPerson(), path })?.of ?? 0
      for (const id of ['hello.length', 'hello.length.easy']) {
        expect(texts.text(id), path).to.match(new RegExp(`\\b${steps}\\b`, 'u'))
      }
      if (path === 'short') expect(texts.text('faq.how-long')).to.include(`${steps} taps`)
    }
  })

  it('tells nobody to say what would not be understood', () => {
    const { english } = loadLanguages(CONTENT)
    const commands = [...texts.words.commands, { id: 'language', phrases: english.asks }]
    const { fillers } = texts.words
    // What they might answer, not a request; and whose own words stand there.
    const isNoRequest = (id: string, said: string) =>
      said === 'my friend' || id.includes('evidence') || said.startsWith('{')
    const told = [...saidMessages].flatMap(([id, message]) =>
      [...message.matchAll(/"([^"]+)"/gu)]
        .map(([, said = '']) => ({ id, said }))
        .filter(({ said }) => !isNoRequest(id, said)),
    )
    const list = texts.text('help.commands').replace(/^.*: /u, '').replace(/\.$/u, '').split(', ')
    const all = [
      ...told,
      ...list.filter((said) => said !== 'skip').map((said) => ({ id: 'help.commands', said })),
    ]
    expect(all.length).to.be.greaterThan(10)
    expect(all.filter(({ said }) => recognise(said, commands, fillers) === undefined)).to.deep.equal([])
    expect(isOneOf('skip', texts.words.skip)).to.equal(true)
  })
})

describe('the taps', () => {
  const lists = texts.choiceIds.map((id) => ({ id, choices: texts.choices(id) }))

  it('has every list that the code offers, and offers every list', () => {
    const offered = new Set([
      ...uses.filter(({ as }) => as.call === 'choices').flatMap((use) => idsOf(use)),
      ...LISTS_BY_VARIABLE,
    ])
    const measures = new Set(MEASURES.map(({ id }) => `measures.${id}`))
    expect([...offered].filter((id) => !texts.choiceIds.includes(id) && !measures.has(id))).to.deep.equal([])
    expect(texts.choiceIds.filter((id) => !offered.has(id))).to.deep.equal([])
  })

  for (const { id, choices } of lists) {
    it(`${id}: no two taps are the same, or mean the same`, () => {
      expect(new Set(choices.map((choice) => choice.id)).size, 'ids').to.equal(choices.length)
      expect(new Set(choices.map(({ label }) => label.toLowerCase())).size, 'labels').to.equal(choices.length)
      const shared = choices.flatMap((choice) =>
        [choice.label, ...choice.words].flatMap((word) =>
          choices
            .filter((other) => other !== choice && !areNeverTogether(id, choice.id, other.id))
            .filter((other) => isOneOf(word, [other.label, ...other.words], texts.words.fillers))
            .map((other) => `"${word}": ${choice.id} and ${other.id}`),
        ),
      )
      expect(shared).to.deep.equal([])
    })

    it(`${id}: every word for a tap is understood as that tap`, () => {
      const wrong = choices.flatMap((choice) => {
        const offered = choices.filter((other) => !areNeverTogether(id, choice.id, other.id))
        return [choice.label, ...choice.words].flatMap((word) => {
          const understood = chosenFrom(word, [...offered, ...texts.choices('skip')], texts.words)
          return understood.join() === choice.id
            ? []
            : [`"${word}": ${understood.join()} and not ${choice.id}`]
        })
      })
      expect(wrong).to.deep.equal([])
      expect(
        choices.flatMap(({ words }) => words.filter((word, at) => words.indexOf(word) !== at)),
      ).to.deep.equal([])
    })
  }

  it('would rather ask again than hear a No in a longer answer to the check-in', () => {
    for (const question of CHECK_IN) {
      const choices = texts.choices(`check-in.${question}`)
      for (const said of [
        'i havent told anyone but yeah',
        'not something i can say no to',
        'lowkey yeah',
        'yeah a lot lately',
      ]) {
        expect(chosenFrom(said, choices, texts.words), said).to.not.include('no')
      }
      expect(chosenFrom('i have not', choices, texts.words), question).to.not.include('yes')
    }
  })
})

/** "Book a time" stands there when nothing is booked, "My booking" when something is. */
function areNeverTogether(list: string, one: string, other: string): boolean {
  return list === 'next.menu' && [one, other].sort().join() === 'book,booking'
}
