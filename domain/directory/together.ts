import type { Opportunity } from './opportunity.ts'

/**
 * Two feeds' records of the same thing as one: the first stands, and what it does not know is taken from the other. Where both know
 * and differ, the safer reading holds: the narrower ages, the price and not "free", one sex only, a referral, the earlier end.
 * The records of one feed are not mixed: a directory that lists something twice has corrected it once.
 */
export function together(first: Opportunity, other: Opportunity): Opportunity {
  if (first.source === other.source) return first
  const { source, sourceId, licence } = other
  const also = { source, sourceId, ...(licence === undefined ? {} : { licence }) }
  const attribution = [...new Set([first.attribution, other.attribution].filter((a) => a !== undefined))]
  const expires = earlier(first.expires, other.expires)
  const knowsWhere = first.places.some((p) => p.position !== undefined)
  return {
    ...other,
    ...first,
    description: first.description === '' ? other.description : first.description,
    phones: first.phones.length > 0 ? first.phones : other.phones,
    ages: narrower(first.ages, other.ages),
    audience: first.audience.length > 0 ? first.audience : other.audience,
    cost: dearer(first.cost, other.cost),
    times: first.times.some((t) => t.day !== undefined) ? first.times : [...other.times, ...first.times],
    ...(expires === undefined ? {} : { expires }),
    places: knowsWhere || other.places.length === 0 ? first.places : other.places,
    mode: [...new Set([...first.mode, ...other.mode])],
    areas: first.areas.length > 0 ? first.areas : other.areas,
    languages: [...new Set([...first.languages, ...other.languages])],
    topics: [...new Set([...first.topics, ...other.topics])],
    ...(first.needsReferral === true || other.needsReferral === true ? { needsReferral: true } : {}),
    ...(attribution.length > 0 ? { attribution: attribution.join(' · ') } : {}),
    alsoIn: [...(first.alsoIn ?? []), also],
  }
}

function narrower(a: Opportunity['ages'], b: Opportunity['ages']): Opportunity['ages'] {
  const min = most(a.min, b.min)
  const max = least(a.max, b.max)
  const from = min === a.min && max === a.max ? a.from : b.from
  const further = [a.further, b.further].find((some) => some !== undefined && some.max > (max ?? Infinity))
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(further === undefined ? {} : { further }),
    ...(from === undefined ? {} : { from }),
  }
}

/** A price named anywhere is believed over "free"; nothing said takes what the other says. */
function dearer(a: Opportunity['cost'], b: Opportunity['cost']): Opportunity['cost'] {
  if (!isKnown(a)) return b
  return a.free === true && b.from !== undefined && b.from > 0 ? b : a
}

const isKnown = (cost: Opportunity['cost']): boolean =>
  cost.free !== undefined || cost.from !== undefined || cost.text !== undefined

const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)
const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)
const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a
