import type { Opportunity } from '../directory/opportunity.ts'
import { WEEKDAYS } from '../time/london.ts'
import type { Phrase } from './types.ts'

/** More is a timetable, which their own site has. */
const MOST_SAID = 3

type Time = Opportunity['times'][number]

/** Times that are not over by `today` (ISO date). */
export const current = (times: Opportunity['times'], today: string): Opportunity['times'] =>
  times.filter((t) => t.validTo === undefined || t.validTo >= today)

/** When it is on: single dates by their date, soonest first; days with the same hours together when they follow one another. */
export function when(o: Opportunity, today: string): Phrase[] {
  const times = current(o.times, today).filter((t) => t.day !== undefined)
  if (times.length === 0)
    return o.timesText === undefined ? [] : [{ id: 'ideas.fact.when', values: { text: o.timesText } }]
  const groups = new Map<string, Opportunity['times']>()
  for (const time of times.filter((t) => !isOneDate(t))) {
    const key = `${time.from ?? ''}|${time.to ?? ''}|${time.every ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), time])
  }
  const dates = times.filter(isOneDate).sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
  const said = [...[...groups.values()].flatMap(sayGroup), ...dates.map(sayDate)]
  if (said.length <= MOST_SAID) return said
  const more: Phrase = { id: 'ideas.fact.more-times', values: { count: said.length - MOST_SAID } }
  return [...said.slice(0, MOST_SAID), more]
}

/** What is on once is on no day of every week. */
const isOneDate = (time: Time): boolean => time.validFrom !== undefined && time.validFrom === time.validTo

/** The date is noon of that day, so that it is the same day wherever it is written out. */
function sayDate(time: Time): Phrase {
  const on = Date.parse(`${time.validFrom ?? ''}T12:00:00Z`)
  return { id: `ideas.fact.date-${kindOf(time)}`, values: { on, ...hoursOf(time) } }
}

const kindOf = ({ from, to }: Time): 'day' | 'from' | 'session' =>
  from === undefined ? 'day' : to === undefined ? 'from' : 'session'

const hoursOf = ({ from, to }: Time) => ({
  from: from === undefined ? '' : spokenClock(from),
  to: to === undefined ? '' : spokenClock(to),
})

function sayGroup(group: Opportunity['times']): Phrase[] {
  const [first] = group
  if (!first) return []
  const hours = hoursOf(first)
  const kind = kindOf(first)
  const days = [...new Set(group.map((t) => WEEKDAYS.findIndex((d) => d === t.day)))].sort((a, b) => a - b)
  const [start, end] = [days[0] ?? 0, days.at(-1) ?? 0]
  const every = first.every ?? 'week'
  if (days.length > 2 && end - start === days.length - 1 && kind === 'session') {
    return [
      {
        id: 'ideas.fact.days',
        values: { first: WEEKDAYS[start] ?? '', last: WEEKDAYS[end] ?? '', ...hours },
      },
    ]
  }
  return days.map((day) => ({
    id: `ideas.fact.${kind}`,
    values: { day: WEEKDAYS[day] ?? '', every, ...hours },
  }))
}

/** `16:30` as it is said: 4:30pm. */
function spokenClock(clock: string): string {
  const hour = Number(clock.slice(0, 2))
  const minute = clock.slice(3, 5)
  const half = hour < 12 ? 'am' : 'pm'
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === '00' ? '' : `:${minute}`}${half}`
}
