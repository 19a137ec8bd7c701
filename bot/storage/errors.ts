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
