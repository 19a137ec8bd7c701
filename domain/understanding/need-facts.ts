import type { Needs } from '../matching/types.ts'
import type { Clause, Fact, NeedWords } from './need-words.ts'
import { FACTS } from './need-words.ts'
import { phraseBook } from './phrases.ts'
import type { PhraseBook } from './phrases.ts'
import { words as comparable } from './words.ts'

/** A phrase that counts only when it is all that is said. */
const ALONE = '='
/** "I don't mind if it's not free": how far before a phrase a no still means it. */
const NO_REACH = 3

interface Facts {
  readonly free: boolean
  readonly quiet: boolean
  readonly stepFree: boolean
  readonly withSomeone: boolean
  readonly noWait: boolean
  readonly mode: Needs['mode']
  readonly genderGroup: Needs['genderGroup']
}

/** What is said of cost, noise, stairs, screens, company and waiting. Of two that exclude each other the last said counts. */
export function readFact(clauses: readonly Clause[], words: NeedWords): Facts {
  const said = new Set<Fact>()
  let mode: Needs['mode']
  let genderGroup: Needs['genderGroup']
  for (const clause of clauses) {
    for (const fact of FACTS) {
      const is = standing(clause, fact, words)
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
    mode,
    genderGroup,
  }
}

/** True when it is asked for, false when it is refused, undefined when it is not spoken of. */
function standing(clause: Clause, fact: Fact, words: NeedWords): boolean | undefined {
  const { alone, within, small, no, hints } = listsOf(words)[fact]
  if (!clause.some((word) => hints.has(word))) return undefined
  const isNo = (word: string) => no.has(word)
  const core = clause.filter((word) => !small.has(word))
  const spoken = core.filter((word) => !isNo(word)).join(' ')
  if (spoken !== '' && alone.has(spoken)) return !core.some(isNo)
  const [found] = within.allIn(clause)
  if (!found) return undefined
  return !clause.slice(Math.max(0, found.at - NO_REACH), found.at).some(isNo)
}

interface Lists {
  readonly alone: ReadonlySet<string>
  readonly within: PhraseBook<true>
  /** Words that may stand beside one that is said alone. */
  readonly small: ReadonlySet<string>
  readonly no: ReadonlySet<string>
  /** Without one of these words nothing of it is said. */
  readonly hints: ReadonlySet<string>
}
const lists = new WeakMap<NeedWords, Readonly<Record<Fact, Lists>>>()

function listsOf(words: NeedWords): Readonly<Record<Fact, Lists>> {
  const known = lists.get(words)
  if (known) return known
  const no = new Set(words.cannot)
  const of = (fact: Fact): Lists => {
    const phrases = words.facts[fact] ?? []
    const alone = new Set(phrases.filter((p) => p.startsWith(ALONE)).map((p) => p.slice(ALONE.length)))
    const beside = [...words.small, ...words.can].filter((word) => !alone.has(word) && !no.has(word))
    const inside = phrases.filter((p) => !p.startsWith(ALONE))
    return {
      alone,
      within: phraseBook(inside),
      hints: new Set([
        ...[...alone].flatMap((p) => p.split(' ')),
        ...inside.flatMap((p) => comparable(p).slice(0, 1)),
      ]),
      small: new Set(beside),
      no,
    }
  }
  const made = {
    free: of('free'),
    quiet: of('quiet'),
    'step-free': of('step-free'),
    online: of('online'),
    'in-person': of('in-person'),
    girls: of('girls'),
    boys: of('boys'),
    mixed: of('mixed'),
    'with-someone': of('with-someone'),
    'no-wait': of('no-wait'),
  }
  lists.set(words, made)
  return made
}
