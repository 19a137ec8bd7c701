import { toNormalised } from 'postcode'
import { fromOpenReferral } from './from-openreferral.ts'
import type { FeedOrigin, Mapped } from './mapped.ts'
import { WEEKDAYS } from '../time/london.ts'
import { clock, isoDate } from './times.ts'
import { withFacts } from './with-facts.ts'

/** The columns of our own CSV (docs/directory-csv.md), in the order of its template. `id` and `name` must be there. */
export const CSV_COLUMNS = [
  'id',
  'name',
  'description',
  'organisation',
  'url',
  'email',
  'phone',
  'status',
  'alert',
  'min_age',
  'max_age',
  'girls_or_boys',
  'who_for',
  'free',
  'cost_from',
  'cost',
  'days',
  'starts_at',
  'ends_at',
  'first_date',
  'last_date',
  'times',
  'place',
  'address',
  'town',
  'postcode',
  'latitude',
  'longitude',
  'accessibility',
  'how',
  'areas',
  'languages',
  'topics',
  'needs_referral',
  'last_checked',
] as const
export type CsvColumn = (typeof CSV_COLUMNS)[number]
export const NEEDED_COLUMNS = ['id', 'name'] as const

type Values = Readonly<Record<string, string>>

/** What is wrong in a row, for whoever keeps the table; or what became of it. */
export type CsvMapped = { readonly wrong: readonly string[] } | Mapped

const YES_NO: Readonly<Record<string, boolean>> = {
  yes: true,
  y: true,
  true: true,
  no: false,
  n: false,
  false: false,
}
const STATUS: Readonly<Record<string, string>> = {
  active: 'active',
  open: 'active',
  paused: 'temporarily closed',
  'temporarily closed': 'temporarily closed',
  closed: 'defunct',
}
const ONLY: Readonly<Record<string, 'girls' | 'boys'>> = { girls: 'girls', boys: 'boys' }
const HOW: Readonly<Record<string, 'in-person' | 'online' | 'phone'>> = {
  'in person': 'in-person',
  'in-person': 'in-person',
  online: 'online',
  phone: 'phone',
}
const OLDEST = 120

/**
 * A row of our CSV as an Opportunity. An empty cell is unknown. A cell that cannot be what its column is for makes the row wrong, all
 * of it: an age that was mistyped must not become "all ages".
 */
export function fromCsvRow(values: Values, feed: FeedOrigin, today: string): CsvMapped {
  const cells = new Cells(values)
  const raw = rawService(cells)
  const facts = {
    from: undefined,
    until: cells.date('last_date'),
    needsReferral: cells.oneOf('needs_referral', YES_NO),
    only: cells.oneOf('girls_or_boys', ONLY),
    ...(cells.oneOf('free', YES_NO) === false ? { free: false as const } : {}),
    modes: cells.many('how').flatMap((said) => cells.among('how', said, HOW)),
  }
  if (cells.wrong.length > 0) return { wrong: cells.wrong }
  return withFacts(fromOpenReferral(raw, feed, today), facts, today)
}

function rawService(cells: Cells): Record<string, unknown> {
  const [free, costFrom, cost] = [
    cells.oneOf('free', YES_NO),
    cells.number('cost_from', 0, 100_000),
    cells.text('cost'),
  ]
  const [min, max] = [cells.number('min_age', 0, OLDEST), cells.number('max_age', 0, OLDEST)]
  if (min !== undefined && max !== undefined && min > max) cells.say('max_age', 'is below min_age')
  const amount = costFrom ?? (free === true ? 0 : undefined)
  const days = cells.many('days').flatMap((said) => cells.day(said))
  const schedule = {
    freq: days.length > 0 ? 'WEEKLY' : undefined,
    byday: days.join(','),
    opens_at: cells.clock('starts_at'),
    closes_at: cells.clock('ends_at'),
    valid_from: cells.date('first_date'),
    valid_to: cells.date('last_date'),
    notes: cells.text('times'),
  }
  return {
    id: cells.needed('id'),
    name: cells.needed('name'),
    description: cells.text('description'),
    organization: { name: cells.text('organisation') },
    url: cells.text('url'),
    email: cells.text('email'),
    contacts: [{ phones: cells.many('phone').map((number) => ({ number })) }],
    status: cells.oneOf('status', STATUS),
    alert: cells.text('alert'),
    minimum_age: min,
    maximum_age: max,
    pc_targetAudience: cells.many('who_for').map((audienceType) => ({ audienceType })),
    cost_options: amount === undefined && cost === undefined ? [] : [{ amount, amount_description: cost }],
    schedules: Object.values(schedule).some((v) => v !== undefined && v !== '') ? [schedule] : [],
    service_at_locations: placesOf(cells),
    service_areas: cells.many('areas').map((name) => ({ name })),
    languages: cells.many('languages').map((name) => ({ name })),
    attributes: cells.many('topics').map((name) => ({ taxonomy_term: { name } })),
    assured_date: cells.date('last_checked'),
  }
}

function placesOf(cells: Cells): readonly unknown[] {
  const [name, address, town, postcode] = [
    cells.text('place'),
    cells.text('address'),
    cells.text('town'),
    cells.postcode('postcode'),
  ]
  const [latitude, longitude] = [cells.number('latitude', -90, 90), cells.number('longitude', -180, 180)]
  if ((latitude === undefined) !== (longitude === undefined))
    cells.say('latitude', 'and longitude: give both or neither')
  const accessibility = cells.many('accessibility').map((description) => ({ description }))
  const known =
    [name, address, town, postcode, latitude].some((v) => v !== undefined) || accessibility.length > 0
  if (!known) return []
  return [
    {
      location: {
        location_type: 'physical',
        name,
        latitude,
        longitude,
        addresses: [{ address_1: address, city: town, postal_code: postcode }],
        accessibility,
      },
    },
  ]
}

/** Reads cells and remembers what is wrong with them, in words for whoever keeps the table. */
class Cells {
  readonly #values: Values
  readonly #wrong = new Map<string, string>()

  constructor(values: Values) {
    this.#values = values
  }

  get wrong(): string[] {
    return [...this.#wrong.values()]
  }

  say(column: CsvColumn, what: string): void {
    this.#wrong.set(column, `${column} ${what}`)
  }

  /** The value that was read of a cell; without one, what is wrong with the cell is remembered. */
  #read<T>(value: T | undefined, column: CsvColumn, what: string): T | undefined {
    if (value === undefined) this.say(column, what)
    return value
  }

  text(column: CsvColumn): string | undefined {
    const text = this.#values[column]?.trim()
    return text === '' ? undefined : text
  }

  needed(column: CsvColumn): string | undefined {
    return this.#read(this.text(column), column, 'is empty')
  }

  /** Several values in one cell stand apart by semicolons. */
  many(column: CsvColumn): string[] {
    return (this.text(column) ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  number(column: CsvColumn, least: number, most: number): number | undefined {
    const text = this.text(column)?.replace(/^£\s*/, '')
    if (text === undefined) return undefined
    const value = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    const known = value >= least && value <= most ? value : undefined
    return this.#read(
      known,
      column,
      `is "${shown(text)}": write a number from ${least} to ${most}, or leave it empty`,
    )
  }

  oneOf<T>(column: CsvColumn, values: Readonly<Record<string, T>>): T | undefined {
    const text = this.text(column)
    return text === undefined ? undefined : this.among(column, text, values)[0]
  }

  among<T>(column: CsvColumn, text: string, values: Readonly<Record<string, T>>): T[] {
    const found = values[text.toLowerCase()]
    if (found !== undefined) return [found]
    this.say(column, `is "${shown(text)}": write ${Object.keys(values).join(', ')}, or leave it empty`)
    return []
  }

  day(text: string): string[] {
    const small = text.toLowerCase().replace(/s$/, '')
    const found = WEEKDAYS.find((day) => day === small || (small.length >= 3 && day.startsWith(small)))
    if (found) return [found.slice(0, 2).toUpperCase()]
    this.say('days', `has "${shown(text)}": write days like monday;thursday`)
    return []
  }

  clock(column: CsvColumn): string | undefined {
    const text = this.text(column)
    if (text === undefined) return undefined
    return this.#read(clock(text), column, `is "${shown(text)}": write a time like 16:30`)
  }

  /** `2026-09-01`, or as spreadsheets in Britain write it: `01/09/2026`. */
  date(column: CsvColumn): string | undefined {
    const text = this.text(column)
    if (text === undefined) return undefined
    const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
    const [, day = '', month = '', year = ''] = british ?? []
    const date = isoDate(british ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text)
    return this.#read(date, column, `is "${shown(text)}": write a date like 2026-09-01`)
  }

  postcode(column: CsvColumn): string | undefined {
    const text = this.text(column)
    if (text === undefined) return undefined
    return this.#read(toNormalised(text) ?? undefined, column, `is "${shown(text)}": that is no UK postcode`)
  }
}

/** As much of a cell as helps to find it. */
const shown = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text)
