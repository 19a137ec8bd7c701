import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { KeyMissing, SealBroken } from './errors.ts'
import { deriveKey } from './keys.ts'
import type { CollectionName, IndexFields } from './store.ts'

/** The service's master keys. New seals use `current`; the others are there to open what they once sealed. */
export interface Keyring {
  readonly current: string
  readonly keys: ReadonlyMap<string, KeyObject>
}

const CIPHER = 'aes-256-gcm'
/** 96 bits, random for each seal: with one key safe for 2^32 seals (NIST SP 800-38D, 8.3), far beyond what one school writes. */
const NONCE_BYTES = 12
/** The whole tag; shorter ones are refused on opening. */
const TAG_BYTES = 16

/**
 * Seals text with the current key: `<key id>.<base64url of nonce, ciphertext, tag>`. `aad` is not in the result, but the seal opens
 * only with the same: it says whose body this is, so that a body moved to another record is refused.
 */
export function seal(keyring: Keyring, plaintext: string, aad: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, sealingKey(keyring, keyring.current), nonce, {
    authTagLength: TAG_BYTES,
  })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  const sealed = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${keyring.current}.${sealed.toString('base64url')}`
}

/** Opens what `seal` made. Throws KeyMissing, which names the key id, or SealBroken (wrong key, wrong `aad`, changed text). */
export function open(keyring: Keyring, sealed: string, aad: string): string {
  const keyId = keyIdOf(sealed)
  const key = sealingKey(keyring, keyId)
  const bytes = Buffer.from(sealed.slice(keyId.length + 1), 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken(keyId)
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new SealBroken(keyId, { cause })
  }
}

/** A record as every store keeps it: sealed text, bound to all the rest of it. */
export interface SealedRecord {
  readonly collection: CollectionName
  readonly id: string
  readonly version: number
  readonly schemaVersion: number
  readonly index: IndexFields
  readonly sealed: string
}

/** The id of the key that a sealed text was made with. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.indexOf('.')))
}

/**
 * What a record's seal is bound to, for every store: a body that is moved to another record, put back from an older version, or stands
 * under index fields that were changed (another school's, say) does not open.
 */
export function sealContext(record: {
  collection: string
  id: string
  schemaVersion: number
  version: number
  index: IndexFields
}): string {
  // Sorted, since a database may give the fields back in an order of its own.
  const index = Object.entries(record.index).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([record.collection, record.id, record.schemaVersion, record.version, index])
}

/** Derived once for each master key: HKDF at every turn would be work for nothing. */
const sealingKeys = new WeakMap<KeyObject, KeyObject>()

function sealingKey(keyring: Keyring, keyId: string): KeyObject {
  const master = keyring.keys.get(keyId)
  if (!master) throw new KeyMissing(keyId)
  const known = sealingKeys.get(master)
  if (known) return known
  const key = createSecretKey(deriveKey(keyring, 'record-sealing', keyId))
  sealingKeys.set(master, key)
  return key
}
