import { parse, fix } from 'postcode'
import { isArea } from '../places/written-postcode.ts'
import type { Span } from './types.ts'

/** All of a postcode: the first half is a district of thousands, the second a street. */
const WHOLE = /(?<![\w'’£.-])([A-Z]{1,2}\d[A-Z\d]?)[ \t]{0,2}(\d[ABD-HJLNP-UW-Z]{2})(?![\w])/gi
/** "at the M4 2nd exit". */
const ORDINAL = /^(?:1st|2nd|3rd|\dth)$/i

const STREETS = 'road|rd|street|avenue|ave|lane|crescent|terrace'
/** Words that are streets only with a capital: they are everyday words too. */
const NAMED_STREETS = 'Close|Drive|Gardens|Grove|Court|Way|Place|Mews|Square|Hill|Walk|St'
/** A door and one to three words of a street's name; "3 boys on my road" and "2 more lanes" count something. */
const DOOR = new RegExp(
  String.raw`(?<![\w£.:/-])(\d{1,3}[a-zA-Z]?),? ((?:[A-Za-z’']+ ){1,3})(?:(?:${STREETS}|${STREETS.toUpperCase()})|(?:Road|Rd|Street|Avenue|Ave|Lane|Crescent|Terrace)|(?:${NAMED_STREETS}))\b`,
  'g',
)
const COUNTS =
  /\b(?:a|an|the|my|our|his|her|their|your|this|that|of|on|in|at|to|from|down|up|off|by|near|into|and|or|is|was|are|were|more|other|people|boys|girls|kids|mates|friends|men|lads|times|miles?|mins?|minutes?|hours?|days?|weeks?|months?|years?|yrs?|am|pm|st|nd|rd|th|really|pretty|very|quite|so|too|each|per)\b/i
const FLAT = /\b(?:flat|apartment|apt) \d{1,4}[a-zA-Z]?\b/gi

/** Where somebody lives to the door: postcodes, of which the first half stays, and the numbers of houses and flats. */
export function whereTheyLive(text: string): Span[] {
  return [...postcodes(text), ...doors(text)]
}

function postcodes(text: string): Span[] {
  return [...text.matchAll(WHOLE)].flatMap(({ 0: found, 1: outward = '', 2: inward = '', index }) => {
    if (ORDINAL.test(inward)) return []
    const read = parse(fix(`${outward} ${inward}`))
    const outcode = read.valid ? read.outcode : outward.toUpperCase()
    // Letters that are no area of Royal Mail's are a postcode only where someone wrote them as one.
    const isMeant = isArea(outcode) || (read.valid && found === found.toUpperCase())
    return isMeant
      ? [{ from: index, to: index + found.length, kind: 'postcode' as const, stays: outcode }]
      : []
  })
}

function doors(text: string): Span[] {
  const streets = [...text.matchAll(DOOR)].flatMap(({ 1: number = '', 2: name = '', index }) =>
    COUNTS.test(name) ? [] : [{ from: index, to: index + number.length, kind: 'address' as const }],
  )
  const flats = [...text.matchAll(FLAT)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
    kind: 'address' as const,
  }))
  return [...streets, ...flats]
}
