import type { BundleEntry, CompositionSection } from '@medplum/fhirtypes'
import { concernsInOrder, wordsIn } from '../sections.ts'
import { ANSWERS, answers, measures } from './answers.ts'
import { CONSENT, consent } from './consent.ts'
import { SECTIONS } from './input.ts'
import type { FhirInput, SectionName } from './input.ts'
import { patientRef, programRef, schoolRef, supporterRef } from './people.ts'
import { coded, entry, narrative, ours, theirs, urlOf } from './pieces.ts'
import type { NarrativeLine } from './pieces.ts'
import { carePlan, goals, services } from './plan.ts'
import { APPOINTMENT, appointment, referral } from './referral.ts'
import { flags, messages, shown } from './safety.ts'

export const DOCUMENT_LANGUAGE = 'en-GB'
const LOINC = 'http://loinc.org'

interface Section {
  readonly lines: readonly NarrativeLine[]
  readonly entries: readonly string[]
}

/** The table of the document: each section with its words for people and what is in it for systems. */
export function composition(input: FhirInput): BundleEntry {
  const { handoff, words } = input
  return entry(input, 'composition', {
    resourceType: 'Composition',
    // Of what staff read. What they speak stands with the Patient, and their own words as they typed them.
    language: DOCUMENT_LANGUAGE,
    status: 'final',
    type: { ...coded(LOINC, '57133-1', 'Referral note'), text: words.documentType },
    subject: patientRef(input),
    date: input.now.toISOString(),
    author: [patientRef(input), programRef(input)],
    title: words.title,
    ...(handoff.version > 0
      ? { attester: [{ mode: 'personal' as const, time: handoff.agreedAt, party: patientRef(input) }] }
      : {}),
    custodian: schoolRef(input),
    section: SECTIONS.flatMap((name) => section(input, name)),
  })
}

function section(input: FhirInput, name: SectionName): CompositionSection[] {
  const { lines, entries } = contentOf(input, name)
  if (lines.length === 0 && entries.length === 0 && name !== 'safety' && name !== 'about-me') return []
  return [
    {
      title: input.words.section(name),
      text: narrative(lines, input.words.empty),
      ...(entries.length > 0 ? { entry: entries.map((reference) => ({ reference })) } : {}),
    },
  ]
}

function contentOf(input: FhirInput, name: SectionName): Section {
  const { handoff, words } = input
  const own = (part: Parameters<typeof wordsIn>[1]) => wordsIn(handoff, part).map(({ text }) => theirs(text))
  const headed = (part: Parameters<typeof wordsIn>[1]) => {
    const said = own(part)
    return said.length > 0 ? [ours(words.part(part)), ...said] : []
  }
  const urls = (entries: readonly BundleEntry[]) => entries.flatMap(({ fullUrl }) => fullUrl ?? [])
  switch (name) {
    case 'safety':
      return { lines: safetyLines(input), entries: urls([...flags(input), ...messages(input)]) }
    case 'about-me':
      return { lines: own('matters'), entries: answers(input).length > 0 ? [urlOf(input, ANSWERS)] : [] }
    case 'plan':
      return {
        lines: [
          ...headed('goal'),
          ...(words.confidence === undefined ? [] : [ours(words.confidence)]),
          ...headed('strengths'),
        ],
        entries: urls([...goals(input), carePlan(input)]),
      }
    case 'requirements':
      return { lines: [...headed('in-the-way'), ...headed('possible')], entries: [] }
    case 'activities':
      return {
        lines: [
          ...handoff.liked.flatMap((idea) => [ours(idea.name), ...words.idea(idea).map(ours)]),
          ...own('ideas'),
        ],
        entries: urls(services(input)),
      }
    case 'demographics': {
      const supporter = supporterRef(input)?.reference
      return {
        lines: [...words.practical.map(ours), ...own('about')],
        entries: [urlOf(input, 'patient'), ...(supporter === undefined ? [] : [supporter])],
      }
    }
    case 'referral':
      return { lines: [ours(words.referral), ...own('referral')], entries: urls([referral(input)]) }
    case 'assessments':
      return {
        lines: [...words.measures.map(ours), ...own('measures')],
        entries: urls(measures(input)),
      }
    case 'appointments':
      return {
        lines: words.booking.map(ours),
        entries: appointment(input).length > 0 ? [urlOf(input, APPOINTMENT)] : [],
      }
    case 'consent':
      return consent(input).length > 0
        ? { lines: [ours(words.consentRule)], entries: [urlOf(input, CONSENT)] }
        : { lines: [], entries: [] }
    case 'information':
      return {
        lines: [...new Set(handoff.concerns.flatMap((concern) => [...words.shown(concern)]))].map(ours),
        entries: urls(shown(input)),
      }
    case 'author':
      return { lines: words.author.map(ours), entries: [urlOf(input, 'program')] }
  }
}

function safetyLines({ handoff, words, alerts }: FhirInput): NarrativeLine[] {
  if (handoff.concerns.length === 0) return [ours(words.noConcern)]
  return concernsInOrder(handoff.concerns).flatMap((concern) => [
    ours(words.concern(concern)),
    ...[concern.evidence, ...concern.alsoSaid].map(theirs),
    ...words.concernFacts(concern).map(ours),
    ours(
      words.told(
        concern,
        alerts.find(({ id }) => id === concern.id),
      ),
    ),
  ])
}
