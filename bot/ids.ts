import { randomBytes } from 'node:crypto'

/** 128 unguessable bits as text for ids and capability addresses (ASVS 11.5.1: a UUID does not qualify). */
export const newId = (): string => randomBytes(16).toString('base64url')
