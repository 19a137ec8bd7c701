import { kilometres } from '../directory/distance.ts'
import type { LatLon } from '../directory/opportunity.ts'

/** The middle of some places: how many it was made of, and how far from it they lie (root mean square). */
export interface Centre {
  readonly position: LatLon
  readonly count: number
  readonly withinKm: number
}

const KM_PER_DEGREE = 111.195
const square = (n: number): number => n * n

/** The middle of middles, each counting as many as it was made of; undefined of none. */
export function centreOf(parts: readonly Centre[]): Centre | undefined {
  const count = parts.reduce((sum, p) => sum + p.count, 0)
  if (count === 0) return undefined
  const mean = (of: (p: Centre) => number) => parts.reduce((sum, p) => sum + of(p) * p.count, 0) / count
  const position = { lat: mean((p) => p.position.lat), lon: mean((p) => p.position.lon) }
  const spread = mean((p) => square(p.withinKm) + square(kilometres(p.position, position)))
  return { position, count, withinKm: Math.sqrt(spread) }
}

/** Gathers positions one at a time without keeping them. */
export class Gathering {
  #count = 0
  #lat = 0
  #lon = 0
  #latSquares = 0
  #lonSquares = 0

  add({ lat, lon }: LatLon): void {
    this.#count += 1
    this.#lat += lat
    this.#lon += lon
    this.#latSquares += lat * lat
    this.#lonSquares += lon * lon
  }

  /** The middle of at least one position. */
  centre(): Centre {
    const lat = this.#lat / this.#count
    const lon = this.#lon / this.#count
    const variance = (squares: number, mean: number) => Math.max(0, squares / this.#count - mean * mean)
    const north = Math.sqrt(variance(this.#latSquares, lat)) * KM_PER_DEGREE
    const east = Math.sqrt(variance(this.#lonSquares, lon)) * KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
    return { position: { lat, lon }, count: this.#count, withinKm: Math.hypot(north, east) }
  }
}
