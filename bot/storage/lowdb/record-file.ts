import { createHash } from 'node:crypto'
import { z } from 'zod'
import { IndexSchema } from '../record-body.ts'
import { COLLECTIONS } from '../store.ts'
import type { IndexEntry } from './record-index.ts'

/** In clear at the front of a file: all that find and list need, and nothing a young person said. */
const RecordHead = z.object({
  collection: z.enum(COLLECTIONS),
  id: z.string(),
  version: z.int().min(1),
  schemaVersion: z.int().min(0),
  index: IndexSchema,
  /** The key of the seal, so that a missing key is noticed at start. */
  key: z.string(),
  /** Length of the sealed body, so that a file which was cut short is noticed at start. */
  sealedLength: z.int().min(0),
})
export type RecordHead = z.infer<typeof RecordHead>

/** One record as lowdb holds it. */
export interface RecordFile {
  readonly head: RecordHead
  readonly sealed: string
}

/**
 * A file is one JSON document in two lines, head and body, so that the first can be read alone:
 *
 *     {"head":{…},"headSum":"0123456789abcdef",
 *     "body":"k1.…","bodySum":"0123456789abcdef"}
 */
const HEAD_START = '{"head":'
const HEAD_SUM = ',"headSum":"'
const HEAD_END = '",\n'
const BODY_START = '"body":"'
const BODY_SUM = '","bodySum":"'
const BODY_END = '"}\n'
/** 64 bits of SHA-256 tell damage; against intent there is the seal. */
const SUM_LENGTH = 16
const HEAD_TAIL = HEAD_SUM.length + SUM_LENGTH + HEAD_END.length
const BODY_TAIL = BODY_SUM.length + SUM_LENGTH + BODY_END.length

/** What of a head is kept in memory. */
export function entryOf({ version, schemaVersion, index }: RecordHead): IndexEntry {
  return { version, schemaVersion, index }
}

export function encodeRecord({ head, sealed }: RecordFile): string {
  const headText = JSON.stringify(head)
  return [
    HEAD_START + headText + HEAD_SUM + sumOf(headText) + HEAD_END,
    BODY_START + sealed + BODY_SUM + sumOf(sealed) + BODY_END,
  ].join('')
}

/** Gives the record, or says why it cannot be read, in one word that the log lets through: never an exception. */
export function decodeRecord(text: string): RecordFile | { damage: string } {
  const head = decodeHead(text)
  if ('damage' in head) return head
  const bodyStart = text.indexOf('\n') + 1
  const sealed = text.slice(bodyStart + BODY_START.length, -BODY_TAIL)
  const expected = BODY_START + sealed + BODY_SUM + sumOf(sealed) + BODY_END
  if (sealed.length !== head.sealedLength || text.slice(bodyStart) !== expected) {
    return { damage: 'body-changed' }
  }
  return { head, sealed }
}

/** The head, from a text that holds at least the first line. With the length of the whole file, in bytes, a cut one is noticed as well. */
export function decodeHead(text: string, fileLength?: number): RecordHead | { damage: string } {
  const end = text.indexOf('\n') + 1
  if (end === 0) return { damage: 'head-cut' }
  const headText = text.slice(HEAD_START.length, end - HEAD_TAIL)
  const line = HEAD_START + headText + HEAD_SUM + sumOf(headText) + HEAD_END
  if (text.slice(0, end) !== line) return { damage: 'head-changed' }
  // The sum is right, so this is what we wrote; a format of another release could still differ.
  const parsed = RecordHead.safeParse(parseJson(headText))
  if (!parsed.success) return { damage: 'head-of-another-format' }
  const whole = Buffer.byteLength(line) + BODY_START.length + parsed.data.sealedLength + BODY_TAIL
  if (fileLength !== undefined && fileLength !== whole) return { damage: 'body-cut' }
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SUM_LENGTH)
}
