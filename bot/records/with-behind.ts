import { z } from 'zod'
import { AgreedLines, Person } from '../../domain/conversation/person.ts'
import { behind } from '../../domain/handoff/agree.ts'

const Before = z.looseObject({
  person: z.looseObject({
    ...Person.pick({ nickname: true, age: true, confidence: true, ideas: true }).shape,
    ...Person.pick({ measures: true, measuredAt: true, reviews: true, appointment: true }).shape,
    agreed: AgreedLines.optional(),
  }),
})

/**
 * A conversation from before version 3, which did not keep what stood behind the lines that were sent. Of what is there now only
 * that is taken which the lines still say: they may have begun again since, or changed an answer.
 */
export function withBehind(old: unknown): unknown {
  const { person, ...record } = Before.parse(old)
  const { agreed, nickname, appointment, ideas } = person
  const lineOf = (id: string) => agreed?.lines.find((line) => line.id === id)
  const says = (id: string, value: string | number | null | undefined): boolean => {
    const { text = '', english = '' } = lineOf(id) ?? {}
    return value != null && [text, english].some((words) => words.includes(String(value)))
  }
  const named = (id: string, which: readonly string[]): string[] =>
    ideas.shown.flatMap(({ activity, name }) =>
      which.includes(activity) && says(id, name) ? [activity] : [],
    )
  const since = (at: string | undefined): boolean =>
    at !== undefined && agreed !== undefined && at > agreed.at
  const then = {
    ...(says('about:age', person.age) ? { age: person.age } : {}),
    ...(says('goal:confidence', person.confidence) ? { confidence: person.confidence } : {}),
    ideas: {
      ...ideas,
      notForMe: named('ideas:not-for-me', ideas.notForMe),
      passedOver: named('ideas:passed-over', ideas.passedOver),
    },
    ...(since(person.measuredAt)
      ? { measures: {} }
      : { measures: person.measures, measuredAt: person.measuredAt }),
    reviews: person.reviews.filter(({ at }) => !since(at)),
  }
  const hidesName = lineOf('about:name')?.sharedWith.includes('link-worker') === false
  const isNamed = nickname !== undefined && !hidesName && (agreed ?? appointment) !== undefined
  return {
    ...record,
    person: {
      ...person,
      ...(agreed ? { agreed: { ...agreed, behind: behind(then, agreed.lines) } } : {}),
      ...(isNamed ? { preferredName: nickname } : {}),
    },
  }
}
