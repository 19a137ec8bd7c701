import type { AnswerWords, Phrased } from '../domain/understanding/answers.ts'
import { plainWords } from '../domain/understanding/plain-words.ts'
import type { TextChoice, Written } from './load-texts.ts'

/**
 * How answers are recognised in a language: by its own words, and by the English ones too, as people mix them. An English word that
 * the language uses otherwise (Polish "no" is a yes) is left out, and so is one that means another of the same taps. Taps stand in English's order; one that is missing is English's.
 */
export function together(
  english: Written,
  own: Written,
  notEnglish: readonly string[],
): Pick<Written, 'choices' | 'words'> {
  const others = new Set(notEnglish.map(plain))
  const isEnglish = (phrase: string): boolean => !others.has(plain(phrase))
  const taps = Object.entries(own.choices).map(([list, choices]): [string, TextChoice[]] => {
    const said = new Set(choices.flatMap(({ label, words }) => [label, ...words].map(plain)))
    const whole = (english.choices[list] ?? []).map((one): TextChoice => {
      const mine = choices.find(({ id }) => id === one.id)
      if (!mine) return one
      const added = [one.label, ...one.words].filter((word) => isEnglish(word) && !said.has(plain(word)))
      return { symbol: one.symbol, ...mine, words: [...mine.words, ...added] }
    })
    return [list, whole]
  })
  return {
    choices: Object.fromEntries(taps),
    words: wordsOf(english.words, own.words, isEnglish),
  }
}

const plain = (phrase: string): string => plainWords(phrase).join(' ')

function wordsOf(
  english: AnswerWords,
  own: AnswerWords,
  isEnglish: (phrase: string) => boolean,
): AnswerWords {
  const both = (one: readonly string[], other: readonly string[]) => [...one, ...other.filter(isEnglish)]
  const ids = (phrases: readonly Phrased[]) => phrases.map(({ id }) => id)
  const phrased = (mine: readonly Phrased[], theirs: readonly Phrased[]): Phrased[] =>
    [...new Set([...ids(theirs), ...ids(mine)])].map((id) => {
      const [first, second] = [mine, theirs].map((among) => among.find((one) => one.id === id))
      return {
        id,
        phrases: both(first?.phrases ?? [], second?.phrases ?? []),
        anywhere: both(first?.anywhere ?? [], second?.anywhere ?? []),
        mostly: {
          phrases: both(first?.mostly?.phrases ?? [], second?.mostly?.phrases ?? []),
          unless: both(first?.mostly?.unless ?? [], second?.mostly?.unless ?? []),
        },
      }
    })
  const englishNumbers = Object.fromEntries(
    Object.entries(english.numbers).filter(([word]) => isEnglish(word)),
  )
  return {
    fillers: both(own.fillers, english.fillers),
    skip: both(own.skip, english.skip),
    refusals: both(own.refusals, english.refusals),
    unsure: both(own.unsure, english.unsure),
    again: both(own.again, english.again),
    why: both(own.why, english.why),
    nothing: both(own.nothing, english.nothing),
    asking: both(own.asking, english.asking),
    done: both(own.done, english.done),
    corrections: both(own.corrections, english.corrections),
    negations: {
      before: both(own.negations.before, english.negations.before),
      after: both(own.negations.after, english.negations.after),
      except: {
        words: both(own.negations.except.words, english.negations.except.words),
        behind: both(own.negations.except.behind, english.negations.except.behind),
      },
    },
    missing: {
      before: both(own.missing.before, english.missing.before),
      between: both(own.missing.between, english.missing.between),
      things: both(own.missing.things, english.missing.things),
    },
    listing: both(own.listing, english.listing),
    pointing: {
      before: both(own.pointing.before, english.pointing.before),
      after: both(own.pointing.after, english.pointing.after),
    },
    // Only English has them; who asks in it is answered.
    asked: english.asked,
    hedges: both(own.hedges, english.hedges),
    joining: both(own.joining, english.joining),
    deeds: both(own.deeds, english.deeds),
    numbers: { ...englishNumbers, ...own.numbers },
    places: {
      around: both(own.places.around, english.places.around),
      picking: both(own.places.picking, english.places.picking),
      first: both(own.places.first, english.places.first),
      last: both(own.places.last, english.places.last),
      ordinals: both(own.places.ordinals, english.places.ordinals),
      all: both(own.places.all, english.places.all),
      both: both(own.places.both, english.places.both),
    },
    ages: {
      notNow: both(own.ages.notNow, english.ages.notNow),
      noYears: both(own.ages.noYears, english.ages.noYears),
      instead: both(own.ages.instead, english.ages.instead),
      around: both(own.ages.around, english.ages.around),
      behind: both(own.ages.behind, english.ages.behind),
      schoolYears: {
        before: both(own.ages.schoolYears.before, english.ages.schoolYears.before),
        after: both(own.ages.schoolYears.after, english.ages.schoolYears.after),
      },
    },
    names: {
      before: both(own.names.before, english.names.before),
      after: both(own.names.after, english.names.after),
      and: both(own.names.and, english.names.and),
    },
    commands: phrased(own.commands, english.commands),
    questions: phrased(own.questions, english.questions),
  }
}
