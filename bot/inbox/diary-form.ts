import { hoursFrom, hoursText } from '../../domain/booking/hours-text.ts'
import { Diary } from '../../domain/school/school.ts'
import { WEEKDAYS } from '../../domain/time/london.ts'

/** Empty rows for more: the page works without a script, and saving it gives more rows. */
const SPARE = { exceptions: 3, leave: 2, places: 2 } as const
/** More is no diary; a forged form may claim any number. */
const MOST_ROWS = 120
/** How many other places a diary may have. */
const MOST_PLACES = 5
export const PLACE_KINDS = ['room', 'phone', 'video', 'walk'] as const

/** A diary as its form shows it: everything as text, so that what cannot be read is still there to be mended. */
export interface DiaryFields {
  readonly hours: Readonly<Record<string, string>>
  readonly exceptions: readonly { readonly day: string; readonly hours: string }[]
  readonly leave: readonly { readonly from: string; readonly to: string }[]
  readonly numbers: Readonly<Record<(typeof NUMBERS)[number]['name'], string>>
  readonly places: readonly { readonly kind: string; readonly text: string }[]
  readonly calendar: string
  readonly mailbox: string
  readonly termTimeOnly: boolean
  readonly paused: boolean
  readonly pausedUntil: string
}

/** The numbers of a diary, with what they may be; those that may be empty are limits that may be absent. */
export const NUMBERS = [
  { name: 'lengthMinutes', label: 'inbox.diary.length', least: 10, most: 240, needed: true },
  { name: 'gapMinutes', label: 'inbox.diary.gap', least: 0, most: 120, needed: true },
  { name: 'noticeHours', label: 'inbox.diary.notice', least: 0, most: 336, needed: true },
  { name: 'horizonDays', label: 'inbox.diary.horizon', least: 1, most: 120, needed: true },
  { name: 'mostPerDay', label: 'inbox.diary.most-a-day', least: 1, most: 50, needed: false },
  { name: 'mostPerWeek', label: 'inbox.diary.most-a-week', least: 1, most: 200, needed: false },
] as const

/** What is wrong: which field, by its name in the form, and the id of the text that says what to do. */
export interface FieldError {
  readonly field: string
  readonly text: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** The diary as it is shown from this day on, `2026-11-24`: what is past is of no use, and goes when the diary is saved. */
export function fieldsOf(diary: Diary, today: string): DiaryFields {
  return {
    hours: Object.fromEntries(
      WEEKDAYS.map((day) => [day, hoursText(diary.hours.filter((one) => one.day === day))]),
    ),
    exceptions: diary.exceptions
      .filter(({ day }) => day >= today)
      .map(({ day, hours }) => ({ day, hours: hoursText(hours) })),
    leave: diary.leave.filter(({ to }) => to >= today).map((one) => ({ ...one })),
    numbers: {
      lengthMinutes: String(diary.lengthMinutes),
      gapMinutes: String(diary.gapMinutes),
      noticeHours: String(diary.noticeHours),
      horizonDays: String(diary.horizonDays),
      mostPerDay: String(diary.mostPerDay ?? ''),
      mostPerWeek: String(diary.mostPerWeek ?? ''),
    },
    places: [diary.place, ...diary.otherPlaces],
    calendar: diary.calendar?.kind === 'ical' ? diary.calendar.url : '',
    mailbox: diary.calendar?.kind === 'graph' ? diary.calendar.mailbox : '',
    termTimeOnly: diary.termTimeOnly,
    paused: diary.paused !== undefined,
    pausedUntil: diary.paused?.until ?? '',
  }
}

/** With empty rows at the end of each list. */
export function withSpareRows(fields: DiaryFields): DiaryFields {
  const spare = <T>(count: number, row: T): T[] => Array.from({ length: count }, () => row)
  return {
    ...fields,
    exceptions: [...fields.exceptions, ...spare(SPARE.exceptions, { day: '', hours: '' })],
    leave: [...fields.leave, ...spare(SPARE.leave, { from: '', to: '' })],
    places: [...fields.places, ...spare(SPARE.places, { kind: '', text: '' })].slice(0, MOST_PLACES + 1),
  }
}

/** What a browser sent. Rows that are empty are left out. */
export function fieldsFrom(form: URLSearchParams): DiaryFields {
  const sent = (name: string): string => (form.get(name) ?? '').replaceAll('\0', '').trim()
  const rows = <T extends Record<string, string>>(make: (at: number) => T, first: string): T[] => {
    const found: T[] = []
    for (let at = 0; at < MOST_ROWS && form.has(`${first}-${at}`); at += 1) {
      const row = make(at)
      if (Object.values(row).some((value) => value !== '')) found.push(row)
    }
    return found
  }
  return {
    hours: Object.fromEntries(WEEKDAYS.map((day) => [day, sent(`hours-${day}`)])),
    exceptions: rows(
      (at) => ({ day: sent(`exception-day-${at}`), hours: sent(`exception-hours-${at}`) }),
      'exception-day',
    ),
    leave: rows((at) => ({ from: sent(`leave-from-${at}`), to: sent(`leave-to-${at}`) }), 'leave-from'),
    numbers: {
      lengthMinutes: sent('lengthMinutes'),
      gapMinutes: sent('gapMinutes'),
      noticeHours: sent('noticeHours'),
      horizonDays: sent('horizonDays'),
      mostPerDay: sent('mostPerDay'),
      mostPerWeek: sent('mostPerWeek'),
    },
    places: rows(
      (at) => ({ kind: sent(`place-kind-${at}`), text: sent(`place-text-${at}`) }),
      'place-text',
    ).filter((place) => place.text !== ''),
    calendar: sent('calendar'),
    mailbox: sent('mailbox'),
    termTimeOnly: form.has('termTimeOnly'),
    paused: form.has('paused'),
    pausedUntil: sent('pausedUntil'),
  }
}

/** The diary these fields mean, or everything that is wrong with them. */
export function diaryFrom(
  fields: DiaryFields,
): { readonly diary: Diary } | { readonly errors: FieldError[] } {
  const errors: FieldError[] = []
  const wrong = (field: string, text: string, values?: FieldError['values']): void =>
    void errors.push({ field, text: `inbox.diary.wrong.${text}`, ...(values && { values }) })

  const hours = WEEKDAYS.flatMap((day) => {
    const read = hoursFrom(fields.hours[day] ?? '')
    if (!read) wrong(`hours-${day}`, 'hours')
    return (read ?? []).map((one) => ({ day, ...one }))
  })
  const exceptions = fields.exceptions.map(({ day, hours: written }, at) => {
    const read = hoursFrom(written)
    if (!isDay(day)) wrong(`exception-day-${at}`, 'day')
    else if (fields.exceptions.findIndex((one) => one.day === day) < at) wrong(`exception-day-${at}`, 'twice')
    if (!read) wrong(`exception-hours-${at}`, 'hours')
    return { day, hours: read ?? [] }
  })
  fields.leave.forEach(({ from, to }, at) => {
    if (!isDay(from)) wrong(`leave-from-${at}`, 'day')
    else if (to !== '' && !isDay(to)) wrong(`leave-to-${at}`, 'day')
    else if (to !== '' && to < from) wrong(`leave-to-${at}`, 'order')
  })
  const numbers: Partial<Record<string, number>> = {}
  for (const { name, least, most, needed } of NUMBERS) {
    const written = fields.numbers[name]
    if (written === '' && !needed) continue
    const number = /^\d{1,4}$/u.test(written) ? Number(written) : Number.NaN
    if (number >= least && number <= most) numbers[name] = number
    else wrong(name, 'number', { least, most })
  }
  const [place, ...otherPlaces] = fields.places
  if (!place) wrong('place-text-0', 'place')
  fields.places.forEach(({ kind, text }, at) => {
    if (!PLACE_KINDS.some((one) => one === kind)) wrong(`place-kind-${at}`, 'kind')
    if (text.length > 200) wrong(`place-text-${at}`, 'long')
  })
  if (fields.calendar !== '' && fields.mailbox !== '') wrong('calendar', 'two-calendars')
  if (fields.pausedUntil !== '' && !isDay(fields.pausedUntil)) wrong('pausedUntil', 'day')
  // A date alone may be a pause with the box forgotten, or one that is to end: they say which.
  else if (fields.pausedUntil !== '' && !fields.paused) wrong('pausedUntil', 'not-paused')
  const calendar =
    fields.calendar !== ''
      ? { kind: 'ical', url: fields.calendar }
      : fields.mailbox !== ''
        ? { kind: 'graph', mailbox: fields.mailbox }
        : undefined
  if (errors.length > 0) return { errors }
  const read = Diary.safeParse({
    hours,
    exceptions,
    leave: fields.leave.map(({ from, to }) => ({ from, to: to === '' ? from : to })),
    termTimeOnly: fields.termTimeOnly,
    ...numbers,
    place,
    otherPlaces,
    calendar,
    ...(fields.paused && { paused: fields.pausedUntil === '' ? {} : { until: fields.pausedUntil } }),
  })
  if (read.success) return { diary: read.data }
  for (const { path } of read.error.issues) {
    const isMailbox = path[0] === 'calendar' && fields.mailbox !== ''
    if (isMailbox) wrong('mailbox', 'mailbox')
    else if (path[0] === 'calendar') wrong('calendar', 'calendar')
    else wrong('hours-monday', 'diary')
  }
  return { errors }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false
  const at = new Date(`${text}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
