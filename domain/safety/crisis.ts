import type { Nation } from '../school/nation.ts'
import type { ConcernKind } from '../screening/types.ts'
import type { Opening } from './opening.ts'
import { openingAt } from './opening.ts'
import type { Channel, CrisisService, SaidOfSelf } from './register.ts'
import { FIXED_PLACES, NOT_YET_VERIFIED } from './register.ts'

const LIMITS = {
  /** Rows nobody has looked at for longer are shown with "check their site", whatever they say. */
  staleAfterDays: 90,
  /** Beside the fixed ones: more cards than this frighten and are not read (NHS service manual, care cards). */
  extras: 2,
  /** In all, without the school's own lines. */
  services: 6,
  /** A service that opens later than this is no help today. */
  opensWithinHours: 24,
  /** The youngest this product is for: with no age told, nobody is sent to a service they may be too young for. */
  youngest: 11,
}
const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface CrisisRequest {
  readonly nation: Nation
  /** Whole years; absent or null when they would rather not say. */
  readonly age?: number | null | undefined
  readonly now: Date
  /** Bank holidays of the nation, `2026-12-28`. */
  readonly holidays: ReadonlySet<string>
  /** What was said, the gravest first: the order decides which extra services come in. */
  readonly kinds: readonly ConcernKind[]
  /** What they have said of themselves; nothing is guessed. */
  readonly said?: readonly SaidOfSelf[]
  /** Services of the area, from the deployment's own settings. */
  readonly localLines?: readonly CrisisService[]
}

/** A service to show, with what is known of its hours at this moment. */
export interface CrisisChoice {
  readonly service: CrisisService
  readonly opening: Opening
  /** The row is old, or was never read at a source: say "check their site". Never true without a site. */
  readonly checkSite: boolean
}

/**
 * The services to show now: 999, 111 (or the nation's own), someone to talk to and someone to text always come first; then what the
 * school's area has for anything; then at most two for what was said: one for each kind of concern, and where a place is left a second
 * one for the gravest. Open now before hours unknown before open later, and never one that opens after more than a day. Right nation
 * and right age only. With no age told both talk services are shown, and nothing with a lower limit.
 */
export function crisisServices(register: readonly CrisisService[], request: CrisisRequest): CrisisChoice[] {
  const shown = (service: CrisisService): CrisisChoice => ({
    service,
    opening: openingAt(service.hours, request.now, request.holidays),
    checkSite: service.site !== undefined && (isStale(service, request.now) || isUnread(service)),
  })
  const local = request.localLines ?? []
  const allowed = [...local, ...register].filter((service) => isFor(service, request))
  const fixed = fixedOf(allowed, request).map(shown)
  const room = Math.min(LIMITS.extras, LIMITS.services - fixed.length)
  const others = allowed.filter((service) => service.place === undefined).map(shown)
  const ofArea = others.filter(
    ({ service, opening }) => isForAnything(service) && opensInTime(opening, request.now),
  )
  return [...fixed, ...ofArea, ...extrasOf(others, request, room)]
}

const isForAnything = (service: CrisisService): boolean => service.kinds.length === 0

/** Those of the services that may be shown to someone of whom nothing is known but the nation: the page itself shows them. */
export function forAnyone(services: readonly CrisisService[], nation: Nation): CrisisService[] {
  return services.filter((service) => isFor(service, { nation }))
}

function isFor(service: CrisisService, request: Pick<CrisisRequest, 'nation' | 'age' | 'said'>): boolean {
  if (service.localOnly || !service.nations.includes(request.nation)) return false
  if (service.onlyIf !== undefined && request.said?.includes(service.onlyIf) !== true) return false
  const { ageMin, ageMax } = service
  // With no age told, an upper limit is left to the words of the row, which name it.
  if (request.age === undefined || request.age === null)
    return ageMin === undefined || ageMin <= LIMITS.youngest
  return (ageMin === undefined || request.age >= ageMin) && (ageMax === undefined || request.age <= ageMax)
}

function fixedOf(allowed: readonly CrisisService[], request: CrisisRequest): CrisisService[] {
  return FIXED_PLACES.flatMap((place) => {
    const candidates = allowed.filter((service) => service.place === place)
    const first = candidates[0]
    if (!first) return []
    const ageUnknown = request.age === undefined || request.age === null
    const anyAge = ageUnknown && first.ageMax !== undefined && candidates.find((c) => c.ageMax === undefined)
    return anyAge ? [first, anyAge] : [first]
  })
}

function extrasOf(others: readonly CrisisChoice[], request: CrisisRequest, room: number): CrisisChoice[] {
  const inTime = others.filter(({ opening }) => opensInTime(opening, request.now))
  const chosen: CrisisChoice[] = []
  const choose = (kind: ConcernKind, among: readonly CrisisChoice[]): void => {
    if (chosen.length >= room) return
    const best = among
      .filter((choice) => choice.service.kinds.includes(kind) && !chosen.includes(choice))
      .sort((a, b) => preference(a) - preference(b))[0]
    if (best) chosen.push(best)
  }
  for (const kind of request.kinds) {
    if (!chosen.some((choice) => choice.service.kinds.includes(kind))) choose(kind, inTime)
  }
  // Two may fit one kind, a line to ring and a form that is always open; one that is closed takes no place beside another.
  const notClosed = inTime.filter(({ opening }) => opening.open !== 'later')
  for (const kind of request.kinds) choose(kind, notClosed)
  return chosen
}

/** Lower comes first; services made for what they said of themselves before general ones with the same hours. */
function preference(choice: CrisisChoice): number {
  const byHours = { now: 0, unknown: 2, later: 4 }[choice.opening.open]
  return byHours + (choice.service.onlyIf === undefined ? 1 : 0)
}

function opensInTime(opening: Opening, now: Date): boolean {
  if (opening.open !== 'later') return true
  return opening.opensAt.getTime() - now.getTime() <= LIMITS.opensWithinHours * HOUR
}

function isStale(service: Pick<CrisisService, 'lastVerified'>, now: Date): boolean {
  return now.getTime() - Date.parse(service.lastVerified) > LIMITS.staleAfterDays * DAY
}

const isUnread = (service: Pick<CrisisService, 'strength'>): boolean =>
  service.strength === 'general-knowledge'

/** `tel:`, `sms:` or `https:` for a channel, for the button that uses it. */
export function hrefOf(channel: Channel): string {
  switch (channel.kind) {
    case 'call':
      return `tel:${channel.number.replaceAll(' ', '')}`
    case 'text': {
      // `?&`: what Android and every iPhone take for the beginning of the text.
      const body = channel.body === undefined ? '' : `?&body=${encodeURIComponent(channel.body)}`
      return `sms:${channel.number.replaceAll(' ', '')}${body}`
    }
    case 'chat':
    case 'web':
      return channel.url
  }
}

export type ReasonToCheck = 'no-person' | 'older-than-90-days' | 'general-knowledge'

/** The rows a person must look at before a release, with the reasons: for the log, and for the command that lists them. */
export function rowsToCheck<Row extends Pick<CrisisService, 'lastVerified' | 'verifiedBy' | 'strength'>>(
  register: readonly Row[],
  now: Date,
): { readonly service: Row; readonly reasons: readonly ReasonToCheck[] }[] {
  return register.flatMap((service) => {
    const reasons: ReasonToCheck[] = []
    if (service.verifiedBy === NOT_YET_VERIFIED) reasons.push('no-person')
    if (isStale(service, now)) reasons.push('older-than-90-days')
    if (isUnread(service)) reasons.push('general-knowledge')
    return reasons.length > 0 ? [{ service, reasons }] : []
  })
}
