import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, createDurably, makeFolder, nodeDisk } from './durable-file.ts'
import { InvalidKeys, KeyMissing } from './errors.ts'
import type { Keyring } from './sealing.ts'

/** 256 bits, for master and derived keys alike. */
const KEY_BYTES = 32
/** What a key may be called: it stands in clear in front of every sealed body, and ends at the first dot. */
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
/** A key that repeats one byte is a placeholder that someone forgot to replace. */
const FEWEST_DIFFERENT_BYTES = 8
/** Any right of people who are neither owner nor group. The group may read: that is how Kubernetes mounts a secret. */
const OTHERS = 0o007

/**
 * Parses `id:base64,id2:base64`: 32 bytes each, the first is current, the others only open what they once sealed.
 * Throws InvalidKeys, which names ids and never says anything of a key.
 */
export function keyringFrom(text: string): Keyring {
  const keys = new Map<string, KeyObject>()
  for (const entry of text.trim().split(',')) {
    const [id = '', encoded = '', ...rest] = entry.trim().split(':')
    if (!KEY_ID.test(id) || rest.length > 0)
      throw new InvalidKeys('keys are written id:base64, with commas between')
    if (keys.has(id)) throw new InvalidKeys(`the key "${id}" is there twice`)
    const bytes = Buffer.from(encoded, 'base64')
    if (!BASE64.test(encoded) || bytes.length !== KEY_BYTES) {
      throw new InvalidKeys(
        `the key "${id}" is not ${KEY_BYTES} bytes in base64 (openssl rand -base64 ${KEY_BYTES})`,
      )
    }
    if (new Set(bytes).size < FEWEST_DIFFERENT_BYTES) throw new InvalidKeys(`the key "${id}" is not random`)
    keys.set(id, createSecretKey(bytes))
    bytes.fill(0)
  }
  const [current] = keys.keys()
  if (current === undefined) throw new InvalidKeys('there is no key')
  return { current, keys }
}

/**
 * The keyring in a file, which is made with one new key (mode 0600, exclusively, synced) when there is none: for a first start without
 * any settings. Keep it away from the data's backups: with both, erasing a record erases nothing.
 * Throws InvalidKeys when others may read it, or when it does not parse.
 */
export async function loadOrCreateKeyFile(path: string): Promise<Keyring> {
  if (!(await exists(path))) {
    await makeFolder(nodeDisk, dirname(path))
    // Of two processes that start together one makes the file, and both read it.
    await createDurably(nodeDisk, path, `k1:${randomBytes(KEY_BYTES).toString('base64')}\n`)
  }
  const { mode } = await stat(path)
  // Windows has no such bits, and shows every file as readable by all.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new InvalidKeys(`everyone can read the key file ${path}: run chmod 600 on it`)
  }
  try {
    return keyringFrom(await readFile(path, 'utf8'))
  } catch (cause) {
    if (!(cause instanceof InvalidKeys)) throw cause
    throw new InvalidKeys(`the key file ${path}: ${cause.message}`, { cause })
  }
}

/**
 * A key of its own for one purpose (HKDF-SHA256, RFC 5869), 32 bytes: what leaks from one use says nothing of another.
 * From the current master key, unless `keyId` names another (to accept for a while what was signed before a rotation).
 */
export function deriveKey(keyring: Keyring, purpose: string, keyId: string = keyring.current): Buffer {
  const master = keyring.keys.get(keyId)
  if (!master) throw new KeyMissing(keyId)
  return Buffer.from(hkdfSync('sha256', master, '', `matters:${purpose}`, KEY_BYTES))
}

/** Keys for one use, of 32 bytes each: the first signs, and what any of them signed is good. */
export type UseKeys = readonly [Uint8Array, ...Uint8Array[]]

/**
 * Derived keys of the whole keyring for one purpose, the current one first: processes that restart one after another with a new key in
 * front know what the others sign.
 */
export function deriveKeys(keyring: Keyring, purpose: string): UseKeys {
  const others = [...keyring.keys.keys()].filter((id) => id !== keyring.current)
  return [deriveKey(keyring, purpose), ...others.map((id) => deriveKey(keyring, purpose, id))]
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
