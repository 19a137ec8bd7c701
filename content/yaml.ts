import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { load } from 'js-yaml'
import type * as Yaml from 'yaml'
import type { z } from 'zod'
import { fromBuild, sumOf } from './built.ts'
import type { Built } from './built.ts'

/** A content file that may not be used: the message says file, line and reason, one problem a line. */
export class ContentError extends Error {
  readonly code = 'content'

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ContentError'
  }
}

const require = createRequire(import.meta.url)

/** What was read so far and may be built, while somebody builds. */
let building: Record<string, unknown> | undefined

/**
 * Reads one YAML file and checks it. Throws ContentError with `file:line: reason` for everything that is wrong with it. Two parsers: js-yaml
 * reads a good file in a quarter of the time; yaml says of a bad one what is wrong, and where. What a build has checked is not even parsed.
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const shown = isAbsolute(path) ? relative(process.cwd(), path) : path
  const text = readText(path, shown)
  const known = building ? undefined : fromBuild(path, text)
  // The build had it of this schema, from this text.
  if (known) return known.read as T
  const quick = quickly(text)
  const parsed = quick && schema.safeParse(quick.read)
  const read = parsed?.success ? parsed.data : withPlaces(text, shown, schema)
  if (building) building[sumOf(path, text)] = read
  return read
}

/** All that `work` reads, for a build to keep. What JSON cannot hold (a Map, say) is left out: that is read anew at each start. */
export function readsOf(work: () => void): Built {
  const reads: Record<string, unknown> = {}
  building = reads
  try {
    work()
  } finally {
    building = undefined
  }
  const whole = Object.entries(reads).filter(([, read]) =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(read)), read),
  )
  return Object.fromEntries(whole)
}

/** Undefined for what is no YAML. */
function quickly(text: string): { read: unknown } | undefined {
  try {
    return { read: load(text) }
  } catch {
    return undefined
  }
}

/** Reads it once more, for the places of what is wrong. */
function withPlaces<T>(text: string, shown: string, schema: z.ZodType<T>): T {
  const yaml = require('yaml') as typeof Yaml // what `require` gives has no type
  const lines = new yaml.LineCounter()
  const document = yaml.parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) {
    throw new ContentError(
      document.errors.map(
        (e) => `${shown}:${lines.linePos(e.pos[0]).line}: ${e.message.split('\n')[0] ?? ''}`,
      ),
    )
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw new ContentError(
    parsed.error.issues.map((issue) => {
      const line = lineOf(document, issue.path, lines)
      return `${shown}:${line}: ${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`
    }),
  )
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ContentError([
      `${shown}:1: cannot be read (${error instanceof Error ? error.message : 'unknown'})`,
    ])
  }
}

/** The line of the deepest part of the path that is there: a missing key is reported where it should stand. */
function lineOf(document: Yaml.Document, path: readonly PropertyKey[], lines: Yaml.LineCounter): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line
    }
  }
  return 1
}
