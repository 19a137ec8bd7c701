import type { BundleEntry, PatientCommunication } from '@medplum/fhirtypes'
import type { FhirInput } from './input.ts'
import { entry, fhirText, inWords, refTo } from './pieces.ts'
import type { Ref } from './pieces.ts'

/** Names of the entries that others refer to. */
export const PATIENT = 'patient'
const SCHOOL = 'school'
export const PROGRAM = 'program'
const SUPPORTER = 'supporter'
const GP = 'gp'

export const patientRef = (input: FhirInput): Ref => refTo(input, PATIENT)
export const programRef = (input: FhirInput): Ref => refTo(input, PROGRAM)
export const schoolRef = (input: FhirInput): Ref => refTo(input, SCHOOL)
export const gpRef = (input: FhirInput): Ref => refTo(input, GP)
export const supporterRef = (input: FhirInput): Ref | undefined =>
  fhirText(input.handoff.supporter) === undefined ? undefined : refTo(input, SUPPORTER)

/** One entry a person, of their own name: whoever is given the summary after them is another. */
const workerName = (id: string): string => `link-worker:${id}`
const workerRef = (input: FhirInput, id: string): Ref => refTo(input, workerName(id))

/** The link worker it is for, or the service when it is for nobody yet. */
export const receiverRef = (input: FhirInput): Ref =>
  input.linkWorker ? workerRef(input, input.linkWorker.id) : schoolRef(input)

/** The link worker whom a time is booked with: another one than it is for, when it was given to a colleague since. */
export const meetsRef = (input: FhirInput): Ref => {
  const { appointment } = input.handoff
  return appointment ? workerRef(input, appointment.slot.linkWorker) : receiverRef(input)
}

/** A duty contact who has read a concern. */
export const dutyRef = (input: FhirInput, by: string): Ref => refTo(input, `duty:${by}`)

/**
 * The people of the document. Of the young person only what they chose to give: no date of birth, address or NHS number is known here,
 * and the link worker completes them in their own system.
 */
export function people(input: FhirInput): BundleEntry[] {
  const { handoff, school, linkWorker, system } = input
  const { appointment } = handoff
  const name = fhirText(handoff.preferredName)
  const contact = fhirText(handoff.contact)
  const supporter = fhirText(handoff.supporter)
  const readers = new Map<string, string>(
    input.alerts.flatMap(({ acknowledged }) =>
      acknowledged ? [[acknowledged.by, acknowledged.name] as const] : [],
    ),
  )
  const workers = new Map<string, string>([
    ...(appointment ? [[appointment.slot.linkWorker, appointment.linkWorkerName] as const] : []),
    ...(linkWorker ? [[linkWorker.id, linkWorker.name] as const] : []),
  ])
  return [
    entry(input, PATIENT, {
      resourceType: 'Patient',
      ...(name === undefined ? {} : { name: [{ use: 'usual' as const, text: name }] }),
      // They say in words how and when they can be reached safely: no number is cut out of that.
      ...(contact === undefined ? {} : { telecom: [{ system: 'other' as const, value: contact }] }),
      communication: [spoken(handoff.language)],
    }),
    ...(supporter === undefined
      ? []
      : [
          entry(input, SUPPORTER, {
            resourceType: 'RelatedPerson',
            patient: patientRef(input),
            name: [{ text: supporter }],
          }),
        ]),
    entry(input, SCHOOL, {
      resourceType: 'Organization',
      identifier: [{ system: `${system}/schools`, value: school.id }],
      name: fhirText(school.name) ?? school.id,
    }),
    ...[...workers].map(([id, who]) =>
      entry(input, workerName(id), {
        resourceType: 'Practitioner',
        identifier: [{ system: `${system}/link-workers`, value: id }],
        name: [{ text: who }],
      }),
    ),
    ...[...readers].map(([by, who]) =>
      entry(input, `duty:${by}`, { resourceType: 'Practitioner', name: [{ text: who }] }),
    ),
    ...(handoff.lines.some(({ sharedWith }) => sharedWith.includes('gp'))
      ? [entry(input, GP, { resourceType: 'Organization', name: input.words.gp })]
      : []),
    entry(input, PROGRAM, {
      resourceType: 'Device',
      deviceName: [{ name: 'Matters', type: 'user-friendly-name' }],
      type: inWords(input.words.program),
      version: [{ value: input.programVersion }],
    }),
  ]
}

/** The language they chatted in. Preferred where they chose it over English; of English nothing more is known than that they used it. */
const spoken = (language: string | undefined): PatientCommunication => ({
  language: { coding: [{ system: 'urn:ietf:bcp:47', code: language ?? 'en' }] },
  ...(language === undefined ? {} : { preferred: true }),
})
