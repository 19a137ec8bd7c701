import { detailsOf } from '../../../domain/directory/details.ts'
import type { DetailField, Details, SomeDetails } from '../../../domain/directory/details.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import type { Facts } from '../facts.ts'

/** Fields in the order in which a link worker reads them; who it is for stands above them all. */
export const RESTRICTING: readonly DetailField[] = ['ages', 'only', 'audience', 'needsReferral', 'alert']
export const TELLING: readonly DetailField[] = [
  'status',
  'times',
  'timesText',
  'expires',
  'cost',
  'place',
  'mode',
  'languages',
  'topics',
  'phone',
  'email',
  'url',
]

/** What a field is called. Ids of texts have small letters only. */
export const fieldLabel = (facts: Facts, field: DetailField): string =>
  facts.say(`inbox.dir.field.${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)

/** What a field says, in words, each value for itself; empty when it is not known. */
export function valuesOf(facts: Facts, field: DetailField, of: SomeDetails): readonly string[] {
  switch (field) {
    case 'ages':
      return ages(facts, of.ages)
    case 'only':
      return of.only === undefined ? [] : [facts.say(`inbox.dir.only.${of.only}`)]
    case 'needsReferral':
      return of.needsReferral === undefined
        ? []
        : [facts.say(`inbox.dir.referral.${of.needsReferral ? 'yes' : 'no'}`)]
    case 'status':
      return of.status === undefined || of.status === 'unknown'
        ? []
        : [facts.say(`inbox.dir.status.${of.status}`)]
    case 'cost':
      return cost(facts, of.cost)
    case 'times':
      return (of.times ?? []).map((time) => timeWords(facts, time))
    case 'expires':
    case 'checked':
      return of[field] === undefined ? [] : [facts.times.date(of[field])]
    case 'place':
      return place(of.place)
    case 'mode':
      return (of.mode ?? []).map((mode) => facts.say(`inbox.dir.mode.${mode}`))
    case 'audience':
    case 'languages':
    case 'topics':
      return of[field] ?? []
    default:
      return of[field] === undefined || of[field] === '' ? [] : [of[field]]
  }
}

export function timeWords(facts: Facts, { day, from, to, every }: Details['times'][number]): string {
  const parts = [
    day === undefined ? facts.say('inbox.dir.time.any-day') : facts.say(`inbox.dir.day.${day}`),
    from !== undefined && to !== undefined
      ? facts.say('inbox.dir.time.span', { from, to })
      : from === undefined
        ? facts.say('inbox.dir.time.unknown')
        : facts.say('inbox.dir.time.from', { from }),
    every === undefined ? '' : facts.say(`inbox.dir.every.${every}`),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function ages(facts: Facts, range: SomeDetails['ages']): string[] {
  const { min, max } = range ?? {}
  if (min !== undefined && max !== undefined) return [facts.say('inbox.dir.ages', { min, max })]
  if (min !== undefined) return [facts.say('inbox.dir.ages.from', { min })]
  return max === undefined ? [] : [facts.say('inbox.dir.ages.to', { max })]
}

function cost(facts: Facts, of: SomeDetails['cost']): string[] {
  const { free, from, text } = of ?? {}
  return [
    ...(free === true ? [facts.say('inbox.dir.cost.free')] : []),
    ...(free === false && from === undefined ? [facts.say('inbox.dir.cost.paid')] : []),
    ...(from !== undefined && from > 0 ? [facts.say('inbox.dir.cost.from', { pounds: from })] : []),
    ...(text === undefined ? [] : [text]),
  ]
}

function place(of: SomeDetails['place']): string[] {
  if (!of) return []
  const where = [of.name, of.address, of.postcode].filter((part) => part !== undefined).join(', ')
  return [...(where === '' ? [] : [where]), ...of.accessibility]
}

/** The fields that are said in the text only, and not in a field of the feed. */
export function fromDescription(o: Opportunity): ReadonlySet<DetailField> {
  const found = new Set<DetailField>()
  if (o.ages.from === 'description') found.add('ages')
  if (o.genderGroup?.from === 'description') found.add('only')
  if (o.cost.provenance === 'description') found.add('cost')
  return found
}

/** What is not known and would matter to someone who is sent there. */
export function unknownOf(o: Opportunity): DetailField[] {
  const d = detailsOf(o)
  const list: [DetailField, boolean][] = [
    ['ages', d.ages.min === undefined && d.ages.max === undefined],
    ['times', d.times.length === 0 && d.timesText === undefined],
    ['cost', d.cost.free === undefined && d.cost.from === undefined && d.cost.text === undefined],
    ['place', o.places.length === 0 && !o.mode.includes('online') && !o.mode.includes('phone')],
    ['needsReferral', d.needsReferral === undefined],
    ['checked', d.checked === undefined],
  ]
  return list.flatMap(([field, isUnknown]) => (isUnknown ? [field] : []))
}
