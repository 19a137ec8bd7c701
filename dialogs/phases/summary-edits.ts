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
  const without = (ways: readonly string[], from: readonly string[] = typed) =>
    withoutPhrases(from, ways.map(plainWords))
  const edits = scope.texts.choices('summary.edit')
  const forLine = scope.texts.choices('summary.any-line')
  const action = ACTIONS.find((id) => without(waysOf(edits, id)).length < typed.length)
  // "Line 2" alone is one to change.
  const namesLine = without(waysOf(forLine, 'line')).length < typed.length
  if (action === undefined && !namesLine) return undefined
  const rest = without(
    [...waysOf(forLine, 'line'), ...waysOf(forLine, 'small')],
    action ? without(waysOf(edits, action)) : typed,
  )
  const lines = linesMeant(rest.join(' '), scope)
  const isSaid = rest.some((word) => !scope.texts.words.fillers.includes(word))
  if (isSaid && lines.length === 0) return undefined
  const isOneSection = new Set(lines.map(({ section }) => section)).size === 1
  return { action: action ?? 'change', lines: isOneSection ? lines : [] }
}

/** The lines that words mean: by number, by what they say, or by what they are about. */
export function linesMeant(text: string, scope: Scope): SummaryLine[] {
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
function withoutPhrases(
  words: readonly string[],
  phrases: readonly (readonly string[])[],
): readonly string[] {
  const ways = phrases.filter((way) => way.length > 0).toSorted((a, b) => b.length - a.length)
  const rest: string[] = []
  for (let at = 0; at < words.length;) {
    const way = ways.find((one) => one.every((word, i) => words[at + i] === word))
    if (!way) rest.push(words[at] ?? '')
    at += way?.length ?? 1
  }
  return rest
}
