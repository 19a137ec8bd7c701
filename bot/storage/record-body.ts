import type { z } from 'zod'
import { DamagedRecord, InvalidId, InvalidRecord, UnknownSchema } from './errors.ts'
import type { CollectionDefinition, CollectionName } from './store.ts'

/** As store.ts says. No slash, no backslash, no percent: nothing that means something to a path. */
const ID = /^[A-Za-z0-9._:-]{1,128}$/

/** Throws InvalidId. Every store calls it before an id touches a path, a query or a map. */
export function checkId(collection: CollectionName, id: string): void {
  // A caller that has not parsed its input may hand in an object.
  if (typeof id !== 'string' || !ID.test(id)) throw new InvalidId(collection)
}

/**
 * A body as it is stored, and as it will be read back: a copy that shares nothing with the caller's.
 * Throws InvalidRecord for a body that could not be read again, before anything is written.
 */
export function writeBody<T>(
  definition: Pick<CollectionDefinition<T>, 'name' | 'schema'>,
  id: string,
  body: T,
): { text: string; body: T } {
  const text = JSON.stringify(body)
  // JSON.stringify gives undefined for undefined, whatever its type says.
  const parsed = definition.schema.safeParse(typeof text === 'string' ? JSON.parse(text) : undefined)
  if (!parsed.success) throw new InvalidRecord(definition.name, id, fieldsOf(parsed.error))
  return { text, body: parsed.data }
}

/** Parses a stored text, after bringing it from its schema version to today's, one step at a time. Throws DamagedRecord, UnknownSchema. */
export function readBody<T>(
  definition: Pick<CollectionDefinition<T>, 'name' | 'schema' | 'schemaVersion' | 'migrations'>,
  id: string,
  schemaVersion: number,
  text: string,
): T {
  checkSchemaVersion(definition, id, schemaVersion)
  let raw: unknown
  try {
    raw = JSON.parse(text)
    for (let from = schemaVersion; from < definition.schemaVersion; from++)
      raw = definition.migrations?.[from]?.(raw)
  } catch {
    // Not passed on as the cause: the message of JSON.parse quotes what it read.
    throw new DamagedRecord(
      definition.name,
      id,
      `schema version ${schemaVersion} could not be read or migrated`,
    )
  }
  const parsed = definition.schema.safeParse(raw)
  if (!parsed.success) {
    throw new DamagedRecord(definition.name, id, `does not fit the schema at ${fieldsOf(parsed.error)}`)
  }
  return parsed.data
}

/** Throws UnknownSchema when a record of this version cannot be brought to today's: written by a newer release, or a step is missing. */
export function checkSchemaVersion(
  definition: Pick<CollectionDefinition<unknown>, 'name' | 'schemaVersion' | 'migrations'>,
  id: string,
  schemaVersion: number,
): void {
  if (schemaVersion > definition.schemaVersion) {
    throw new UnknownSchema(definition.name, id, `written by a newer release (schema ${schemaVersion})`)
  }
  for (let from = schemaVersion; from < definition.schemaVersion; from++) {
    if (!definition.migrations?.[from]) {
      throw new UnknownSchema(definition.name, id, `there is no migration from schema ${from}`)
    }
  }
}

/** Where it does not fit, never what stands there. */
function fieldsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.map(String).join('.') || '(all)'} (${issue.code})`)
    .join(', ')
}
