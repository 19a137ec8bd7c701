import { fix, parse, validOutcode } from 'postcode'

/** A postcode as someone wrote it: its first half at least. */
export interface WrittenPostcode {
  /** "BS5". */
  readonly outcode: string
  /** "BS5 0", when that much was written. */
  readonly sector?: string
  /** "BS5 0AA", when all of it was. */
  readonly postcode?: string
}

/** Areas of Royal Mail (the letters a postcode begins with), for telling "e 3" from "a 3 minute walk". */
const AREAS = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU ' +
    'HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO ' +
    'PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
)
/** Figures and letters that fingers and eyes mistake for one another. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ O: '0', I: '1', L: '1', S: '5', Z: '2', B: '8' },
  ...{ '0': 'O', '1': 'IL', '5': 'S', '2': 'Z', '8': 'B' },
}

const EDGE = String.raw`(?<![A-Z0-9'’£.-])`
const GAP = String.raw`[\s.,_-]{0,3}`
/** All of one, also run together, with letters for figures (BS5 OAA). */
const WHOLE = new RegExp(
  String.raw`${EDGE}([A-Z]{1,2}[0-9OIL][A-Z0-9]?)${GAP}([0-9OIL][A-Z]{2})(?![A-Z0-9])`,
  'gi',
)
/** Three characters of an area and district, the district's figure mistaken for a letter: BSS for BS5. */
const MISTAKEN = new RegExp(String.raw`${EDGE}([A-Z0-9]{2,4})${GAP}([0-9OIL][A-Z]{2})(?![A-Z0-9])`, 'gi')
/** A first half, with the figure and perhaps a letter of the second. */
const PART = new RegExp(
  String.raw`${EDGE}([A-Z]{1,2}[0-9][A-Z0-9]?)(?:${GAP}([0-9])[A-Z]?)?(?![A-Z0-9])`,
  'gi',
)
/** Nothing else in the answer: then a gap within the first half is one too ("bs 5"). */
const SPACED = /^([A-Z]{1,2})[\s.-]+([0-9][A-Z0-9]?)(?:[\s.-]*([0-9])[A-Z]{0,2})?$/i
const LEAD =
  /^(?:i(?:'?m| am| live)?|my|postcode|post code|it'?s|is|its|in|near|around|about|somewhere|the|at|from|[,:.\s]+)+(?=\s|$)/i

/**
 * The postcode in what someone wrote, with the slips people make: no gap, two gaps, a hyphen, small letters, O for 0. `isKnown` says
 * which first halves there are, where that is known: it settles what is spelt ambiguously (B55 for BS5).
 */
export function postcodeIn(text: string, isKnown: (outcode: string) => boolean): WrittenPostcode | undefined {
  const whole = matches(text, WHOLE)
  return (
    whole.find((w) => isKnown(w.outcode)) ??
    mistaken(text, isKnown) ??
    whole.find((w) => isArea(w.outcode)) ??
    parts(text, isKnown)
  )
}

function matches(text: string, pattern: RegExp): WrittenPostcode[] {
  return [...text.matchAll(pattern)].flatMap(([, outward = '', inward = '']) => {
    const read = parse(fix(`${outward} ${inward}`))
    return read.valid ? [{ outcode: read.outcode, sector: read.sector, postcode: read.postcode }] : []
  })
}

/** One character of the first half mistaken for another, where that makes one that is known. */
function mistaken(text: string, isKnown: (outcode: string) => boolean): WrittenPostcode | undefined {
  for (const [, outward = '', inward = ''] of text.toUpperCase().matchAll(MISTAKEN)) {
    if (!/\d/.test(outward + inward)) continue
    for (let at = 0; at < outward.length; at += 1) {
      for (const other of ALIKE[outward[at] ?? ''] ?? '') {
        const read = parse(fix(`${outward.slice(0, at)}${other}${outward.slice(at + 1)} ${inward}`))
        if (read.valid && isKnown(read.outcode))
          return { outcode: read.outcode, sector: read.sector, postcode: read.postcode }
      }
    }
  }
  return undefined
}

function parts(text: string, isKnown: (outcode: string) => boolean): WrittenPostcode | undefined {
  const found = [...text.matchAll(PART)].flatMap(([, outward = '', figure]) => part(outward, figure))
  const spaced = SPACED.exec(text.trim().replace(LEAD, '').trim())
  const list = spaced ? [...found, ...part(`${spaced[1] ?? ''}${spaced[2] ?? ''}`, spaced[3])] : found
  return list.find((p) => isKnown(p.outcode)) ?? list.find((p) => isArea(p.outcode))
}

function part(outward: string, figure: string | undefined): WrittenPostcode[] {
  const outcode = outward.toUpperCase()
  if (!validOutcode(outcode)) return []
  return [{ outcode, ...(figure === undefined ? {} : { sector: `${outcode} ${figure}` }) }]
}

/** Whether it begins with the letters of an area of Royal Mail. */
export const isArea = (outcode: string): boolean => AREAS.has(/^[A-Z]+/.exec(outcode)?.[0] ?? '')

/** More than a first half, as it stands in a text: all of a postcode, or its second half begun. */
const EXACT = new RegExp(
  String.raw`${EDGE}([A-Z]{1,2}[0-9OIL][A-Z0-9]?)${GAP}[0-9OIL][A-Z]{2}(?![A-Z0-9])|${EDGE}([A-Z]{1,2}[0-9][A-Z0-9]?)\s[0-9][A-Z]?(?![A-Z0-9])`,
  'gi',
)
/** "12 High Street", "Flat 3": the number says which door, and nobody needs to know. */
const DOOR =
  /\b(?:flat|apartment|apt|house|no\.?|number|unit) ?\d{1,4}[a-z]?\b,? ?|\b\d{1,4}[a-z]?,? (?=(?:[a-z'’]+ ){0,4}(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|terrace|crescent|gardens|grove|place|hill|row|square|walk|mews|parade|rise|view|green|park)\b)/gi

/** What someone wrote about where they are, with every postcode cut to its first half and no number of a door: nothing exact is kept. */
export function cutToDistrict(text: string): string {
  return text
    .replace(EXACT, (all, whole: string | undefined, begun: string | undefined) => {
      const read = parse(fix(all.replace(/[.,_-]/g, ' ')))
      const outcode = read.valid ? read.outcode : (whole ?? begun ?? '').toUpperCase()
      return isArea(outcode) || read.valid ? outcode : all
    })
    .replace(DOOR, '')
    .replace(/\s+/g, ' ')
    .trim()
}
