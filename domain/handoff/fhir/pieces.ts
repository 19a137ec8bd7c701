import type { Bundle, BundleEntry, CodeableConcept, Narrative, Resource } from '@medplum/fhirtypes'
import type { FhirInput } from './input.ts'

/** Every resource of the document is named by what it is of, and its address follows from the name. */
export function entry(input: FhirInput, name: string, resource: Resource): BundleEntry {
  return { fullUrl: urlOf(input, name), resource: { ...resource, id: input.uuid(name) } }
}

export const urlOf = (input: FhirInput, name: string): string => `urn:uuid:${input.uuid(name)}`

/** A reference within the document, to whatever type stands there. */
export interface Ref {
  reference: string
}

export const refTo = (input: FhirInput, name: string): Ref => ({ reference: urlOf(input, name) })

/** A concept in words only: what no list of codes has, or nobody has confirmed. */
export const inWords = (text: string): CodeableConcept => ({ text: fhirText(text) ?? '-' })

export const coded = (system: string, code: string, display: string): CodeableConcept => ({
  coding: [{ system, code, display }],
  text: display,
})

/**
 * What a person typed as a FHIR string may hold it: no control characters, no half characters, nothing that turns the writing
 * around it. Undefined when nothing is left: FHIR has no empty strings.
 */
export function fhirText(text: string | undefined): string | undefined {
  const clean = (text ?? '')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/(?![\n\t])[\p{Cc}\p{Surrogate}]/gu, '\u{fffd}')
    .trim()
  return clean === '' ? undefined : clean
}

/** A line of a narrative: ours, or the young person's own words. */
export interface NarrativeLine {
  readonly text: string
  readonly own?: boolean
}

export const ours = (text: string): NarrativeLine => ({ text })
export const theirs = (text: string): NarrativeLine => ({ text, own: true })

/** The words of a section for a reader without a FHIR system, every character of them inert. */
export function narrative(lines: readonly NarrativeLine[], empty: string): Narrative {
  const shown = lines.flatMap(({ text, own }) => {
    const clean = fhirText(text)
    return clean === undefined ? [] : [paragraph(clean, own === true)]
  })
  const body = shown.length > 0 ? shown.join('') : paragraph(empty, false)
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>` }
}

const paragraph = (text: string, own: boolean): string =>
  own ? `<blockquote><p>${escape(text)}</p></blockquote>` : `<p>${escape(text)}</p>`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** References in a document that lead to nothing in it: empty for a whole one. */
export function danglingReferences(bundle: Bundle): string[] {
  const there = new Set((bundle.entry ?? []).map(({ fullUrl }) => fullUrl))
  return referencesIn(bundle).filter((reference) => !there.has(reference))
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === 'reference' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  )
}
