/** What the school's page (loader) and the panel in its frame tell each other: nothing a young person wrote is ever in it. */
export type ToPanel = 'hello' | 'opened' | 'closed' | 'leave'
export type ToLoader = 'ready' | 'close' | 'leave'

/** The word in a message of the given kind, or undefined when the data is anything else. */
export function frameWord<W extends string>(data: unknown, words: readonly W[]): W | undefined {
  return words.find((word) => word === Reflect.get(Object(data), 'matters'))
}
