import { oneLine } from './plain-text.ts'

export interface Phone {
  readonly number: string
  readonly note?: string
}

const UK_NUMBER = /(?:\+44[\s()\-.]*(?:\(0\)[\s\-.]*)?|\(?0)\d(?:[\s()\-.]{0,3}\d){7,10}(?!\d)/g
const SHORT_CODE = /^\d{3,6}$/
const HELPLINE = /\b(?:116\s?\d{3}|101|111|119|999)\b/
const EMAIL = /^[^\s@<>"',;]+@[^\s@<>"',;]+\.[a-z]{2,24}$/i
const PLACEHOLDER = /\.invalid$|@noemail\b|^(?:unknown|none|noemail|no-?reply)[-\d]*@/i

/**
 * The numbers of one phone field, which often holds words too: "Bristol Youth MAPS: 0117 332 7111" gives the number and the note.
 * A field with no number in it gives nothing.
 */
export function phonesOf(raw: string): Phone[] {
  const text = oneLine(raw)
  const found = [...text.matchAll(UK_NUMBER)]
  if (found.length === 0) return shortPhone(text)
  return found.map((match, i) => {
    const before = text.slice(i === 0 ? 0 : endOf(found[i - 1]), match.index)
    const after = i === found.length - 1 ? text.slice(endOf(match)) : ''
    const note = [before, after].map(tidyNote).filter(Boolean).join(', ')
    return { number: match[0].replace(/\s+/g, ' ').trim(), ...(note === '' ? {} : { note }) }
  })
}

function shortPhone(text: string): Phone[] {
  const bare = text.replace(/[\s-]/g, '')
  if (SHORT_CODE.test(bare)) return [{ number: text.trim() }]
  const helpline = HELPLINE.exec(text)
  if (!helpline) return []
  const note = tidyNote(text.replace(helpline[0], ' '))
  return [{ number: helpline[0], ...(note === '' ? {} : { note }) }]
}

const endOf = (match: RegExpExecArray | undefined): number => (match ? match.index + match[0].length : 0)

function tidyNote(text: string): string {
  return text
    .replace(/^[\s:;,/|()–—.-]+|[\s:;,/|()–—.-]+$/g, '')
    .replace(/^(?:and|or|&)$|\s(?:and|or|&)$|^(?:and|or|&)\s/gi, '')
    .replace(/^(?:tel|tel no|telephone|phone|phone no|call|t|m|mob|mobile)$/i, '')
    .trim()
}

/** The address, when mail to it could arrive; placeholders like `Unknown-123@noemail.invalid` give nothing. */
export function emailOf(raw: string): string | undefined {
  const email = raw.trim().replace(/^mailto:/i, '')
  return EMAIL.test(email) && !PLACEHOLDER.test(email) ? email : undefined
}

/** The web address, only http and https; `www.` is completed, anything else gives nothing. */
export function urlOf(raw: string): string | undefined {
  const text = raw.trim()
  const whole = /^www\./i.test(text) ? `https://${text}` : text
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  const safe = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname.includes('.')
  return safe && url.username === '' && url.password === '' ? url.href : undefined
}
