import { MattersError } from '../errors.ts'

const TRY_AGAIN = 'That did not work. Please try again.'

export class AlreadyExists extends MattersError {
  constructor(collection: string, id: string) {
    super('already-exists', TRY_AGAIN, `${collection}/${id} exists already`)
  }
}

export class NotFound extends MattersError {
  constructor(collection: string, id: string) {
    super('not-found', 'That is not here.', `${collection}/${id} is not there`)
  }
}

/** Someone else wrote the record since it was read: read it again and do the work again. */
export class VersionConflict extends MattersError {
  constructor(collection: string, id: string, expected: number, found: number) {
    super('version-conflict', TRY_AGAIN, `${collection}/${id}: expected version ${expected}, found ${found}`)
  }
}

/** Whether somebody else was faster: the work is to be done again on what they wrote. */
export const isRace = (error: unknown): boolean =>
  error instanceof VersionConflict || error instanceof AlreadyExists

/** The record on disk could not be opened (damaged, wrong key, unknown schema); it was set aside for a human. */
export class DamagedRecord extends MattersError {
  constructor(collection: string, id: string, why: string, options?: { cause?: unknown }) {
    super('damaged-record', TRY_AGAIN, `${collection}/${id} cannot be read: ${why}`, options)
  }
}

/** Another process has this data folder open. */
export class StoreLocked extends MattersError {
  constructor(folder: string, owner: string) {
    super('store-locked', TRY_AGAIN, `${folder} is in use by ${owner}; only one process may open it`)
  }
}

/** An id that no record may have. What it was is not repeated: it came from outside. */
export class InvalidId extends MattersError {
  constructor(collection: string) {
    super('invalid-id', 'That is not here.', `not an id of ${collection}`)
  }
}

/** A body that could not be read back; refused before anything is written. Names fields, never their values. */
export class InvalidRecord extends MattersError {
  constructor(collection: string, id: string, fields: string) {
    super('invalid-record', TRY_AGAIN, `${collection}/${id} does not fit its schema at ${fields}`)
  }
}

/** Records of a schema version that this release cannot read. Said at start-up, before anyone meets it. */
export class UnknownSchema extends MattersError {
  constructor(collection: string, id: string, why: string, options?: { cause?: unknown }) {
    super('unknown-schema', TRY_AGAIN, `${collection}/${id}: ${why}`, options)
  }
}

/** A key that is needed is not in the keyring. The record is left as it is: with the key it opens. */
export class KeyMissing extends MattersError {
  constructor(keyId: string) {
    super('key-missing', TRY_AGAIN, `the key "${keyId}" is not in the keyring`)
  }
}

/** A key is not the one that its id stood for before. */
export class KeyWrong extends MattersError {
  constructor(keyId: string) {
    super('key-wrong', TRY_AGAIN, `the key "${keyId}" is not the one these records were sealed with`)
  }
}

/** Sealed text that its key does not open: damaged, changed, or moved from another record. */
export class SealBroken extends MattersError {
  constructor(keyId: string, options?: { cause?: unknown }) {
    super('seal-broken', TRY_AGAIN, `the seal made with the key "${keyId}" does not open`, options)
  }
}

/** Keys that cannot be used: not readable, not well formed, or readable by others. */
export class InvalidKeys extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('invalid-keys', TRY_AGAIN, why, options)
  }
}

export class StoreClosed extends MattersError {
  constructor() {
    super('store-closed', TRY_AGAIN, 'the store is closed')
  }
}

/** The database does not answer, takes no writes, or not now. Nothing is known to be lost: the client sends again. */
export class StoreAway extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('store-away', TRY_AGAIN, why, options)
  }
}

/** System codes, and PostgreSQL's own for a disk that is full or broken. */
const OF_DISK = /^(E[A-Z]+|53100|58030)$/

/** Whether something failed because a disk is full, read-only or broken. */
export const isDiskFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && OF_DISK.test(error.code)

/** Whether a write failed because the store takes none now: nobody else was faster, and nobody else can write either. */
export const takesNoWrites = (error: unknown): boolean => error instanceof StoreAway || isDiskFault(error)

/** For a write that may as well not be made: lets go that the store takes none now. Throws everything else. */
export function unlessNoWrites(error: unknown): void {
  if (!takesNoWrites(error)) throw error
}
