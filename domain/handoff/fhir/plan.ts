import type { BundleEntry, ContactPoint } from '@medplum/fhirtypes'
import type { Suggestion } from '../../matching/types.ts'
import { wordsIn } from '../sections.ts'
import type { FhirInput } from './input.ts'
import { patientRef } from './people.ts'
import { entry, fhirText, refTo } from './pieces.ts'

export const PLAN = 'plan'
export const goalName = (line: string): string => `goal:${line}`
export const serviceName = (activity: string): string => `service:${activity}`

/** What they would like to be different, in their words; nobody has accepted it as a goal yet. */
export function goals(input: FhirInput): BundleEntry[] {
  const { handoff, words } = input
  return wordsIn(handoff, 'goal').flatMap(({ id, text }) => {
    const own = fhirText(text)
    if (own === undefined) return []
    return [
      entry(input, goalName(id), {
        resourceType: 'Goal',
        lifecycleStatus: 'proposed',
        description: { text: own },
        subject: patientRef(input),
        statusDate: handoff.agreedAt.slice(0, 10),
        ...(words.confidence === undefined ? {} : { note: [{ text: words.confidence }] }),
      }),
    ]
  })
}

/** The beginnings of a plan, to be made by the link worker together with them: the goal, and what they would like to try. */
export function carePlan(input: FhirInput): BundleEntry {
  const { handoff, words } = input
  const about = (['strengths', 'in-the-way', 'possible'] as const).flatMap((section) =>
    wordsIn(handoff, section).map(({ text }) => `${words.part(section)}: “${text}”`),
  )
  const description = fhirText(about.join('\n'))
  const aims = goals(input)
  const ideas = [
    ...handoff.liked.map((idea) => ({
      status: 'not-started' as const,
      description: fhirText(idea.name) ?? idea.activity,
      performer: [refTo(input, serviceName(idea.activity))],
    })),
    ...wordsIn(handoff, 'ideas').flatMap(({ text }) => {
      const own = fhirText(text)
      return own === undefined ? [] : [{ status: 'not-started' as const, description: own }]
    }),
  ]
  return entry(input, PLAN, {
    resourceType: 'CarePlan',
    status: 'draft',
    intent: 'proposal',
    title: words.plan,
    ...(description === undefined ? {} : { description }),
    subject: patientRef(input),
    created: handoff.agreedAt,
    author: patientRef(input),
    ...(aims.length > 0 ? { goal: aims.map(({ fullUrl = '' }) => ({ reference: fullUrl })) } : {}),
    ...(ideas.length > 0 ? { activity: ideas.map((detail) => ({ detail })) } : {}),
  })
}

/** What they liked, with where it was read, so that another system can find it in the directory again. */
export function services(input: FhirInput): BundleEntry[] {
  const { handoff, system } = input
  return handoff.liked.map((idea) => {
    const comment = fhirText([idea.summary, ...input.words.idea(idea)].join('\n'))
    const telecom = ways(idea)
    return entry(input, serviceName(idea.activity), {
      resourceType: 'HealthcareService',
      identifier: [
        { system: `${system}/directory/${encodeURIComponent(idea.source)}`, value: idea.activity },
      ],
      ...(idea.organisation === undefined ? {} : { providedBy: { display: idea.organisation } }),
      name: fhirText(idea.name) ?? idea.activity,
      ...(comment === undefined ? {} : { comment }),
      ...(telecom.length > 0 ? { telecom } : {}),
    })
  })
}

function ways({ contact }: Suggestion): ContactPoint[] {
  const all = [
    ['phone', contact.phone],
    ['email', contact.email],
    ['url', contact.url],
  ] as const
  return all.flatMap(([system, text]) => {
    const value = fhirText(text)
    return value === undefined ? [] : [{ system, value }]
  })
}
