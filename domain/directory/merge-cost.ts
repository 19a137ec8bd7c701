import type { HsdsService } from './hsds.ts'
import type { Opportunity } from './opportunity.ts'
import { oneLine } from './plain-text.ts'
import type { ReadCost } from './read-cost.ts'
import { readCost } from './read-cost.ts'
import { isoDate } from './times.ts'

const LONGEST_TEXT = 160
const POUNDS = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/**
 * What it costs, from the cost options in force on `today`, the (deprecated) fees text and the description. A price anywhere beats
 * "free" anywhere: Open Sessions and others mark sessions as free whose text names a price. Nothing said is unknown, never free.
 */
export function costOf(
  service: HsdsService,
  fromDescription: ReadCost | undefined,
  today: string,
): { cost: Opportunity['cost']; notFreeAfterAll: boolean } {
  const field = fieldCost(service, today)
  const text = fromDescription
  if (!field) return { cost: text ? { ...text, provenance: 'description' } : {}, notFreeAfterAll: false }
  if (field.free === true && text?.from !== undefined && text.from > 0) {
    return { cost: { ...text, free: false, provenance: 'description' }, notFreeAfterAll: true }
  }
  const unsaid = field.free === undefined && field.from === undefined
  if (unsaid && text) {
    return {
      cost: { ...text, text: field.text ?? text.text, provenance: 'description' },
      notFreeAfterAll: false,
    }
  }
  return { cost: { ...field, provenance: 'field' }, notFreeAfterAll: false }
}

/** Beside what others pay it has to be said that some pay nothing. */
const priceOf = (amount: number, isMixed: boolean): string | undefined =>
  amount > 0 ? POUNDS.format(amount).replace('.00', '') : amount === 0 && isMixed ? 'free' : undefined

function fieldCost(service: HsdsService, today: string): ReadCost | undefined {
  const inForce = service.cost_options.filter((c) => (isoDate(c.valid_to) ?? today) >= today)
  const amounts = inForce
    .map((c) => c.amount)
    .filter((a) => a !== undefined)
    .filter((a) => a >= 0)
  const isMixed = amounts.includes(0) && amounts.some((a) => a > 0)
  const words = inForce
    .map((c) =>
      [c.option, c.amount === undefined ? undefined : priceOf(c.amount, isMixed), c.amount_description]
        .filter(Boolean)
        .join(' '),
    )
    .map(oneLine)
    .filter((t) => t !== '')
  const read = readCost(
    [...words, service.fees, service.fees_description]
      .filter(Boolean)
      .map((t) => oneLine(t ?? ''))
      .join('\n'),
  )
  const fees = [
    ...words,
    ...[service.fees, service.fees_description].filter((t) => t !== undefined).map(oneLine),
  ]
  const text = fees.join('; ').slice(0, LONGEST_TEXT)
  const told = text === '' ? {} : { text }
  const paid = amounts.filter((a) => a > 0)
  if (paid.length > 0) {
    // Free for some and not for others: what it costs this person is not known.
    return amounts.length > paid.length
      ? { from: Math.min(...paid), ...told }
      : { free: false, from: Math.min(...paid), ...told }
  }
  if (amounts.length > 0) {
    return read?.from !== undefined && read.from > 0
      ? { free: false, from: read.from, ...told }
      : { free: true, ...told }
  }
  if (text === '') return undefined
  return {
    ...(read?.free === undefined ? {} : { free: read.free }),
    ...(read?.from === undefined ? {} : { from: read.from }),
    ...told,
  }
}
