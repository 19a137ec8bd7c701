import { z } from 'zod'
import type { CollectionName } from '../store.ts'
import type { Database } from './pool.ts'

const Rows = z.array(z.object({ schema_version: z.int() }))

/** Which schema versions were ever written, by collection: a release asks it, and need not look through millions of rows. */
export class SchemasWritten {
  readonly #db: Database
  readonly #noted = new Set<string>()

  constructor(db: Database) {
    this.#db = db
  }

  /** Before the first record of a schema version is written. */
  async note(collection: CollectionName, schemaVersion: number): Promise<void> {
    const key = `${collection} ${schemaVersion}`
    if (this.#noted.has(key)) return
    await this.#db.query(
      'insert into matters_schemas (collection, schema_version) values ($1, $2) on conflict do nothing',
      [collection, schemaVersion],
    )
    this.#noted.add(key)
  }

  async of(collection: CollectionName): Promise<number[]> {
    const { rows } = await this.#db.query(
      'select schema_version from matters_schemas where collection = $1',
      [collection],
    )
    return Rows.parse(rows).map((row) => row.schema_version)
  }
}
