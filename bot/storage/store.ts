import type { z } from 'zod'
import type { Across } from './across.ts'

/** The collections of the service (design.md, Storage): small letters only, as they are names of folders and of tables. */
export const COLLECTIONS = [
  'conversations',
  'handoffs',
  'alerts',
  'casework',
  'slots',
  'diaries',
  'waiting',
  'notices',
  'opportunities',
  'decisions',
  'people',
  'audit',
  'codes',
  'cards',
  'counts',
  'referrals',
] as const
export type CollectionName = (typeof COLLECTIONS)[number]

export type IndexValue = string | number | boolean
export type IndexFields = Record<string, IndexValue>

/** What a collection holds. Index fields are stored in clear: nothing a young person said may be in them. */
export interface CollectionDefinition<T, I extends IndexFields = IndexFields> {
  readonly name: CollectionName
  /** The version of `schema`; older records are migrated on reading, one step at a time. */
  readonly schemaVersion: number
  readonly schema: z.ZodType<T>
  /** Other processes are told of each write: somebody there may be waiting for it. */
  readonly announced?: boolean
  /** From version n to n + 1, keyed by n. */
  readonly migrations?: Readonly<Record<number, (old: unknown) => unknown>>
  /** Index fields that records of an older schema lack, as they are listed where one cannot be opened to make them of it. */
  readonly added?: Partial<I> & IndexFields
  index(body: T): I
}

export interface Stored<T> {
  readonly id: string
  /** Rises by one with each write; a write names the version it read. */
  readonly version: number
  /** The caller's own copy: nothing done to it reaches the store but by `put`. */
  readonly body: T
}

/** Records of one kind. Every write is durable (on disk) before its promise resolves. Ids match /^[A-Za-z0-9._:-]{1,128}$/. */
export interface Collection<T, I extends IndexFields = IndexFields> {
  get(id: string): Promise<Stored<T> | undefined>
  /** Throws AlreadyExists when there is one; exclusive between callers and between processes. */
  create(id: string, body: T): Promise<Stored<T>>
  /** Throws VersionConflict when someone else wrote in between, NotFound when there is none. */
  put(id: string, body: T, expectedVersion: number): Promise<Stored<T>>
  /** Deletes; nothing to delete is no error. With a version, throws VersionConflict when it has moved on. */
  delete(id: string, expectedVersion?: number): Promise<void>
  /** Records whose index fields equal `where`, by id. */
  find(where: Partial<I>, options?: { limit?: number }): Promise<Stored<T>[]>
  /** Ids and index fields only, without opening a body. */
  list(where: Partial<I>): Promise<{ id: string; index: I }[]>
}

export interface StoreHealth {
  /** Writes are taken. */
  readonly ok: boolean
  /** Of a database that takes no writes: what is there is read. */
  readonly readsOnly?: boolean
  /** Records set aside because they could not be read: `conversations/abc`, never their text. */
  readonly quarantined: readonly string[]
  /** Records brought back from the generation before: their last write is lost, and a human should know. */
  readonly restored?: readonly string[]
  readonly detail?: string
}

/** A record that is out of use: it can be neither read nor made anew, and is in no list. Deleting it takes it away. */
export interface SetAside {
  readonly collection: CollectionName
  readonly id: string
  /** The day of its last write, in UTC. */
  readonly day: string
  /** Its index fields, where they can still be read. */
  readonly index?: IndexFields
}

export interface Store {
  /** For stores that several processes may have open at once; without it there is one process. */
  readonly across?: Across
  collection<T, I extends IndexFields>(definition: CollectionDefinition<T, I>): Collection<T, I>
  health(): Promise<StoreHealth>
  /** Of a store that sets aside what it cannot read. Others go on listing it. */
  setAside?(): Promise<readonly SetAside[]>
  close(): Promise<void>
}
