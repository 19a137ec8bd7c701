import type { LatLon } from './opportunity.ts'

const EARTH_KM = 6371.0088
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Kilometres between two places as the crow flies (haversine). */
export function kilometres(a: LatLon, b: LatLon): number {
  const dLat = radians(b.lat - a.lat)
  const dLon = radians(b.lon - a.lon)
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

const WALK = {
  /** A brisk walk is 5 km/h; young people with bags and roads to cross are slower, and streets bend: about a quarter longer. */
  minutesPerKm: 15.5,
  /** Said in steps of this: more would pretend to know the way. */
  step: 5,
  least: 5,
  /** Beyond half an hour it is a journey, said in miles. */
  longest: 30,
} as const
const KM_PER_MILE = 1.609344

/** Minutes on foot, in steps of five; undefined when it is too far to say so. */
export function walkingMinutes(km: number): number | undefined {
  const minutes = Math.max(WALK.least, Math.round((km * WALK.minutesPerKm) / WALK.step) * WALK.step)
  return minutes <= WALK.longest ? minutes : undefined
}

/** Miles to one decimal below ten, whole above. */
export function miles(km: number): number {
  const exact = km / KM_PER_MILE
  return exact < 10 ? Math.round(exact * 10) / 10 : Math.round(exact)
}
