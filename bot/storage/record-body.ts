import { z } from 'zod'
import { DamagedRecord, InvalidId, InvalidRecord, UnknownSchema } from './errors.ts'
import type { CollectionDefinition, CollectionName, IndexFields, Stored } from './store.ts'

/** As store.ts says. No slash, no backslash, no percent: nothing that means something to a path. */
const ID = /^[A-Za-z0-9._:-]{1,128}$/

/** What an index may hold. No NaN and no infinity: JSON would make null of them. */
export const IndexSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** What is written of a record, beside its id and version. */
export interface NewRecord {
  readonly schemaVersion: number
  readonly index: IndexFields
  readonly text: string
}

/** A record with its seal opened. */
export interface OpenRecord {
  readonly version: number
  readonly schemaVersion: number
  readonly text: string
  /** Written by this process, which checked it against the schema of today. */
  readonly own?: boolean
}

/** Throws InvalidId. Every store calls it before an id touches a path, a query or a map. */
export function checkId(collection: CollectionName, id: string): void {
  // A caller that has not parsed its input may hand in an object.
  if (typeof id !== 'string' || !ID.test(id)) throw new InvalidId(collection)
}

/** A body that is ready to be written. */
export interface PreparedRecord<T> {
  readonly record: NewRecord
  /** The record as it will be read back. Its body is the caller's own copy, made when it is looked at: most never are. */
  readonly stored: (version: number) => Stored<T>
}

/** What is to be written of a body. Throws InvalidId, and InvalidRecord for a body that could not be read again, before anything is written. */
export function prepareRecord<T, I extends IndexFields>(
  of: CollectionDefinition<T, I>,
  id: string,
  body: T,
): PreparedRecord<T> {
  checkId(of.name, id)
  const text = JSON.stringify(body)
  const index = IndexSchema.safeParse(of.index(checked(of, id, body, text)))
  if (!index.success) throw new InvalidRecord(of.name, id, 'its index fields')
  const { schemaVersion } = of
  const stored = (version: number): Stored<T> => {
    let copy: { body: T } | undefined
    return {
      id,
      version,
      get body() {
        copy ??= { body: readBody(of, id, schemaVersion, text) }
        return copy.body
      },
    }
  }
  return { record: { text, schemaVersion, index: index.data }, stored }
}

/** What fits the schema as it stands will fit it when it is read; what does not may still, without what JSON leaves out (`undefined`). */
function checked<T>(
  of: Pick<CollectionDefinition<T>, 'name' | 'schema'>,
  id: string,
  body: T,
  text: string,
): T {
  const asItStands = of.schema.safeParse(body)
  if (asItStands.success) return asItStands.data
  // JSON.stringify gives undefined for undefined, whatever its type says.
  const parsed = of.schema.safeParse(typeof text === 'string' ? JSON.parse(text) : undefined)
  if (!parsed.success) throw new InvalidRecord(of.name, id, fieldsOf(parsed.error))
  return parsed.data
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
