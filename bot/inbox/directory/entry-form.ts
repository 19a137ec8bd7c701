import { parse, toNormalised } from 'postcode'
import { z } from 'zod'
import { Details } from '../../../domain/directory/details.ts'
import { plainText } from '../../../domain/directory/plain-text.ts'
import { Clock, Day } from '../../../domain/time/written.ts'
import { WEEKDAYS } from '../../../domain/time/london.ts'

/** Characters. Above them a text is a page that was pasted in, and no card shows it. */
export const LONGEST = { line: 200, name: 160, alert: 400, description: 20_000 } as const
const LIMITS = {
  /** Rows of times beyond those that are there. */
  spareRows: 3,
  /** More rows than this are a timetable, which belongs into the free text. */
  mostRows: 28,
  mostInList: 20,
  oldest: 120,
  dearest: 10_000,
} as const

/** What the form's inputs hold, by name; checkboxes hold their values with commas between. */
export type Typed = ReadonlyMap<string, string>

/** A field that cannot be taken: the input it stands at and the text that says why. */
export interface Problem {
  readonly input: string
  readonly say: string
}

export interface ReadEntry {
  readonly details: Details
  readonly problems: readonly Problem[]
}

export const rowsFor = (times: Details['times']): number =>
  Math.min(LIMITS.mostRows, times.length + LIMITS.spareRows)

/** The inputs of an entry as it stands. */
export function typedOf(details: Details): Typed {
  const { place, cost, ages } = details
  const typed: Record<string, string | number | undefined> = {
    name: details.name,
    organisation: details.organisation,
    description: details.description,
    alert: details.alert,
    status: details.status,
    'age-min': ages.min,
    'age-max': ages.max,
    only: details.only,
    audience: details.audience.join('\n'),
    referral: yesNo(details.needsReferral),
    cost: cost.free === undefined && cost.from === undefined ? '' : cost.free === true ? 'free' : 'paid',
    'cost-from': cost.from,
    'cost-text': cost.text,
    'times-text': details.timesText,
    expires: details.expires?.slice(0, 10),
    'place-name': place?.name,
    address: place?.address,
    postcode: place?.postcode,
    access: place?.accessibility.join('\n'),
    mode: details.mode.join(','),
    languages: details.languages.join('\n'),
    topics: details.topics.join('\n'),
    phone: details.phone,
    email: details.email,
    url: details.url,
  }
  details.times.slice(0, LIMITS.mostRows).forEach((time, at) => {
    for (const part of ['day', 'from', 'to', 'every'] as const) typed[`${part}-${at}`] = time[part]
  })
  return new Map(
    Object.entries(typed).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)] as const],
    ),
  )
}

/** What a posted form holds. */
export function typedIn(form: URLSearchParams): Typed {
  const typed = new Map<string, string>()
  for (const name of new Set(form.keys())) {
    const value = form.getAll(name).join(',').replace(/\r\n?/g, '\n')
    if (value.trim() !== '') typed.set(name, value)
  }
  return typed
}

/** Reads the inputs. What cannot be taken is named, and is not known in what comes out. */
export function readEntry(typed: Typed): ReadEntry {
  const reader = new Reader(typed)
  const details = Details.parse({
    name: reader.line('name', LONGEST.name) ?? '',
    organisation: reader.line('organisation'),
    description: reader.paragraphs('description', LONGEST.description) ?? '',
    alert: reader.line('alert', LONGEST.alert),
    status: reader.oneOf('status', Details.shape.status.options) ?? 'unknown',
    ages: reader.ages(),
    only: reader.oneOf('only', ['girls', 'boys'] as const),
    audience: reader.list('audience'),
    needsReferral: reader.yesNo('referral'),
    cost: reader.cost(),
    times: reader.times(),
    timesText: reader.line('times-text', LONGEST.alert),
    expires: reader.day('expires'),
    place: reader.place(),
    mode: (typed.get('mode') ?? '')
      .split(',')
      .filter((mode) => Details.shape.mode.element.safeParse(mode).success),
    languages: reader.list('languages'),
    topics: reader.list('topics'),
    phone: reader.phone('phone'),
    email: reader.email('email'),
    url: reader.url('url'),
  })
  if (details.name === '') reader.wrong('name', 'inbox.dir.wrong.name')
  return { details, problems: reader.problems }
}

const yesNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'yes' : 'no'

class Reader {
  readonly problems: Problem[] = []
  readonly #typed: Typed

  constructor(typed: Typed) {
    this.#typed = typed
  }

  wrong(input: string, say: string): void {
    if (!this.problems.some((p) => p.input === input)) this.problems.push({ input, say })
  }

  paragraphs(input: string, longest: number): string | undefined {
    const typed = this.#typed.get(input) ?? ''
    // Before it is made plain: that cuts what is too long, and nothing may be lost unsaid.
    if (typed.length > longest) this.wrong(input, 'inbox.dir.wrong.long')
    const text = plainText(typed)
    return text === '' || typed.length > longest ? undefined : text
  }

  line(input: string, longest: number = LONGEST.line): string | undefined {
    return this.paragraphs(input, longest)?.replace(/\s+/g, ' ').trim()
  }

  /** One a line, or with commas between. */
  list(input: string): string[] {
    const text = this.paragraphs(input, LONGEST.line * LIMITS.mostInList) ?? ''
    const items = text
      .split(/\n/)
      .map((item) => item.replace(/\s+/g, ' ').trim())
      .filter((item) => item !== '')
    if (items.length > LIMITS.mostInList || items.some((item) => item.length > LONGEST.line))
      this.wrong(input, 'inbox.dir.wrong.long')
    return items.slice(0, LIMITS.mostInList)
  }

  oneOf<T extends string>(input: string, options: readonly T[]): T | undefined {
    const value = this.#typed.get(input)
    const found = options.find((option) => option === value)
    return value === undefined ? undefined : this.#taken(input, 'choice', found)
  }

  yesNo(input: string): boolean | undefined {
    const value = this.oneOf(input, ['yes', 'no'])
    return value === undefined ? undefined : value === 'yes'
  }

  ages(): Details['ages'] {
    const [min, max] = ['age-min', 'age-max'].map((input) => this.#number(input, LIMITS.oldest, /^\d{1,3}$/))
    if (min !== undefined && max !== undefined && min > max) this.wrong('age-max', 'inbox.dir.wrong.ages')
    return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  }

  cost(): Details['cost'] {
    const kind = this.oneOf('cost', ['free', 'paid'])
    const from = this.#number('cost-from', LIMITS.dearest, /^\d{1,5}(?:\.\d{1,2})?$/)
    const text = this.line('cost-text')
    if (kind === 'free' && (from ?? 0) > 0) this.wrong('cost-from', 'inbox.dir.wrong.free')
    const free = kind === undefined ? (from === undefined ? undefined : from === 0) : kind === 'free'
    return {
      ...(free === undefined ? {} : { free }),
      ...(from === undefined ? {} : { from }),
      ...(text === undefined ? {} : { text }),
    }
  }

  times(): Details['times'] {
    return Array.from({ length: LIMITS.mostRows }, (_, at) => {
      const day = this.oneOf(`day-${at}`, WEEKDAYS)
      const from = this.#clock(`from-${at}`)
      const to = this.#clock(`to-${at}`)
      const every = this.oneOf(`every-${at}`, ['fortnight', 'month'] as const)
      if ((from ?? to) !== undefined && day === undefined)
        this.wrong(`day-${at}`, 'inbox.dir.wrong.day-missing')
      if (from !== undefined && to !== undefined && to <= from) this.wrong(`to-${at}`, 'inbox.dir.wrong.ends')
      return { day, from, to, every }
    }).filter(({ day, from, to }) => (day ?? from ?? to) !== undefined)
  }

  day(input: string): string | undefined {
    const value = this.#typed.get(input)?.trim()
    if (value === undefined) return undefined
    // Browsers send the first; who types into a plain box writes the second.
    const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value)
    const iso = british
      ? `${british[3] ?? ''}-${(british[2] ?? '').padStart(2, '0')}-${(british[1] ?? '').padStart(2, '0')}`
      : value
    return this.#taken(input, 'date', Day.safeParse(iso).success ? iso : undefined)
  }

  place(): Details['place'] {
    const name = this.line('place-name')
    const address = this.line('address', LONGEST.alert)
    const postcode = this.#postcode('postcode')
    const accessibility = this.list('access')
    if ((name ?? address ?? postcode) === undefined && accessibility.length === 0) return undefined
    return { name, address, postcode, accessibility }
  }

  phone(input: string): string | undefined {
    const value = this.line(input)
    if (value === undefined) return undefined
    const digits = value.replace(/\D/g, '').length
    const isOne = /^\+?[\d\s()-]+$/.test(value) && digits >= 3 && digits <= 15
    return this.#taken(input, 'phone', isOne ? value : undefined)
  }

  email(input: string): string | undefined {
    const value = this.line(input)
    if (value === undefined) return undefined
    return this.#taken(input, 'email', z.email().safeParse(value).success ? value : undefined)
  }

  url(input: string): string | undefined {
    const value = this.line(input)
    if (value === undefined) return undefined
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`
    const url = URL.canParse(whole) ? new URL(whole) : undefined
    const isWeb = url !== undefined && /^https?:$/.test(url.protocol) && url.hostname.includes('.')
    return this.#taken(input, 'url', isWeb ? whole : undefined)
  }

  /** The value; when there is none, what was typed cannot be taken. */
  #taken<T>(input: string, why: string, value: T | undefined): T | undefined {
    if (value === undefined) this.wrong(input, `inbox.dir.wrong.${why}`)
    return value
  }

  #postcode(input: string): string | undefined {
    const value = this.line(input)
    if (value === undefined) return undefined
    return this.#taken(input, 'postcode', parse(value).valid ? (toNormalised(value) ?? value) : undefined)
  }

  #number(input: string, most: number, shape: RegExp): number | undefined {
    const value = this.#typed.get(input)?.trim().replace(/^£/, '')
    if (value === undefined) return undefined
    const number = Number(value)
    return this.#taken(input, 'number', shape.test(value) && number <= most ? number : undefined)
  }

  #clock(input: string): string | undefined {
    const value = this.#typed.get(input)?.trim()
    if (value === undefined) return undefined
    return this.#taken(input, 'clock', Clock.safeParse(value).success ? value : undefined)
  }
}
