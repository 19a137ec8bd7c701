import { parse } from 'postcode'
import { z } from 'zod'
import type { LatLon } from '../directory/opportunity.ts'
import type { Centre } from './centre.ts'
import { centreOf, Gathering } from './centre.ts'

/** Where postcodes are by an official file; what a directory knows only by postcode is placed with it. */
export interface OfficialPostcodes {
  /** The centre of a first half ("BS5"), and of how many postcodes. */
  district(outcode: string): Centre | undefined
  /** "BS5 0". */
  sector(sector: string): Centre | undefined
  /** One postcode, to a few metres. */
  unit(postcode: string): LatLon | undefined
  /** Number of postcodes. */
  readonly size: number
}

/** A sector in the table: name, first row, number of rows, latitude, longitude, kilometres within. */
const Sector = z.tuple([
  z.string(),
  z.int().min(0),
  z.int().min(1),
  z.number(),
  z.number(),
  z.number().min(0),
])
type Sector = z.infer<typeof Sector>

/** What stands in front of the rows. */
export const TableHeader = z.object({
  version: z.literal(1),
  /** "code-point-open", "onspd". */
  layout: z.string(),
  /** ISO instant of the import. */
  made: z.string(),
  sectors: z.array(Sector),
})
export type TableHeader = z.infer<typeof TableHeader>

/**
 * A row is six bytes: the two last letters, and how far north and east of the sector's centre, in steps. 1.8 million postcodes are
 * 11 MB on the disk; only the sectors (11,000) are kept in memory.
 */
export const ROW_BYTES = 6
/** About two metres; the furthest a row reaches is 0.65 degrees, more than any sector is wide. */
const STEP = 2e-5
const FURTHEST = 32_767
const LETTERS = 26
const UNITS = LETTERS * LETTERS
const FIRST_ROOM = 1 << 16

/** Gathers postcodes in columns (28 bytes each) and makes the table. A postcode that comes twice counts once, the last one. */
export class PostcodeTableBuilder {
  readonly #sectorIds = new Map<string, number>()
  #key = new Float64Array(FIRST_ROOM)
  #lat = new Float64Array(FIRST_ROOM)
  #lon = new Float64Array(FIRST_ROOM)
  #count = 0

  /** False when it is no postcode. */
  add(written: string, { lat, lon }: LatLon): boolean {
    const read = parse(written)
    if (!read.valid) return false
    const id = this.#sectorIds.get(read.sector) ?? this.#sectorIds.size
    this.#sectorIds.set(read.sector, id)
    if (this.#count === this.#key.length) this.#grow()
    this.#key[this.#count] = id * UNITS + unitNumber(read.unit)
    this.#lat[this.#count] = lat
    this.#lon[this.#count] = lon
    this.#count += 1
    return true
  }

  finish(layout: string, made: string): { header: TableHeader; rows: Uint8Array; postcodes: number } {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i)
    const keyAt = (i: number) => this.#key[i] ?? 0
    order.sort((a, b) => keyAt(a) - keyAt(b) || a - b)
    const last = order.filter((at, i) => i + 1 === order.length || keyAt(order[i + 1] ?? 0) !== keyAt(at))
    const rows = new Uint8Array(last.length * ROW_BYTES)
    const view = new DataView(rows.buffer)
    const names = [...this.#sectorIds.keys()]
    const sectors: Sector[] = []
    for (let from = 0; from < last.length;) {
      const sector = Math.floor(keyAt(last[from] ?? 0) / UNITS)
      let to = from
      const gathering = new Gathering()
      for (; to < last.length && Math.floor(keyAt(last[to] ?? 0) / UNITS) === sector; to += 1) {
        gathering.add(this.#position(last[to] ?? 0))
      }
      const { position, withinKm } = gathering.centre()
      const [lat, lon] = [round(position.lat), round(position.lon)]
      sectors.push([names[sector] ?? '', from, to - from, lat, lon, Math.round(withinKm * 100) / 100])
      for (let row = from; row < to; row += 1) {
        const at = last[row] ?? 0
        const here = this.#position(at)
        view.setUint16(row * ROW_BYTES, keyAt(at) % UNITS)
        view.setInt16(row * ROW_BYTES + 2, steps(here.lat - lat))
        view.setInt16(row * ROW_BYTES + 4, steps(here.lon - lon))
      }
      from = to
    }
    return { header: { version: 1, layout, made, sectors }, rows, postcodes: last.length }
  }

  #position = (at: number): LatLon => ({ lat: this.#lat[at] ?? 0, lon: this.#lon[at] ?? 0 })

  #grow(): void {
    const larger = (column: Float64Array) => {
      const room = new Float64Array(column.length * 2)
      room.set(column)
      return room
    }
    this.#key = larger(this.#key)
    this.#lat = larger(this.#lat)
    this.#lon = larger(this.#lon)
  }
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
const steps = (degrees: number): number => Math.max(-FURTHEST, Math.min(FURTHEST, Math.round(degrees / STEP)))
const unitNumber = (unit: string): number => (letter(unit, 0) * LETTERS + letter(unit, 1)) % UNITS
const letter = (unit: string, at: number): number => unit.toUpperCase().charCodeAt(at) - 65

/** Opens a table; `rowsOf(first, count)` gives the bytes of so many rows, undefined when they cannot be had. */
export function openPostcodeTable(
  header: TableHeader,
  rowsOf: (first: number, count: number) => Uint8Array | undefined,
): OfficialPostcodes {
  const sectors = new Map(header.sectors.map((s) => [s[0], s]))
  const districts = new Map<string, Centre[]>()
  for (const sector of header.sectors) {
    const outcode = sector[0].slice(0, sector[0].indexOf(' '))
    const list = districts.get(outcode)
    if (list) list.push(centre(sector))
    else districts.set(outcode, [centre(sector)])
  }
  const centres = new Map([...districts].map(([outcode, parts]) => [outcode, centreOf(parts)]))
  return {
    size: header.sectors.reduce((sum, [, , count]) => sum + count, 0),
    district: (outcode) => centres.get(outcode),
    sector(name) {
      const found = sectors.get(name)
      return found && centre(found)
    },
    unit(postcode) {
      const read = parse(postcode)
      const sector = read.valid ? sectors.get(read.sector) : undefined
      if (!read.valid || !sector) return undefined
      const bytes = rowsOf(sector[1], sector[2])
      return bytes && findUnit(bytes, unitNumber(read.unit), sector)
    },
  }
}

const centre = ([, , count, lat, lon, withinKm]: Sector): Centre => ({
  position: { lat, lon },
  count,
  withinKm,
})

/** Binary search: rows of a sector stand in the order of their letters. */
function findUnit(bytes: Uint8Array, unit: number, sector: Sector): LatLon | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let low = 0
  let high = Math.floor(bytes.byteLength / ROW_BYTES) - 1
  while (low <= high) {
    const mid = (low + high) >> 1
    const here = view.getUint16(mid * ROW_BYTES)
    if (here === unit) {
      const lat = sector[3] + view.getInt16(mid * ROW_BYTES + 2) * STEP
      const lon = sector[4] + view.getInt16(mid * ROW_BYTES + 4) * STEP
      return { lat, lon }
    }
    if (here < unit) low = mid + 1
    else high = mid - 1
  }
  return undefined
}
