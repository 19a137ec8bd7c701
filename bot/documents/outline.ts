import type { ChangeCard } from '../../dialogs/reply.ts'
import { inert } from '../inbox/html.ts'

/** A label and its values. */
export type LabelledValues = readonly [label: string, values: readonly string[]]

/** Answers to the same questions then and now, as numbers for a picture and in words. */
export type ChangeItems = ChangeCard['items']

/** A part of a document: ours (`text`, a smaller `heading`, `facts`), or somebody's own `words`, which stay in quotation marks. */
export type Block =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'words'; readonly text: string; readonly note?: string }
  | { readonly kind: 'facts'; readonly facts: readonly LabelledValues[] }
  | { readonly kind: 'change'; readonly items: ChangeItems }

/** A document before it is text, a page or a PDF: one description, so that the three say the same. */
export interface Outline {
  readonly title: string
  readonly intro?: readonly string[]
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[]
}

export const text = (of: string): Block => ({ kind: 'text', text: of })
export const heading = (of: string): Block => ({ kind: 'heading', text: of })
export const words = (of: string, note?: string): Block => ({
  kind: 'words',
  text: of,
  ...(note === undefined ? {} : { note }),
})
export const change = (items: ChangeItems): Block => ({ kind: 'change', items })
export const facts = (of: readonly LabelledValues[]): Block => ({ kind: 'facts', facts: of })

/**
 * As plain text. Every line begins with a letter of ours, a space or a quotation mark, so that pasted into a spreadsheet nothing they
 * typed can act as a formula.
 */
export function outlineText({ title, intro = [], sections }: Outline): string {
  const blocks = sections
    .map(({ heading: head, blocks: inside }) => ({ head, lines: inside.flatMap(blockLines) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ head, lines }) => [oneLine(head).toUpperCase(), ...lines].join('\n'))
  return `${[oneLine(title), ...intro.map(oneLine)].join('\n')}\n\n${blocks.join('\n\n')}\n`
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return [`  ${oneLine(block.text)}`]
    case 'words':
      return [`  “${oneLine(block.text)}”${block.note === undefined ? '' : ` (${oneLine(block.note)})`}`]
    case 'change':
      return block.items.flatMap(({ question, said }) =>
        [question, ...said].map((one) => `  ${oneLine(one)}`),
      )
    case 'facts':
      return block.facts.map(([label, values]) => `  ${label}: ${values.map(oneLine).join('; ')}`)
  }
}

/** One line: a line break they typed must not begin a line of ours. */
export const oneLine = (of: string): string =>
  inert(of)
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .trim()
