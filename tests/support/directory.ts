import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DirectoryView } from '../../bot/services.ts'
import { fromOpenReferral } from '../../domain/directory/from-openreferral.ts'
import { learnPlaces } from '../../domain/directory/places.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import type { Content } from '../../content/load.ts'

const Page = z.object({ contents: z.array(z.unknown()) })
/** The day on which tests look at the directory. */
const TODAY = '2026-11-23'

/** A directory with nothing in it. */
export const emptyDirectory: DirectoryView = {
  matcherFor: () => ({ suggest: () => ({ suggestions: [] }), shut: () => [] }),
  locate: () => undefined,
}

let made: DirectoryView | undefined

/** The demonstration directory, mapped as the importer does, without a store. */
export function demoDirectory({ vocabulary }: Pick<Content, 'vocabulary'>): DirectoryView {
  if (made) return made
  const file = join(import.meta.dirname, '../../content/data/directory/services.json')
  const { contents } = Page.parse(JSON.parse(readFileSync(file, 'utf8')))
  const opportunities = contents.flatMap((raw) => {
    const mapped = fromOpenReferral(raw, { id: 'brackenmere' }, TODAY)
    return 'taken' in mapped ? [mapped.taken] : []
  })
  const places = learnPlaces(opportunities)
  const matcher = createMatcher(opportunities, vocabulary)
  made = { matcherFor: () => matcher, locate: (_school, said) => places.look(said) }
  return made
}
