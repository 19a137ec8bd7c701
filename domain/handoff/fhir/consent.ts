import type { BundleEntry, ConsentProvision } from '@medplum/fhirtypes'
import type { Audience } from '../../conversation/person.ts'
import type { FhirInput } from './input.ts'
import { gpRef, patientRef, receiverRef, schoolRef } from './people.ts'
import { coded, entry, inWords } from './pieces.ts'
import type { Ref } from './pieces.ts'

export const CONSENT = 'consent'
const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope'
const LOINC = 'http://loinc.org'
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'

/**
 * What they agreed to: nothing is shared but what a provision names, part by part for each reader. None for a booking alone. Whether
 * they are of an age to agree is for a person to judge, and stands nowhere here.
 */
export function consent(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  if (handoff.version === 0) return []
  const provisions = [
    provision(input, 'link-worker', receiverRef(input)),
    provision(input, 'school', schoolRef(input)),
    provision(input, 'gp', gpRef(input)),
  ].filter((one) => one !== undefined)
  return [
    entry(input, CONSENT, {
      resourceType: 'Consent',
      status: 'active',
      scope: coded(SCOPE, 'patient-privacy', 'Privacy Consent'),
      category: [coded(LOINC, '59284-0', 'Consent Document')],
      patient: patientRef(input),
      dateTime: handoff.agreedAt,
      performer: [patientRef(input)],
      policyRule: inWords(words.consentRule),
      provision: { type: 'deny', ...(provisions.length > 0 ? { provision: provisions } : {}) },
    }),
  ]
}

function provision(input: FhirInput, audience: Audience, reference: Ref): ConsentProvision | undefined {
  const lines = input.handoff.lines.filter(({ sharedWith }) => sharedWith.includes(audience))
  if (lines.length === 0) return undefined
  const parts = [...new Set(lines.map(({ section }) => input.words.part(section)))]
  return {
    type: 'permit',
    actor: [{ role: coded(PARTICIPATION, 'IRCP', 'information recipient'), reference }],
    code: parts.map(inWords),
  }
}
