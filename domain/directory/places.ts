import { parse } from 'postcode'
import type { Centre } from '../places/centre.ts'
import { Gathering } from '../places/centre.ts'
import type { OfficialPostcodes } from '../places/postcode-table.ts'
import { Gazetteer } from '../places/towns.ts'
import type { Town } from '../places/towns.ts'
import { postcodeIn } from '../places/written-postcode.ts'
import { words } from '../understanding/words.ts'
import type { LatLon, Opportunity } from './opportunity.ts'

/** What was understood of where someone is. Never more exact than a postcode's first half or a town. */
export interface FoundPlace {
  readonly position: LatLon
  readonly kind: 'district' | 'town' | 'school'
  /** What was understood, fit to be kept: "BS5", "easton". */
  readonly name: string
  /** Who says so, and of how many addresses or postcodes it is the middle. */
  readonly source: 'official' | 'directory' | 'list' | 'settings'
  readonly learntFrom: number
  /** How far from it those lie (root mean square). */
  readonly withinKm: number
  /** Rough: learnt from too few, or from addresses too far apart, to speak of minutes. */
  readonly sure: 'sure' | 'rough'
}

/** Where the postcodes and towns are that someone may name. */
export interface Places {
  /**
   * The position of what someone wrote: a postcode ("BS5 0AA", exact where it is known, else its sector or first half), a first half
   * ("bs5"), or a town or neighbourhood ("near Easton"). Undefined when no such place is known. For addresses, and for questions
   * that nothing is kept of.
   */
  find(text: string): LatLon | undefined
  /** The same for what a young person says of themselves: a full postcode is read as its first half. */
  look(text: string): FoundPlace | undefined
  /** Number of names and postcodes known from addresses. */
  readonly size: number
}

/** What is known besides the directory's own addresses. */
export interface KnownPlaces {
  readonly towns?: readonly Town[]
  readonly official?: OfficialPostcodes | undefined
  /** Settles which of two towns of one name is meant; otherwise the middle of the directory. */
  readonly near?: LatLon
}

const LIMITS = {
  /** Names shorter than this are in too many sentences. */
  shortestName: 4,
  /** The middle of fewer addresses may be anywhere in the district. */
  sureFrom: 3,
  /** A town or district whose addresses lie this far apart has no middle to speak of. */
  sureWithinKm: 5,
} as const
/** Parts of addresses that are no place to live near. */
const NOT_A_TOWN =
  /\d|\b(?:uk|united kingdom|england|wales|scotland|northern ireland|great britain|road|street|lane|avenue|close|drive|way|court|house|hall|centre|center|building|floor|room|unit|suite|park|school|church|college|library|hub|the|club|office|offices|studio|studios|green|square|terrace|place|crescent)\b/i

/** Learns places from the addresses of a directory that carry a position, beside what is known already. */
export function learnPlaces(
  addresses: Iterable<Pick<Opportunity, 'places'>>,
  { towns = [], official, near }: KnownPlaces = {},
): Places {
  const { codes, names, all } = learn(addresses)
  const gazetteer = new Gazetteer(names, towns, near ?? all?.position)
  const exact = (postcode: string): LatLon | undefined =>
    codes.get(postcode)?.position ?? official?.unit(postcode)
  const sector = (name: string): LatLon | undefined =>
    official?.sector(name)?.position ?? codes.get(name)?.position
  const district = (outcode: string): FoundPlace | undefined => {
    const known = official?.district(outcode)
    const centre = known ?? codes.get(outcode)
    return centre && found('district', outcode, known ? 'official' : 'directory', centre)
  }
  const isKnown = (outcode: string) => codes.has(outcode) || official?.district(outcode) !== undefined
  return {
    size: codes.size + names.size,
    find(text) {
      const written = postcodeIn(text, isKnown)
      if (!written) return gazetteer.find(text)?.centre.position
      const { postcode, outcode } = written
      return (
        (postcode === undefined ? undefined : exact(postcode)) ??
        (written.sector === undefined ? undefined : sector(written.sector)) ??
        district(outcode)?.position
      )
    },
    look(text) {
      const written = postcodeIn(text, isKnown)
      const known = written && district(written.outcode)
      if (known) return known
      const town = gazetteer.find(text)
      return town && found('town', town.name, town.source, town.centre)
    },
  }
}

function found(
  kind: FoundPlace['kind'],
  name: string,
  source: FoundPlace['source'],
  { position, count, withinKm }: Centre,
): FoundPlace {
  const learnt = source === 'directory'
  const rough = learnt && (count < LIMITS.sureFrom || withinKm > LIMITS.sureWithinKm)
  return { kind, name, source, position, learntFrom: count, withinKm, sure: rough ? 'rough' : 'sure' }
}

interface Learnt {
  /** "BS5 0AA", "BS5 0", "BS5". */
  readonly codes: ReadonlyMap<string, Centre>
  readonly names: ReadonlyMap<string, Centre>
  /** The middle of everything. */
  readonly all: Centre | undefined
}

function learn(addresses: Iterable<Pick<Opportunity, 'places'>>): Learnt {
  const codes = new Map<string, Gathering>()
  const names = new Map<string, Gathering>()
  const all = new Gathering()
  let any = false
  for (const { places } of addresses) {
    for (const { position, postcode, address } of places) {
      if (!position) continue
      any = true
      all.add(position)
      for (const key of keysOf(postcode)) gather(codes, key, position)
      for (const name of townsOf(address)) gather(names, name, position)
    }
  }
  return { codes: centres(codes), names: centres(names), all: any ? all.centre() : undefined }
}

function gather(into: Map<string, Gathering>, key: string, at: LatLon): void {
  const gathering = into.get(key) ?? new Gathering()
  into.set(key, gathering)
  gathering.add(at)
}

const centres = (gathered: ReadonlyMap<string, Gathering>): Map<string, Centre> =>
  new Map([...gathered].map(([key, gathering]) => [key, gathering.centre()]))

/** From the most to the least exact. */
function keysOf(postcode: string | undefined): string[] {
  const read = parse(postcode ?? '')
  return read.valid ? [read.postcode, read.sector, read.outcode] : []
}

/** The parts of an address that may be a town or a neighbourhood: not its first line, no street, no building. */
function townsOf(address: string | undefined): string[] {
  return (address ?? '')
    .split(',')
    .slice(1)
    .filter((part) => !NOT_A_TOWN.test(part))
    .map((part) => words(part).join(' '))
    .filter((town) => town.length >= LIMITS.shortestName)
}

/** Gives places without a position that of their postcode, where it is known. */
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

const NEAR_SCHOOL = /\b(?:school|college|sixth form|uni|university)\b/i

/** "Near school" is where the school is, when no other place was named. */
export function withSchool(places: Places, { text, position }: { text: string; position: LatLon }): Places {
  const near = {
    kind: 'school',
    source: 'settings',
    name: text,
    position,
    learntFrom: 1,
    withinKm: 0,
    sure: 'sure',
  } as const
  const isNear = (said: string) => NEAR_SCHOOL.test(said)
  return {
    size: places.size,
    find: (said) => places.find(said) ?? (isNear(said) ? position : undefined),
    look: (said) => places.look(said) ?? (isNear(said) ? near : undefined),
  }
}
