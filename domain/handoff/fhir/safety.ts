import type { BundleEntry } from '@medplum/fhirtypes'
import type { Concern } from '../../conversation/concern.ts'
import { concernsInOrder } from '../sections.ts'
import type { FhirInput } from './input.ts'
import { dutyRef, patientRef, programRef, receiverRef } from './people.ts'
import { coded, entry, fhirText, inWords, refTo } from './pieces.ts'

const FLAG_CATEGORY = 'http://terminology.hl7.org/CodeSystem/flag-category'
export const flagName = (concern: Concern): string => `flag:${concern.id}`
export const toldName = (concern: Concern): string => `told:${concern.id}`
export const SHOWN = 'shown'

/** What was said that worries us, as a fact with its time. It has no level: what was done stands in the message beside it. */
export function flags(input: FhirInput): BundleEntry[] {
  return concernsInOrder(input.handoff.concerns).map((concern) =>
    entry(input, flagName(concern), {
      resourceType: 'Flag',
      status: 'active',
      category: [coded(FLAG_CATEGORY, 'safety', 'Safety')],
      code: inWords(input.words.concern(concern)),
      subject: patientRef(input),
      period: { start: concern.at },
      author: programRef(input),
    }),
  )
}

/** Who was told of each, in the young person's words and no more of them than were kept. Read by a person, or still under way. */
export function messages(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  return concernsInOrder(handoff.concerns).map((concern) => {
    const alert = input.alerts.find(({ id }) => id === concern.id)
    const read = alert?.acknowledged
    const said = [concern.evidence, ...concern.alsoSaid].flatMap((text) => fhirText(text) ?? [])
    const lines = [
      ...said.map((text) => `“${text}”`),
      ...words.concernFacts(concern),
      words.told(concern, alert),
    ]
    return entry(input, toldName(concern), {
      resourceType: 'Communication',
      status: alert && !read ? 'in-progress' : 'completed',
      category: [inWords(words.section('safety'))],
      subject: patientRef(input),
      about: [refTo(input, flagName(concern))],
      sent: alert?.raisedAt ?? laterOf(handoff.agreedAt, concern.at),
      ...(read ? { received: read.at } : {}),
      ...(read ? { recipient: [dutyRef(input, read.by)] } : alert ? {} : { recipient: [receiverRef(input)] }),
      sender: programRef(input),
      payload: lines.flatMap((text) => {
        const contentString = fhirText(text)
        return contentString === undefined ? [] : [{ contentString }]
      }),
    })
  })
}

/** It went with the summary, or followed it when it was said afterwards. */
const laterOf = (one: string, other: string): string => (one > other ? one : other)

/** Which help was shown to the young person; none when none was. */
export function shown(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  const names = [...new Set(handoff.concerns.flatMap((concern) => [...words.shown(concern)]))]
  if (names.length === 0) return []
  return [
    entry(input, SHOWN, {
      resourceType: 'Communication',
      status: 'completed',
      category: [inWords(words.section('information'))],
      subject: patientRef(input),
      recipient: [patientRef(input)],
      sender: programRef(input),
      payload: names.map((name) => ({ contentString: name })),
    }),
  ]
}
