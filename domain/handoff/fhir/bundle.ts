import type { Bundle } from '@medplum/fhirtypes'
import { answers, measures } from './answers.ts'
import { composition, DOCUMENT_LANGUAGE } from './composition.ts'
import { consent } from './consent.ts'
import type { FhirInput } from './input.ts'
import { people } from './people.ts'
import { carePlan, goals, services } from './plan.ts'
import { appointment, referral } from './referral.ts'
import { flags, messages, shown } from './safety.ts'

/**
 * A handoff as a FHIR R4 document: a Composition whose sections follow the PRSB's headings, and everything it refers to. It is aligned
 * with that standard and does not conform to it: date of birth, address and NHS number are not known here.
 */
export function handoffBundle(input: FhirInput): Bundle {
  const { handoff, system, now } = input
  return {
    resourceType: 'Bundle',
    language: DOCUMENT_LANGUAGE,
    type: 'document',
    identifier: {
      system: `${system}/handoffs`,
      value: `${input.uuid('handoff')}.${handoff.version}`,
    },
    timestamp: now.toISOString(),
    entry: [
      composition(input),
      ...people(input),
      referral(input),
      ...appointment(input),
      ...goals(input),
      carePlan(input),
      ...services(input),
      ...answers(input),
      ...measures(input),
      ...consent(input),
      ...flags(input),
      ...messages(input),
      ...shown(input),
    ],
  }
}
