import { parse } from 'postcode'
import proj4 from 'proj4'
import type { LatLon } from '../../domain/directory/opportunity.ts'
import { isInUk } from '../../domain/places/uk.ts'

/** Why a row is left out. */
export type RowLeftOut = 'terminated' | 'no-position' | 'outside-uk' | 'not-a-postcode'

export type Row = { readonly postcode: string; readonly position: LatLon } | RowLeftOut

/** How the rows of a file are to be read. */
export interface Layout {
  readonly name: 'code-point-open' | 'onspd'
  /** Whether the first row is a heading. */
  readonly hasHeading: boolean
  read(cells: readonly string[]): Row
}

/**
 * The National Grid (EPSG:27700: Airy 1830, the seven-parameter shift of OSGB36, good to about five metres) and the Irish Grid
 * (EPSG:29902), in which the ONS gives Northern Ireland.
 */
const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'
const IRISH_GRID =
  '+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=1.000035 +x_0=200000 +y_0=250000 +a=6377340.189 +b=6356034.447938534 ' +
  '+towgs84=482.5,-130.6,564.6,-1.042,-0.214,-0.631,8.15 +units=m +no_defs'
const grids = { national: proj4(NATIONAL_GRID, 'WGS84'), irish: proj4(IRISH_GRID, 'WGS84') }
/** No postcode has so few metres to both sides of the grid's origin: it is a row without a position. */
const NO_METRES = 1

/** Metres east and north on the National Grid, or on the Irish one, as WGS 84. */
export function fromGrid(east: number, north: number, grid: keyof typeof grids = 'national'): LatLon {
  const [lon, lat] = grids[grid].forward([east, north])
  return { lat, lon }
}

/** Columns of Code-Point Open, which has no heading in its data files: postcode, quality, eastings, northings, country, … */
const CODE_POINT = { postcode: 0, quality: 1, east: 2, north: 3, fewest: 4 } as const
/** The worst quality is "no position", written as 0, 0. */
const NO_POSITION = '90'

const codePoint = (hasHeading: boolean): Layout => ({
  name: 'code-point-open',
  hasHeading,
  read(cells) {
    if (cells[CODE_POINT.quality]?.trim() === NO_POSITION) return 'no-position'
    return row(cells[CODE_POINT.postcode], gridPosition(cells, CODE_POINT.east, CODE_POINT.north, 'national'))
  },
})

/** Names of the columns of the ONS Postcode Directory, by edition. */
const ONSPD = {
  postcode: ['pcds', 'pcd2', 'pcd8', 'pcd', 'pcd7'],
  terminated: ['doterm'],
  lat: ['lat', 'latitude'],
  lon: ['long', 'lon', 'longitude'],
  east: ['oseast1m', 'east1m'],
  north: ['osnrth1m', 'north1m'],
} as const
/** Northern Ireland's postcodes; their grid is the Irish one. */
const IRISH = /^\s*BT/i
/** The ONS writes 99.999999 for "no position". */
const NO_LATITUDE = 99

function onspd(heading: readonly string[]): Layout | undefined {
  const names = heading.map((cell) => cell.trim().toLowerCase())
  const column = (wanted: readonly string[]) =>
    wanted.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1
  const at = {
    postcode: column(ONSPD.postcode),
    terminated: column(ONSPD.terminated),
    lat: column(ONSPD.lat),
    lon: column(ONSPD.lon),
    east: column(ONSPD.east),
    north: column(ONSPD.north),
  }
  const hasDegrees = at.lat >= 0 && at.lon >= 0
  if (at.postcode < 0 || at.terminated < 0 || (!hasDegrees && (at.east < 0 || at.north < 0))) return undefined
  return {
    name: 'onspd',
    hasHeading: true,
    read(cells) {
      if ((cells[at.terminated] ?? '').trim() !== '') return 'terminated'
      const postcode = cells[at.postcode]
      const grid = IRISH.test(postcode ?? '') ? 'irish' : 'national'
      const degrees = hasDegrees ? degreesOf(cells[at.lat], cells[at.lon]) : undefined
      return row(postcode, degrees ?? gridPosition(cells, at.east, at.north, grid))
    },
  }
}

function row(written: string | undefined, position: LatLon | undefined): Row {
  const read = parse(written ?? '')
  if (!read.valid) return 'not-a-postcode'
  if (!position) return 'no-position'
  return isInUk(position) ? { postcode: read.postcode, position } : 'outside-uk'
}

const numberOf = (cell: string | undefined): number | undefined => {
  const text = (cell ?? '').trim()
  const number = Number(text)
  return text === '' || !Number.isFinite(number) ? undefined : number
}

function degreesOf(latCell: string | undefined, lonCell: string | undefined): LatLon | undefined {
  const [lat, lon] = [numberOf(latCell), numberOf(lonCell)]
  return lat === undefined || lon === undefined || lat >= NO_LATITUDE ? undefined : { lat, lon }
}

function gridPosition(
  cells: readonly string[],
  eastAt: number,
  northAt: number,
  grid: keyof typeof grids,
): LatLon | undefined {
  const [east, north] = [numberOf(cells[eastAt]), numberOf(cells[northAt])]
  if (east === undefined || north === undefined || (east < NO_METRES && north < NO_METRES)) return undefined
  return fromGrid(east, north, grid)
}

/** Tells the layout by the first row of a file; undefined when it is none that is known. */
export function layoutOf(first: readonly string[]): Layout | undefined {
  const directory = onspd(first)
  if (directory) return directory
  const [postcode = '', quality = '', east = '', north = ''] = first.map((cell) => cell.trim())
  if (first.length < CODE_POINT.fewest) return undefined
  if (/^(?:pc|postcode)$/i.test(postcode) && /^(?:ea|eastings?)$/i.test(east)) return codePoint(true)
  const isData =
    parse(postcode).valid && /^\d{1,2}$/.test(quality) && /^\d+$/.test(east) && /^\d+$/.test(north)
  return isData ? codePoint(false) : undefined
}
