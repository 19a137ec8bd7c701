import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Town } from '../domain/places/towns.ts'
import { isInUk } from '../domain/places/uk.ts'
import { ContentError } from './yaml.ts'
import { CONTENT } from './root.ts'

const FILE = join(CONTENT, 'places', 'uk-places.tsv')

/** The towns and villages of a file: lines of name, latitude and longitude. Throws ContentError with the line that is wrong. */
export function loadTowns(file: string = FILE): Town[] {
  const towns: Town[] = []
  const problems: string[] = []
  textOf(file)
    .split('\n')
    .forEach((line, at) => {
      if (line === '' || line.startsWith('#')) return
      const [name = '', lat = '', lon = '', more] = line.split('\t')
      const position = { lat: Number(lat), lon: Number(lon) }
      if (name.trim() === '' || lat === '' || lon === '' || more !== undefined || !isInUk(position))
        problems.push(`${file}:${at + 1}: a line is a name, a latitude and a longitude in the United Kingdom`)
      else towns.push({ name, position })
    })
  if (problems.length > 0) throw new ContentError(problems)
  return towns
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new ContentError([`${file}: the list of towns cannot be read`])
  }
}
