import { rowsToCheck } from '../domain/safety/crisis.ts'
import type { ReasonToCheck } from '../domain/safety/crisis.ts'
import type { CrisisService, LocalLine } from '../domain/safety/register.ts'
import type { School } from '../domain/school/school.ts'
import type { Logger } from './logger.ts'

/** A row of the register, or a school's own line. */
type Row = CrisisService | LocalLine
export interface RowToCheck {
  readonly service: Row
  readonly reasons: readonly ReasonToCheck[]
}

const REASONS: Readonly<Record<ReasonToCheck, string>> = {
  'no-person': 'no person has checked it',
  'older-than-90-days': 'last checked more than 90 days ago',
  'general-knowledge': 'not read at any source',
}

/** The rows of the register and of the schools' own lines that a person must look at (domain.md 4.8), the oldest first. */
export function rowsOf(
  register: readonly CrisisService[],
  schools: readonly School[],
  now: Date,
): RowToCheck[] {
  const lines = new Map(schools.flatMap(({ help }) => help.lines.map((line) => [line.id, line])))
  const rows: Row[] = [...lines.values(), ...register]
  return rowsToCheck(rows, now).sort((a, b) => a.service.lastVerified.localeCompare(b.service.lastVerified))
}

/** `childline (2026-11-23): no person has checked it. Hours at night. https://…`, for a terminal. */
export function toCheckLine({ service, reasons }: RowToCheck): string {
  const { id, lastVerified, toCheck, site, source } = service
  const why = reasons.map((reason) => REASONS[reason]).join(', ')
  return `${id} (${lastVerified}): ${[why, toCheck?.replace(/\.$/u, '')].filter(Boolean).join('. ')}. ${site ?? source}`
}

/** Says in the log, once a day, what the operator must have checked. Young people are told to check the site meanwhile. */
export function reportCrisis(rows: readonly RowToCheck[], logger: Logger): void {
  const old = rows.filter(({ reasons }) => reasons.includes('older-than-90-days'))
  const ids = old.map(({ service }) => service.id)
  if (rows.length > 0)
    logger.warn(
      { toCheck: rows.length, olderThan90Days: ids },
      `crisis register: ${rows.length} rows want a person to check them, ${ids.length} were last checked more than 90 days ago; "npm run --silent crisis" lists them`,
    )
}
