import { tokens } from './words.ts'

/**
 * What someone meant instead ("no i meant climbing" gives "climbing", as typed), or undefined when the message corrects nothing.
 * `leads` are the ways a correction begins, the longest that fits counts.
 */
export function correctionIn(text: string, leads: readonly string[]): string | undefined {
  const words = tokens(text)
  const lengths = leads.map((lead) => {
    const wanted = tokens(lead)
    return wanted.every((one, at) => one.text === words[at]?.text) ? wanted.length : 0
  })
  const lead = Math.max(0, ...lengths)
  const rest = lead === 0 ? undefined : words[lead]
  return rest && text.slice(rest.start).trim()
}
