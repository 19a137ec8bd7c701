import { match as postcodesIn, parse, toNormalised, validOutcode } from 'postcode'
import { words } from '../understanding/words.ts'
import type { LatLon, Opportunity } from './opportunity.ts'

/** Where the postcodes and towns are that a directory's own addresses name. */
export interface Places {
  /**
   * The position of what someone wrote: a postcode ("BS5 0AA", exact where the directory has it, else its first half), a first half
   * ("bs5"), or a town or neighbourhood of the directory ("near Easton"). Undefined when the directory knows no such place.
   */
  find(text: string): LatLon | undefined
  /** Number of names and postcodes known. */
  readonly size: number
}

const LIMITS = {
  /** Names shorter than this are in too many sentences. */
  shortestName: 4,
  longestNameWords: 4,
} as const
/** Parts of addresses that are no place to live near. */
const NOT_A_TOWN =
  /\d|\b(?:uk|united kingdom|england|wales|scotland|northern ireland|great britain|road|street|lane|avenue|close|drive|way|court|house|hall|centre|center|building|floor|room|unit|suite|park|school|church|college|library|hub|the|club|office|offices|studio|studios|green|square|terrace|place|crescent)\b/i
const HALF = /\b([a-z]{1,2}\d[a-z\d]?)\b(?!\s*\d[a-z]{2}\b)/gi

class Centre {
  #lat = 0
  #lon = 0
  #n = 0

  add(at: LatLon): void {
    this.#lat += at.lat
    this.#lon += at.lon
    this.#n += 1
  }

  position(): LatLon {
    return { lat: this.#lat / this.#n, lon: this.#lon / this.#n }
  }
}

/** Learns places from the addresses of a directory that carry a position. */
export function learnPlaces(addresses: Iterable<Pick<Opportunity, 'places'>>): Places {
  const centres = new Map<string, Centre>()
  const learn = (key: string, at: LatLon) => {
    const centre = centres.get(key) ?? new Centre()
    centres.set(key, centre)
    centre.add(at)
  }
  for (const { places } of addresses) {
    for (const place of places) {
      if (!place.position) continue
      for (const key of keysOf(place.postcode)) learn(key, place.position)
      for (const part of (place.address ?? '').split(',').slice(1)) {
        const town = words(part).join(' ')
        if (town.length >= LIMITS.shortestName && !NOT_A_TOWN.test(part))
          learn(`town ${town}`, place.position)
      }
    }
  }
  const at = (key: string): LatLon | undefined => centres.get(key)?.position()
  return {
    size: centres.size,
    find(text) {
      const whole = postcodesIn(text)[0]
      if (whole !== undefined) return first(keysOf(toNormalised(whole) ?? undefined), at)
      for (const half of text.matchAll(HALF)) {
        const outward = (half[1] ?? '').toUpperCase()
        const found = validOutcode(outward) ? at(outward) : undefined
        if (found) return found
      }
      return town(words(text), at)
    },
  }
}

/** From the most to the least exact: "BS5 0AA", "BS5 0", "BS5". */
function keysOf(postcode: string | undefined): string[] {
  const read = parse(postcode ?? '')
  return read.valid ? [read.postcode, read.sector, read.outcode] : []
}

function first(keys: readonly string[], at: (key: string) => LatLon | undefined): LatLon | undefined {
  for (const key of keys) {
    const found = at(key)
    if (found) return found
  }
  return undefined
}

function town(list: readonly string[], at: (key: string) => LatLon | undefined): LatLon | undefined {
  for (let length = Math.min(LIMITS.longestNameWords, list.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= list.length; from += 1) {
      const found = at(`town ${list.slice(from, from + length).join(' ')}`)
      if (found) return found
    }
  }
  return undefined
}

/** Gives places without a position that of their postcode, where the directory knows it from other addresses. */
export function withPositions(opportunity: Opportunity, places: Places): Opportunity {
  if (opportunity.places.every((p) => p.position !== undefined || p.postcode === undefined))
    return opportunity
  return {
    ...opportunity,
    places: opportunity.places.map((place) => {
      const position =
        place.position ?? (place.postcode === undefined ? undefined : places.find(place.postcode))
      return position === undefined ? place : { ...place, position }
    }),
  }
}
