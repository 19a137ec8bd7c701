import type { Needs } from '../matching/types.ts'
import type { Clause, Fact, NeedWords } from './need-words.ts'
import { FACTS } from './need-words.ts'
import { PhraseBook, phraseBook } from './phrases.ts'
import { isToldOf } from './whose.ts'
import { words as comparable } from './words.ts'

/** A phrase that counts only when it is all that is said. */
const ALONE = '='
/** "I don't mind if it's not free": how far before a phrase a no still means it. */
const NO_REACH = 3
/** "Want tae play fitba wi other lassies": how far before a phrase a wish still means it. */
const WISH_REACH = 6

const NONE: readonly string[] = []
/** Somebody else's wheelchair asks for nothing: "i help my nan shes in a wheelchair". */
const OF_A_BODY: Fact = 'step-free'

interface Facts {
  readonly free: boolean
  readonly quiet: boolean
  readonly stepFree: boolean
  readonly withSomeone: boolean
  readonly noWait: boolean
  readonly noCalls: boolean
  readonly mode: Needs['mode']
  readonly genderGroup: Needs['genderGroup']
}

/** What is said of cost, noise, stairs, screens, company, waiting and phone calls. Of two that exclude each other the last said counts. */
export function readFact(clauses: readonly Clause[], words: NeedWords): Facts {
  const said = new Set<Fact>()
  let mode: Needs['mode']
  let genderGroup: Needs['genderGroup']
  for (const clause of clauses) {
    for (const fact of FACTS) {
      const is = standing(clause, words.facts[fact] ?? NONE, words, fact === OF_A_BODY)
      if (is === undefined) continue
      if (fact === 'online' || fact === 'in-person')
        mode = (fact === 'online') === is ? 'online' : 'in-person'
      else if (!is) continue
      else if (fact === 'girls' || fact === 'boys' || fact === 'mixed') genderGroup = fact
      else said.add(fact)
    }
  }
  return {
    free: said.has('free'),
    quiet: said.has('quiet'),
    stepFree: said.has('step-free'),
    withSomeone: said.has('with-someone'),
    noWait: said.has('no-wait'),
    noCalls: said.has('no-calls'),
    mode,
    genderGroup,
  }
}

/** Whether one of the phrases is asked for in the thought. */
export const isAsked = (clause: Clause, phrases: readonly string[], words: NeedWords): boolean =>
  standing(clause, phrases, words) === true

/** True when it is asked for, false when it is refused, undefined when it is not spoken of or only told. */
function standing(
  clause: Clause,
  phrases: readonly string[],
  words: NeedWords,
  ownOnly = false,
): boolean | undefined {
  const { alone, within, small, no, hints } = listsOf(phrases, words)
  if (!clause.some((word) => hints.has(word))) return undefined
  const isNo = (word: string) => no.longestAt([word], 0) !== undefined
  const found = [...within.allIn(clause)]
  if (found.some(({ values }) => values.includes('told'))) return undefined
  const core = clause.filter((word) => !small.has(word))
  const spoken = core.filter((word) => !isNo(word)).join(' ')
  if (spoken !== '' && alone.has(spoken)) return !core.some(isNo)
  const asked = found.find(({ at, length, values }) => {
    if (ownOnly && isToldOf(clause, at, length, words.people)) return false
    if (!values.includes('wished')) return true
    const before = clause.slice(0, at)
    const isAlone = [...before, ...clause.slice(at + length)].every((word) => small.has(word) || isNo(word))
    return isAlone || isWished(before, words)
  })
  if (!asked) return undefined
  // "Dont want no boys": a no before a no is the same no.
  const isNoItself = clause.slice(asked.at, asked.at + asked.length).some(isNo)
  return isNoItself || !isRefused(clause.slice(0, asked.at), listsOf(phrases, words))
}

/**
 * Whether a no stands shortly before what follows these words: "i dont mind if its not free". Behind one of several words nothing but small
 * ones may: "dont want it to be girls only", and not "dont want noise somewhere quiet".
 */
function isRefused(before: Clause, { no, small }: Lists): boolean {
  return [...no.allIn(before)].some(({ at, length }) => {
    const between = before.slice(at + length)
    return length > 1 ? between.every((word) => small.has(word)) : between.length < NO_REACH
  })
}

/** Whether a wish stands shortly before what follows these words. */
export const isWished = (before: Clause, words: NeedWords): boolean =>
  [words.wishes, words.looking, words.can, words.cannot].some((list) =>
    phraseBook(list).anyIn(before.slice(-WISH_REACH)),
  )

/** How a phrase counts: wherever it stands, alone or wished for, or so that the thought asks for nothing. */
type Counts = 'anywhere' | 'wished' | 'told'
const COUNTS: Readonly<Record<string, Counts>> = { '~': 'wished', '!': 'told' }

interface Lists {
  readonly alone: ReadonlySet<string>
  readonly within: PhraseBook<Counts>
  /** Words that may stand beside one that is said alone. */
  readonly small: ReadonlySet<string>
  readonly no: PhraseBook<true>
  /** Without one of these words nothing of it is said. */
  readonly hints: ReadonlySet<string>
}
const lists = new WeakMap<readonly string[], Lists>()

function listsOf(phrases: readonly string[], words: NeedWords): Lists {
  const known = lists.get(phrases)
  if (known) return known
  const no = phraseBook([...words.no, ...words.dislike])
  const whole = phrases.filter((p) => p.startsWith(ALONE)).map((p) => p.slice(ALONE.length))
  const small = new Set(
    [...words.small, ...words.can].filter((word) => !whole.includes(word) && !no.longestAt([word], 0)),
  )
  const core = (phrase: string) => comparable(phrase).filter((word) => !small.has(word))
  const alone = new Set(whole.map((phrase) => core(phrase).join(' ')))
  const within = new PhraseBook<Counts>()
  const hints = new Set(whole.flatMap(core))
  for (const phrase of phrases.filter((p) => !p.startsWith(ALONE))) {
    within.add(phrase, COUNTS[phrase.charAt(0)] ?? 'anywhere')
    for (const word of comparable(phrase).slice(0, 1)) hints.add(word)
  }
  const made = { alone, within, small, no, hints }
  lists.set(phrases, made)
  return made
}
