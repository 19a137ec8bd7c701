import type { LatLon } from '../directory/opportunity.ts'

/** Why a position in a feed is not taken. */
export type PositionProblem = 'position-zero' | 'position-swapped' | 'position-outside-uk'

/** The United Kingdom with its islands, in degrees. */
const UK = { south: 49.8, north: 60.95, west: -8.7, east: 1.8 } as const
/** West of Great Britain between Pembrokeshire and Kintyre lies Ireland; only its north is in the United Kingdom. */
const IRELAND = { south: 51.2, north: 55.45, east: -5.42 } as const
/** Kintyre and Islay reach down beside its coast to here. */
const KINTYRE = { south: 55.28, west: -6.6 } as const
/** Northern Ireland with its coast, a few kilometres wide of the border: [latitude, longitude]. */
const NORTHERN_IRELAND: readonly (readonly [number, number])[] = [
  [55.22, -6.95],
  [55.08, -7.42],
  [54.83, -7.52],
  [54.7, -7.95],
  [54.55, -7.88],
  [54.49, -8.2],
  [54.28, -8.08],
  [54.16, -7.85],
  [54.1, -7.3],
  [54.2, -7.16],
  [54.38, -7.02],
  [54.3, -6.82],
  [54.02, -6.68],
  [54.06, -6.3],
  [54.0, -6.02],
  [54.2, -5.3],
  [54.7, -5.3],
  [55.25, -5.9],
  [55.4, -6.5],
]
/** A form left alone. */
const NOWHERE = 0.01

const inBox = ({ lat, lon }: LatLon): boolean =>
  lat >= UK.south && lat <= UK.north && lon >= UK.west && lon <= UK.east

/** Whether a position (WGS 84) is in the United Kingdom; near a land border it may err by a few kilometres. */
export function isInUk(at: LatLon): boolean {
  if (!inBox(at)) return false
  const { lat, lon } = at
  if (lat < IRELAND.south || lat > IRELAND.north || lon > IRELAND.east) return true
  if (lat > KINTYRE.south && lon > KINTYRE.west) return true
  return inside(at, NORTHERN_IRELAND)
}

/** Ray casting: how often a line to the west crosses the outline. */
function inside({ lat, lon }: LatLon, outline: readonly (readonly [number, number])[]): boolean {
  let within = false
  outline.forEach(([lat1, lon1], i) => {
    const [lat2, lon2] = outline[(i + 1) % outline.length] ?? [lat1, lon1]
    if (lat1 > lat === lat2 > lat) return
    if (lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) within = !within
  })
  return within
}

/**
 * A feed's latitude and longitude as a position, or why it is none: 0,0 is a form left alone, and a pair that lies in the United
 * Kingdom only the other way round was swapped. Nothing is mended: a guess would send someone to the wrong town.
 */
export function readPosition(lat: number, lon: number): LatLon | PositionProblem {
  if (Math.abs(lat) < NOWHERE && Math.abs(lon) < NOWHERE) return 'position-zero'
  if (isInUk({ lat, lon })) return { lat, lon }
  return inBox({ lat: lon, lon: lat }) ? 'position-swapped' : 'position-outside-uk'
}

const UK_COUNTRIES = new Set([
  ...[
    '',
    'gb',
    'uk',
    'gbr',
    'united kingdom',
    'great britain',
    'britain',
    'england',
    'scotland',
    'wales',
    'cymru',
  ],
  ...['northern ireland', 'gb-eng', 'gb-sct', 'gb-wls', 'gb-nir', 'eng', 'sct', 'wls', 'nir'],
])

/** Whether an address's country is the United Kingdom or one of its nations; nothing written is not elsewhere. */
export function isUkCountry(country: string | undefined): boolean {
  const written = (country ?? '').toLowerCase().replace(/[.,]/g, '').replace(/\s+/g, ' ').trim()
  return UK_COUNTRIES.has(written.replace(/^the /, ''))
}
