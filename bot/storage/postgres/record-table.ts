import type pg from 'pg'
import { z } from 'zod'
import { IndexSchema } from '../record-body.ts'
import { keyIdOf } from '../sealing.ts'
import type { CollectionName, IndexFields } from '../store.ts'
import type { Database } from './pool.ts'

/** A record as it lies in its table. */
export const Row = z.object({
  id: z.string(),
  version: z.int(),
  schema_version: z.int(),
  index: IndexSchema,
  body: z.string(),
})
export type Row = z.infer<typeof Row>
const Head = Row.pick({ version: true, body: true })
const Listed = Row.pick({ id: true, schema_version: true, index: true })

const COLUMNS = 'id, version, schema_version, index, body'

/** What is written of a row; its version is the statement's. */
export interface NewRow {
  readonly id: string
  readonly schemaVersion: number
  readonly index: IndexFields
  readonly sealed: string
}

/** Which rows are asked for: those of these index fields. A row of an older schema has of the `added` ones what stands here. */
export interface Asked {
  readonly where: object
  readonly schemaVersion: number
  readonly added: IndexFields
}

/**
 * The table of one collection. Statements may be sent twice (the database breaks off between doing and saying so): a sealed body is unlike
 * any other, even of the same text, so a row that has ours is ours.
 */
export class RecordTable {
  readonly name: CollectionName
  readonly #db: Database

  constructor(name: CollectionName, db: Database) {
    this.name = name
    this.#db = db
  }

  async get(id: string): Promise<Row | undefined> {
    return this.#one(Row, `select ${COLUMNS} from ${this.name} where id = $1`, [id])
  }

  /** False when there is one already, or when something unique in it is taken. */
  async insert(row: NewRow): Promise<boolean> {
    const { rowCount } = await this.#db.query(
      `insert into ${this.name} (id, version, schema_version, index, key, body)
       values ($1, 1, $2, $3, $4, $5) on conflict do nothing`,
      valuesOf(row),
    )
    return rowCount === 1 || (await this.#head(row.id))?.body === row.sealed
  }

  /** True when it was at this version; otherwise the version it is at, or undefined when there is none. */
  async update(row: NewRow, expected: number): Promise<true | number | undefined> {
    const { rowCount } = await this.#db.query(
      `update ${this.name} set version = $6 + 1, schema_version = $2, index = $3, key = $4, body = $5
       where id = $1 and version = $6`,
      [...valuesOf(row), expected],
    )
    if (rowCount === 1) return true
    const head = await this.#head(row.id)
    return head?.body === row.sealed ? true : head?.version
  }

  /** The version it is at when it is not the one expected, and then it stays. */
  async delete(id: string, expected?: number): Promise<number | undefined> {
    if (expected === undefined) {
      await this.#db.query(`delete from ${this.name} where id = $1`, [id])
      return undefined
    }
    const { rowCount } = await this.#db.query(`delete from ${this.name} where id = $1 and version = $2`, [
      id,
      expected,
    ])
    return rowCount === 1 ? undefined : (await this.#head(id))?.version
  }

  /** Whole rows by id, after the given one. */
  async page(asked: Asked, after: string | undefined, limit: number): Promise<Row[]> {
    const matching = matchingRows(asked)
    return this.#rows(
      Row,
      `select ${COLUMNS} from ${this.name}
       where ${matching.sql} and ($1::text is null or id > $1) order by id limit $2`,
      [after ?? null, limit, ...matching.values],
    )
  }

  /** Ids and index fields by id, after the given one, and which schema made them. */
  async listPage(asked: Asked, after: string | undefined, limit: number): Promise<z.infer<typeof Listed>[]> {
    const matching = matchingRows(asked)
    return this.#rows(
      Listed,
      `select id, schema_version, index from ${this.name}
       where ${matching.sql} and ($1::text is null or id > $1) order by id limit $2`,
      [after ?? null, limit, ...matching.values],
    )
  }

  /** Rows that an older schema wrote, by id, after the given one. */
  async olderThan(schemaVersion: number, after: string | undefined, limit: number): Promise<Row[]> {
    return this.#rows(
      Row,
      `select ${COLUMNS} from ${this.name}
       where schema_version < $1 and ($2::text is null or id > $2) order by id limit $3`,
      [schemaVersion, after ?? null, limit],
    )
  }

  /** The same record in a newer schema: it keeps its version, as nobody wrote it. Not when somebody has meanwhile. */
  async rewrite(row: NewRow, of: { readonly version: number; readonly body: string }): Promise<void> {
    await this.#db.query(
      `update ${this.name} set schema_version = $2, index = $3, key = $4, body = $5
       where id = $1 and version = $6 and body = $7`,
      [...valuesOf(row), of.version, of.body],
    )
  }

  async #head(id: string): Promise<z.infer<typeof Head> | undefined> {
    return this.#one(Head, `select version, body from ${this.name} where id = $1`, [id])
  }

  async #one<T>(schema: z.ZodType<T>, text: string, values: readonly unknown[]): Promise<T | undefined> {
    return (await this.#rows(schema, text, values))[0]
  }

  async #rows<T>(schema: z.ZodType<T>, text: string, values: readonly unknown[]): Promise<T[]> {
    const { rows }: pg.QueryResult<pg.QueryResultRow> = await this.#db.query(text, values)
    return rows.map((row) => schema.parse(row))
  }
}

const valuesOf = ({ id, schemaVersion, index, sealed }: NewRow): unknown[] => [
  id,
  schemaVersion,
  JSON.stringify(index),
  keyIdOf(sealed),
  sealed,
]

/** The condition of what is asked, and its values from $3 on. What an older schema wrote is narrowed down by the fields that it does have. */
function matchingRows({ where, schemaVersion, added }: Asked): { sql: string; values: unknown[] } {
  const values: unknown[] = [JSON.stringify(where)]
  const had = Object.entries(where).filter(([field]) => !Object.hasOwn(added, field))
  if (had.length === Object.keys(where).length) return { sql: 'index @> $3', values }
  return {
    sql: '(index @> $3 or schema_version < $4 and index @> $5 and ($6::jsonb || index) @> $3)',
    values: [...values, schemaVersion, JSON.stringify(Object.fromEntries(had)), JSON.stringify(added)],
  }
}
