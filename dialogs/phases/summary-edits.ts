import type { SummaryLine } from '../../domain/conversation/person.ts'
import { chosenFrom, coreWords, isOneOf } from '../../domain/understanding/answers.ts'
import { plainWords } from '../../domain/understanding/plain-words.ts'
import { readWith } from '../../domain/understanding/pointing.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'
import { REFERRAL_LINE, summaryLines } from '../summary-lines.ts'

/** What can be done with a line, in the order it is looked for. */
const ACTIONS = ['change', 'remove', 'share'] as const

/** What is to be done, and with which lines: all of one section. None where that is not said. */
export interface Edit {
  readonly action: (typeof ACTIONS)[number]
  readonly lines: readonly SummaryLine[]
}

const ownLines = (scope: Scope): SummaryLine[] => summaryLines(scope).filter(({ id }) => id !== REFERRAL_LINE)

/** Lines as choices, for those who change by words or by number instead of on the card. */
export const lineChoices = (scope: Scope) =>
  ownLines(scope).map((line) => ({ id: line.id, label: line.text.slice(0, 60), words: [] }))

/** What their words would do with a line: "leave out my age", "line 2", "edit my goal". Undefined when they say no such thing. */
export function editIn(text: string, scope: Scope): Edit | undefined {
  const typed = plainWords(text)
  const edits = scope.texts.choices('summary.edit')
  const forLine = scope.texts.choices('summary.any-line')
  const has = (ways: readonly string[]): boolean => without(typed, ways).length < typed.length
  const action = ACTIONS.find((id) => has(waysOf(edits, id)))
  // "Line 2" alone is one to change.
  if (action === undefined && !has(waysOf(forLine, 'line'))) return undefined
  const rest = withoutSmall(action ? without(typed, waysOf(edits, action)) : typed, scope)
  const lines = linesWith(rest, scope)
  const isSaid = rest.some((word) => !scope.texts.words.fillers.includes(word))
  // "Dont send the bit about football" is of a line, also where none says so: which one is asked.
  if (isSaid && lines.length === 0 && !has(waysOf(forLine, 'part'))) return undefined
  const isOneSection = new Set(lines.map(({ section }) => section)).size === 1
  return { action: action ?? 'change', lines: isOneSection ? lines : [] }
}

/** The lines that words mean: by number, by what they say, or by what they are about. */
export const linesMeant = (text: string, scope: Scope): SummaryLine[] =>
  linesWith(withoutSmall(plainWords(text), scope), scope)

/** Words without those that stand for any line and the small ones beside them: "my mum" of "the bit about my mum". */
const withoutSmall = (words: readonly string[], { texts }: Scope): readonly string[] =>
  without(
    words,
    ['line', 'part', 'small'].flatMap((id) => waysOf(texts.choices('summary.any-line'), id)),
  )

/** The lines with these words. "My mum" is also of one that says "mum wont let me". */
function linesWith(words: readonly string[], scope: Scope): SummaryLine[] {
  const mine = waysOf(scope.texts.choices('summary.any-line'), 'mine')
  const found = linesNamed(words.join(' '), scope)
  return found.length > 0 ? found : linesNamed(without(words, mine).join(' '), scope)
}

function linesNamed(text: string, scope: Scope): SummaryLine[] {
  const { words } = scope.texts
  const own = ownLines(scope)
  const named = chosenFrom(text, lineChoices(scope), words)
  const meant =
    named.length > 0
      ? named
      : readWith(
          coreWords(text, words.fillers),
          own.map((line) => ({ id: line.id, text: `${line.text} ${aboutOf(line, scope)}` })),
        )
  return own.filter(({ id }) => meant.includes(id))
}

/** What a line is about, in words it may be called by. */
const aboutOf = ({ id, section }: SummaryLine, scope: Scope): string =>
  [scope.text(`summary.section.${section}`), ...waysOf(scope.texts.choices('summary.lines'), id)].join(' ')

/** Words that lead back to the summary from one of its lines: they would send it, or leave the line as it is. */
export const leadsBack = (text: string, scope: Scope): boolean =>
  isOneOf(
    text,
    [
      ...waysOf(scope.texts.choices('summary.edit'), 'back'),
      ...['send', 'not-send'].flatMap((id) => waysOf(scope.texts.choices('summary.ask'), id)),
      ...waysOf(scope.texts.choices('finding.on'), 'on'),
    ],
    scope.texts.words.fillers,
  )

/** Whether words would leave out the line that is being changed, and are no new words for it as "going out" is. */
export const isLeftOut = (text: string, { texts }: Scope): boolean =>
  isOneOf(text, waysOf(texts.choices('summary.leave-out'), 'remove'), texts.words.fillers)

/** Words without these phrases, wherever they stand; the longest are taken out first. */
function without(words: readonly string[], phrases: readonly string[]): readonly string[] {
  const ways = phrases
    .map(plainWords)
    .filter((way) => way.length > 0)
    .toSorted((a, b) => b.length - a.length)
  const rest: string[] = []
  for (let at = 0; at < words.length;) {
    const way = ways.find((one) => one.every((word, i) => words[at + i] === word))
    if (!way) rest.push(words[at] ?? '')
    at += way?.length ?? 1
  }
  return rest
}
