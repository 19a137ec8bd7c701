import type { BundleEntry } from '@medplum/fhirtypes'
import { wordsIn } from '../sections.ts'
import { SNOMED_SYSTEM } from '../snomed.ts'
import type { FhirInput } from './input.ts'
import { meetsRef, patientRef, receiverRef, supporterRef } from './people.ts'
import { entry, fhirText, inWords } from './pieces.ts'

export const REFERRAL = 'referral'
export const APPOINTMENT = 'appointment'

/** What they ask for: a proposal until a link worker has taken it up. Codes are in it only where a person confirmed them. */
export function referral(input: FhirInput): BundleEntry {
  const { handoff, words } = input
  const coding = handoff.codes.map(({ code, term }) => ({ system: SNOMED_SYSTEM, code, display: term }))
  const reasons = wordsIn(handoff, 'matters').flatMap(({ text }) => fhirText(text) ?? [])
  return entry(input, REFERRAL, {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: handoff.acknowledged ? 'order' : 'proposal',
    code: { ...(coding.length > 0 ? { coding } : {}), text: words.referral },
    subject: patientRef(input),
    authoredOn: handoff.agreedAt,
    requester: patientRef(input),
    performer: [receiverRef(input)],
    ...(reasons.length > 0 ? { reasonCode: reasons.map((text) => ({ text })) } : {}),
  })
}

/** The meeting, booked or cancelled; none when there is none. */
export function appointment(input: FhirInput): BundleEntry[] {
  const { appointment: booked } = input.handoff
  if (!booked) return []
  const { slot, status } = booked
  const supporter = supporterRef(input)
  const actors = [patientRef(input), meetsRef(input), ...(supporter ? [supporter] : [])]
  return [
    entry(input, APPOINTMENT, {
      resourceType: 'Appointment',
      status: status === 'missed' ? 'noshow' : status,
      ...(status === 'cancelled' ? { cancelationReason: inWords(input.words.cancelled) } : {}),
      description: fhirText(input.words.place ?? slot.place.text) ?? slot.place.kind,
      start: slot.start,
      end: slot.end,
      created: booked.bookedAt,
      participant: actors.map((actor) => ({ actor, status: 'accepted' as const })),
    }),
  ]
}
