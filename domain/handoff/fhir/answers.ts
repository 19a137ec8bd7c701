import type { BundleEntry, QuestionnaireResponseItem } from '@medplum/fhirtypes'
import { SECTION_ORDER } from '../sections.ts'
import type { FhirInput } from './input.ts'
import { patientRef } from './people.ts'
import { entry, fhirText } from './pieces.ts'

export const ANSWERS = 'answers'
const MEASURES = 'measures'
const MEASURES_REVIEW = 'measures-review'

/** Measures are a document of their own, and what an adult wrote is no answer of theirs. */
const PARTS = SECTION_ORDER.filter((section) => section !== 'measures' && section !== 'referral')

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
  // Of a summary from before it was kept, the day they agreed.
  const { measures: first, review, agreedAt, measuredAt = agreedAt } = input.handoff
  return [
    ...measured(input, MEASURES, first, measuredAt),
    ...(review ? measured(input, MEASURES_REVIEW, review.answers, review.at) : []),
  ]
}

function measured(
  input: FhirInput,
  name: string,
  answered: FhirInput['handoff']['measures'],
  authored: string,
): BundleEntry[] {
  const item = answered.map(({ item: linkId, answer }) => ({
    linkId,
    text: input.words.measure(linkId, answer).question,
    answer: [{ valueInteger: answer }],
  }))
  return item.length > 0 ? [response(input, name, item, authored)] : []
}

const response = (
  input: FhirInput,
  name: string,
  item: QuestionnaireResponseItem[],
  authored = input.handoff.agreedAt,
): BundleEntry =>
  entry(input, name, {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    subject: patientRef(input),
    authored,
    author: patientRef(input),
    source: patientRef(input),
    item,
  })
