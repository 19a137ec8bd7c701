import type { School } from '../domain/school/school.ts'

/** The deployments of this service, by id. */
export interface Schools {
  byId(id: string): School | undefined
  all(): readonly School[]
}

/** Throws RangeError when two schools have one id. */
export function schoolsOf(schools: readonly School[]): Schools {
  const byId = new Map<string, School>()
  for (const school of schools) {
    if (byId.has(school.id)) throw new RangeError(`two schools have the id "${school.id}"`)
    byId.set(school.id, school)
  }
  return { byId: (id) => byId.get(id), all: () => schools }
}
