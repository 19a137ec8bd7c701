import type { BundleEntry, QuestionnaireResponseItem } from '@medplum/fhirtypes'
import { SECTION_ORDER } from '../sections.ts'
import type { FhirInput } from './input.ts'
import { patientRef } from './people.ts'
import { entry, fhirText } from './pieces.ts'

export const ANSWERS = 'answers'
export const MEASURES = 'measures'

/** Measures are a document of their own. */
const PARTS = SECTION_ORDER.filter((section) => section !== 'measures')

/** What they agreed to send, question by question, in their words; none when only a time was booked. */
export function answers(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  const item = PARTS.flatMap((section): QuestionnaireResponseItem[] => {
    const answer = handoff.lines
      .filter((line) => line.section === section)
      .flatMap(({ text }) => {
        const valueString = fhirText(text)
        return valueString === undefined ? [] : [{ valueString }]
      })
    return answer.length > 0 ? [{ linkId: section, text: words.part(section), answer }] : []
  })
  return item.length > 0 ? [response(input, ANSWERS, item)] : []
}

/** Their answers to the optional measures, each with its exact question; nothing is added up. */
export function measures(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  const item = handoff.measures.map(({ item: linkId, answer }) => ({
    linkId,
    text: words.measure(linkId, answer).question,
    answer: [{ valueInteger: answer }],
  }))
  return item.length > 0 ? [response(input, MEASURES, item)] : []
}

const response = (input: FhirInput, name: string, item: QuestionnaireResponseItem[]): BundleEntry =>
  entry(input, name, {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    subject: patientRef(input),
    authored: input.handoff.agreedAt,
    author: patientRef(input),
    source: patientRef(input),
    item,
  })
