import { CloseReason, ContactWay, Onward, OutcomeKind } from '../../../domain/casework/entries.ts'
import type { CaseEntry, EntryOf } from '../../../domain/casework/entries.ts'
import { calendarDay, clockTime, londonInstant } from '../../../domain/time/london.ts'

/** A page of handwriting: longer ones belong into the organisation's own record. */
export const LONGEST_NOTE = 4_000
/** Longer than anyone reads in a chat. */
export const LONGEST_TO_THEM = 2_000
/** How far a clock on the reader's desk may be ahead of ours. */
const CLOCKS_MS = 5 * 60_000

/** What is wrong: which field, and the id of the text that says so. */
export interface Fault {
  readonly field: string
  readonly text: string
}
export type Read<T> = { readonly made: T } | { readonly faults: readonly Fault[] }
/** An entry without what every entry has. */
type Part<K extends CaseEntry['kind']> = Omit<EntryOf<K>, 'kind' | 'id' | 'at' | 'by' | 'name'>

/** What was typed into a field, as it is kept. */
export const wordsOf = (form: URLSearchParams, field: string): string =>
  (form.get(field) ?? '').replaceAll('\0', '').replaceAll('\r\n', '\n').trim()

export const noteFrom = (form: URLSearchParams): Read<Part<'note'>> => {
  const text = wordsOf(form, 'note')
  const faults = [...needed('note', text), ...short('note', text, LONGEST_NOTE)]
  return faults.length > 0 ? { faults } : { made: { text } }
}

export const messageFrom = (form: URLSearchParams): Read<Part<'message'>> => {
  const text = wordsOf(form, 'message')
  const faults = [...needed('message', text), ...short('message', text, LONGEST_TO_THEM)]
  return faults.length > 0 ? { faults } : { made: { text } }
}

export function contactFrom(form: URLSearchParams, now: Date): Read<Part<'contact'>> {
  const how = ContactWay.safeParse(form.get('how'))
  const reached = form.get('reached')
  const when = instantOf(form.get('day') ?? '', form.get('time') ?? '')
  const text = wordsOf(form, 'about')
  const isAhead = when !== undefined && when.getTime() > now.getTime() + CLOCKS_MS
  const faults = [
    ...(how.success ? [] : [fault('how', 'how')]),
    ...(reached === 'yes' || reached === 'no' ? [] : [fault('reached', 'reached')]),
    ...(when === undefined ? [fault('day', 'day')] : isAhead ? [fault('day', 'ahead')] : []),
    ...short('about', text, LONGEST_NOTE),
  ]
  if (faults.length > 0 || !how.success || !when) return { faults }
  return {
    made: {
      how: how.data,
      reached: reached === 'yes',
      when: when.toISOString(),
      ...(text !== '' && { text }),
    },
  }
}

export function outcomeFrom(form: URLSearchParams): Read<Omit<Part<'outcome'>, 'meeting'>> {
  const what = OutcomeKind.safeParse(form.get('what'))
  const agreed = wordsOf(form, 'agreed')
  const onward = Onward.array().safeParse(form.getAll('onward'))
  const faults = [
    ...(what.success ? [] : [fault('what', 'what')]),
    ...(onward.success ? [] : [fault('onward', 'onward')]),
    ...short('agreed', agreed, LONGEST_NOTE),
  ]
  if (!what.success || !onward.success || faults.length > 0) return { faults }
  return {
    made: { what: what.data, onward: [...new Set(onward.data)], ...(agreed !== '' && { agreed }) },
  }
}

export function closingFrom(form: URLSearchParams): Read<Part<'closed'>> {
  const reason = CloseReason.safeParse(form.get('reason'))
  const text = wordsOf(form, 'why')
  const faults = [
    ...(reason.success ? [] : [fault('reason', 'reason')]),
    ...needed('why', text),
    ...short('why', text, LONGEST_NOTE),
  ]
  return reason.success && faults.length === 0 ? { made: { reason: reason.data, text } } : { faults }
}

export function reopeningFrom(form: URLSearchParams): Read<Part<'reopened'>> {
  const text = wordsOf(form, 'again')
  const faults = short('again', text, LONGEST_NOTE)
  return faults.length > 0 ? { faults } : { made: text === '' ? {} : { text } }
}

const fault = (field: string, what: string): Fault => ({ field, text: `inbox.case.fault.${what}` })
const needed = (field: string, text: string): Fault[] => (text === '' ? [fault(field, 'empty')] : [])
const short = (field: string, text: string, longest: number): Fault[] =>
  text.length > longest ? [fault(field, 'long')] : []

/** A day and a clock time of a form, on London's clock. */
function instantOf(day: string, time: string): Date | undefined {
  try {
    return londonInstant(calendarDay(day), clockTime(time))
  } catch {
    return undefined
  }
}
