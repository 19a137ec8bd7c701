import { ENGLISH } from '../../../../content/load-languages.ts'

/**
 * Adaptive Cards 1.5, as much of them as we draw: what every Teams client shows (platform.md 2.3). Words are runs and never text blocks,
 * which would read a name, or somebody's words, as Markdown.
 */

export interface Run {
  readonly type: 'TextRun'
  readonly text: string
  readonly weight?: 'Bolder'
  readonly size?: 'Small' | 'Medium' | 'Large'
  readonly isSubtle?: boolean
  readonly color?: 'Attention' | 'Good'
}

export interface RichText {
  readonly type: 'RichTextBlock'
  readonly inlines: readonly Run[]
  readonly spacing?: 'None' | 'Small' | 'Medium'
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl'
  readonly title: string
  readonly url: string
}

export interface Submit {
  readonly type: 'Action.Submit'
  readonly title: string
  readonly data: object
}

/** A tap that changes its card; where a client does not know it, the same as a message. */
export interface Execute {
  readonly type: 'Action.Execute'
  readonly title: string
  readonly verb: string
  readonly data: object
  readonly style?: 'positive'
  readonly fallback: Submit
}

export type Action = OpenUrl | Submit | Execute

export interface ActionSet {
  readonly type: 'ActionSet'
  readonly actions: readonly Action[]
  readonly spacing?: 'None' | 'Small' | 'Medium'
}

export interface ChoiceSet {
  readonly type: 'Input.ChoiceSet'
  readonly id: string
  readonly label: string
  readonly style: 'expanded' | 'compact'
  readonly isMultiSelect: boolean
  readonly wrap: true
  readonly choices: readonly { readonly title: string; readonly value: string }[]
}

export interface Container {
  readonly type: 'Container'
  readonly style?: 'emphasis' | 'attention' | 'good'
  readonly separator?: boolean
  readonly items: readonly Element[]
  /** What a tap anywhere on it does. */
  readonly selectAction?: Action
}

export type Element = RichText | ActionSet | ChoiceSet | Container

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard'
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json'
  readonly version: '1.5'
  /** For clients that draw no cards. */
  readonly fallbackText: string
  /** Of another language than English: for screen readers, and which way it is read. */
  readonly lang?: string
  readonly rtl?: true
  readonly body: readonly Element[]
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive'

export const adaptiveCard = (
  body: readonly Element[],
  fallbackText: string,
  spoken?: { readonly code: string; readonly direction: 'ltr' | 'rtl' },
): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText,
  ...(spoken && spoken.code !== ENGLISH ? { lang: spoken.code } : {}),
  ...(spoken?.direction === 'rtl' ? { rtl: true } : {}),
  body,
})

export const run = (text: string, style: Omit<Run, 'type' | 'text'> = {}): Run => ({
  type: 'TextRun',
  text,
  ...style,
})

/** A paragraph; nothing when it has no words. */
export function words(
  text: string,
  style: Omit<Run, 'type' | 'text'> = {},
  spacing?: RichText['spacing'],
): RichText[] {
  if (text.trim() === '') return []
  return [{ type: 'RichTextBlock', inlines: [run(text, style)], ...(spacing ? { spacing } : {}) }]
}

/** A button whose words wrap. */
export const row = (action: Action): Container => ({
  type: 'Container',
  style: 'emphasis',
  items: words(action.title, { weight: 'Bolder' }),
  selectAction: action,
})

export const container = (
  items: readonly Element[],
  style?: Container['style'],
  separator = false,
): Container => ({
  type: 'Container',
  items,
  ...(style ? { style } : {}),
  ...(separator ? { separator } : {}),
})

/** Teams shows six of one set and folds the rest away, where a young person would not look. */
const MOST_IN_A_SET = 6
/** Letters of one row on a narrow phone: a set does not wrap, and what is past its edge cannot be tapped. */
const LONGEST_ROW = 36
/** What a button takes besides its words, in letters. */
const EDGES = 4
const widthOf = (row: readonly Action[]): number =>
  row.reduce((sum, { title }) => sum + title.length + EDGES, 0)

/** Buttons in sets that are shown whole. */
export function actionSets(actions: readonly Action[], spacing: ActionSet['spacing'] = 'Small'): ActionSet[] {
  const rows: Action[][] = []
  for (const action of actions) {
    const row = rows.at(-1)
    if (row && row.length < MOST_IN_A_SET && widthOf([...row, action]) <= LONGEST_ROW) row.push(action)
    else rows.push([action])
  }
  return rows.map((row) => ({ type: 'ActionSet', actions: row, spacing }))
}

/** A tap: `data` comes back with it. `shown` stands in the chat as their own words where only messages are known. */
export const execute = (title: string, verb: string, data: object, shown = title): Execute => ({
  type: 'Action.Execute',
  title,
  verb,
  data,
  fallback: {
    type: 'Action.Submit',
    title,
    data: { ...data, msteams: { type: 'messageBack', displayText: shown, text: shown } },
  },
})
