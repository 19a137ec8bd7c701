import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** In the build's folder (bot/commands/build/service.ts). Sources have none, and read YAML. */
export const BUILT = new URL('../content.json', import.meta.url)
/** What the thread that screens reads in its place: rules with their patterns unfolded, by a sum over their files. */
export const BUILT_SCREENING = new URL('../screening.json', import.meta.url)

/**
 * What a build leaves of the YAML it read and checked, so that a start need not read it again: by a sum over each file's name and text,
 * so that a file changed since is read as ever.
 */
export type Built = Readonly<Record<string, unknown>>

let built: Built | undefined

/** What the build made of this text, if it is still the same. */
export function fromBuild(path: string, text: string): { readonly read: unknown } | undefined {
  built ??= load(BUILT)
  const sum = sumOf(path, text)
  return sum in built ? { read: built[sum] } : undefined
}

/** The rules that a build made of files with this sum, if they are still the same. */
export function screeningFromBuild(sum: string): unknown {
  return load(BUILT_SCREENING)[sum]
}

/** Two files of a name and text are one: each name has one schema. */
export function sumOf(path: string, text: string): string {
  return createHash('sha256')
    .update(`${basename(path)}\n${text}`)
    .digest('base64url')
}

function load(file: URL): Built {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return {}
  }
  // Written by our own build beside this very code; there is nobody else's word to check.
  return JSON.parse(text) as Built
}
