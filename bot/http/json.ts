import { HttpError } from './http-error.ts'

/** A Direct Line activity is three levels deep, a Teams card about ten. Deeper is an attack on whoever walks it. */
export const JSON_DEPTH = 20

/** Keys that reach an object's prototype when a careless line copies them. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Parses JSON from outside. Refuses with `BadArgument` what two readers could read differently or trip over: a repeated key in one object,
 * the prototype keys, nesting deeper than `JSON_DEPTH`.
 */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The cause is not kept: its message quotes the text.
    throw new HttpError('BadArgument', 'not JSON')
  }
  checkShape(text)
  return value
}

/** Walks text already known to be JSON, so brackets and strings can be trusted; linear in its length. */
function checkShape(text: string): void {
  /** One entry an open bracket: the keys so far of an object, undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    const here = text[at]
    if (here === '{' || here === '[') {
      open.push(here === '{' ? new Set() : undefined)
      if (open.length > JSON_DEPTH) throw new HttpError('BadArgument', 'nested too deep')
    } else if (here === '}' || here === ']') {
      open.pop()
    } else if (here === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keys !== undefined && isKey(text, end)) {
        const key: unknown = JSON.parse(text.slice(at, end + 1))
        if (typeof key !== 'string' || FORBIDDEN.has(key) || keys.has(key))
          throw new HttpError('BadArgument', 'a key is forbidden or repeated')
        keys.add(key)
      }
      at = end
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function isKey(text: string, endOfString: number): boolean {
  let at = endOfString + 1
  while (at < text.length && /\s/.test(text[at] ?? '')) at++
  return text[at] === ':'
}
