import { createHash, randomBytes } from 'node:crypto'

/** 128 unguessable bits as text for ids and capability addresses (ASVS 11.5.1: a UUID does not qualify). */
export const newId = (): string => randomBytes(16).toString('base64url')

/** Where names of ours live, so that a UUID of ours is no one else's. */
const NAMESPACE = 'matters:'

/** The same UUID for the same name (version 8: of our own making, RFC 9562), from which the name cannot be found again. */
export function nameUuid(name: string): string {
  const hex = createHash('sha256')
    .update(NAMESPACE + name)
    .digest('hex')
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
