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

/** The end of the scale stands in the line beside what was said, in some languages before it. */
const OUT_OF = 10
const numbersIn = (words: string): number[] => (words.match(/\d+/gu) ?? []).map(Number)

/** How sure a line says that they are: the number that is not the scale's, if there is one. */
function sureIn(words: string): number | undefined {
  const numbers = numbersIn(words)
  return numbers.find((one) => one !== OUT_OF) ?? numbers[0]
}

/**
 * A conversation from before version 3, which did not keep what stood behind the lines that were sent. Of what is there now only
 * that is taken which the lines still say: they may have begun again since, or changed an answer.
 */
export function withBehind(old: unknown): unknown {
  const { person, ...record } = Before.parse(old)
  const { agreed, nickname, age, confidence, appointment, ideas } = person
  const lineOf = (id: string) => agreed?.lines.find((line) => line.id === id)
  const says = (id: string, isIn: (words: string) => boolean): boolean => {
    const { text = '', english = '' } = lineOf(id) ?? {}
    return [text, english].some(isIn)
  }
  const named = (id: string, which: readonly string[]): string[] =>
    ideas.shown.flatMap(({ activity, name }) =>
      which.includes(activity) && says(id, (words) => words.includes(name)) ? [activity] : [],
    )
  const since = (at: string | undefined): boolean =>
    at !== undefined && agreed !== undefined && at > agreed.at
  const then = {
    ...(age != null && says('about:age', (words) => numbersIn(words).includes(age)) ? { age } : {}),
    ...(confidence != null && says('goal:confidence', (words) => sureIn(words) === confidence)
      ? { confidence }
      : {}),
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
