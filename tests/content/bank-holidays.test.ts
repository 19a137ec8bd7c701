import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { loadBankHolidays } from '../../content/load-bank-holidays.ts'
import { ContentError } from '../../content/yaml.ts'
import type { CalendarDay, Weekday } from '../../domain/time/london.ts'
import { addDays, dayText, weekdayOf } from '../../domain/time/london.ts'

const YEARS = [2025, 2026, 2027, 2028]

/** Easter Sunday by the anonymous Gregorian rule (Meeus). */
function easter(year: number): CalendarDay {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return { year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 }
}
const isWeekend = (day: CalendarDay) => ['saturday', 'sunday'].includes(weekdayOf(day))
function firstMonday(year: number, month: number): CalendarDay {
  let day: CalendarDay = { year, month, day: 1 }
  while (weekdayOf(day) !== 'monday') day = addDays(day, 1)
  return day
}
function lastMonday(year: number, month: number): CalendarDay {
  let day: CalendarDay = { year, month, day: 31 }
  while (weekdayOf(day) !== 'monday') day = addDays(day, -1)
  return day
}
/** Days with their substitutes: at a weekend, the next weekday that is not taken. */
function kept(days: CalendarDay[]): CalendarDay[] {
  const taken = new Set(days.filter((day) => !isWeekend(day)).map(dayText))
  return days.map((day) => {
    let moved = day
    if (!isWeekend(day)) return day
    while (isWeekend(moved) || taken.has(dayText(moved))) moved = addDays(moved, 1)
    taken.add(dayText(moved))
    return moved
  })
}
function byRule(year: number, nation: 'england' | 'scotland' | 'northern-ireland'): string[] {
  const day = (month: number, date: number): CalendarDay => ({ year, month, day: date })
  const sunday = easter(year)
  const inAll = [
    ...kept([day(12, 25), day(12, 26)]),
    addDays(sunday, -2),
    firstMonday(year, 5),
    lastMonday(year, 5),
  ]
  const own = {
    england: [...kept([day(1, 1)]), addDays(sunday, 1), lastMonday(year, 8)],
    scotland: [...kept([day(1, 1), day(1, 2)]), firstMonday(year, 8), ...kept([day(11, 30)])],
    'northern-ireland': [
      ...kept([day(1, 1)]),
      ...kept([day(3, 17)]),
      addDays(sunday, 1),
      ...kept([day(7, 12)]),
      lastMonday(year, 8),
    ],
  }[nation]
  const extra = nation === 'scotland' && year === 2026 ? [day(6, 15)] : []
  return [...inAll, ...own, ...extra].map(dayText).sort()
}

describe('bank holidays', () => {
  const holidays = loadBankHolidays('content/bank-holidays.yaml')

  for (const nation of ['england', 'scotland', 'northern-ireland'] as const) {
    for (const year of YEARS) {
      it(`${nation} ${year}: the same by rule and in the file`, () => {
        const listed = [...holidays.of(nation)].filter((day) => day.startsWith(`${year}-`)).sort()
        expect(listed).to.deep.equal(byRule(year, nation))
      })
    }
  }

  it('Wales keeps the days of England', () =>
    expect([...holidays.of('wales')]).to.deep.equal([...holidays.of('england')]))

  it('keeps Boxing Day 2026 on Monday 28 December in all nations', () => {
    for (const nation of ['england', 'wales', 'scotland', 'northern-ireland'] as const) {
      expect(holidays.of(nation).has('2026-12-28'), nation).to.equal(true)
      expect(holidays.of(nation).has('2026-12-26'), nation).to.equal(false)
    }
  })

  it('says how far it knows', () => expect(holidays.until).to.equal('2028-12-31'))

  it('has no day at a weekend', () => {
    const weekend: Weekday[] = ['saturday', 'sunday']
    for (const day of holidays.of('scotland')) {
      const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
      expect(weekend).to.not.include(weekdayOf({ year, month, day: date }))
    }
  })

  describe('a wrong file', () => {
    let folder: string
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'matters-holidays-'))))
    afterEach(() => rmSync(folder, { recursive: true }))
    const load = (day: string) => {
      const file = join(folder, 'days.yaml')
      writeFileSync(file, `england-and-wales:\n  ${day}: A day\nscotland: {}\nnorthern-ireland: {}\n`)
      return () => loadBankHolidays(file)
    }
    it('refuses a day at a weekend', () =>
      expect(load('2026-12-26')).to.throw(ContentError, /days\.yaml:2: .*substitute/))
    it('refuses a day that does not exist', () => expect(load('2026-02-30')).to.throw(ContentError))
  })
})
