import type { Opportunity, Weekday } from '../directory/opportunity.ts'
import { withoutDetails } from '../directory/details-aside.ts'
import { keptFor } from '../directory/kept-for.ts'
import { readAccess } from '../directory/read-access.ts'
import { foldedName } from '../directory/fold.ts'
import { PhraseBook, forms } from '../understanding/phrases.ts'
import type { UnsuitableRule, Vocabulary } from '../understanding/vocabulary.ts'
import { words } from '../understanding/words.ts'
import { isKindOf, widerThan } from '../understanding/kinds.ts'
import { about, isSubject, STRENGTH } from './about.ts'
import { saysMixed } from './says-mixed.ts'
import type { AudienceBooks } from './who-for.ts'
import { whoFor } from './who-for.ts'
import { onlyFor, whomItIsFor, withoutCompany } from './who-may-come.ts'
import { WEEKDAYS } from '../time/london.ts'
import { isForRefugees } from './who-fled.ts'
import type { z } from 'zod'

/** Words read of a description. */
const MOST_READ = 500

/** An entry as matching sees it: everything that can be worked out before anyone asks. */
export interface Prepared {
  readonly opportunity: Opportunity
  /** Concept id to strength (0 to 1]. */
  readonly about: ReadonlyMap<string, number>
  /** Words of name, topics and description, each once. */
  readonly words: ReadonlySet<string>
  readonly nameWords: ReadonlySet<string>
  /** Concepts that name the people it is made for, or the private matter it helps with; empty when it is for everyone. */
  readonly madeFor: ReadonlySet<string>
  /** Concepts of groups of people it is clearly about, for them only or not. */
  readonly aboutGroups: readonly string[]
  /** One of these words somebody has to have said before it is shown to them; empty for all. */
  readonly keptFor: readonly string[]
  /** The feed's words for who it is for that no concept covers. */
  readonly unknownAudience: readonly string[]
  readonly unsuitable: readonly UnsuitableRule[]
  readonly access: 'step-free' | 'not' | 'unknown'
  readonly quiet: boolean
  readonly loud: boolean
  readonly bringSomeone: boolean
  /** It says that girls and boys come together. */
  readonly mixed: boolean
  /** It is full, or one waits for weeks. */
  readonly waits: boolean
  /** One rings it, and nothing says that one can write. */
  readonly callsOnly: boolean
  /** For refugees and people seeking asylum alone. */
  readonly refugees: boolean
  readonly forYoungPeople: boolean
  /** It is something to do that one likes or does not: a choir, and not a youth club or advice. */
  readonly toLiking: boolean
  readonly inPerson: boolean
  readonly online: boolean
  readonly modeKnown: boolean
  /** Same value: the same activity under another id. */
  readonly foldKey: string
  /** One for each time it is on: the same value is the same place and hour. None where one of them is not known. */
  readonly sessionKeys: readonly string[]
  /** The one thing to do that it is most about; a group with two such things has none. */
  readonly soleSubject: string | undefined
}

interface Books extends AudienceBooks {
  /** Phrases of what is mostly only mentioned. */
  readonly mentioned: ReadonlySet<string>
  readonly rules: readonly {
    readonly rule: UnsuitableRule
    /** To whether a phrase counts, or only looks as if it did. */
    readonly name: PhraseBook<boolean>
    readonly text: PhraseBook<boolean>
    readonly cost: PhraseBook<boolean>
    readonly unless: PhraseBook<true>
  }[]
}
const booksOf = new WeakMap<Vocabulary, Books>()

const QUIET =
  /\b(?:quiet|calm|small groups?|relaxed|gentle|low[- ]key|sensory|autism[- ]friendly|quieter|peaceful|no pressure|at your own pace|limited numbers|chilled)\b/i
const LOUD =
  /\b(?:loud|noisy|high[- ]energy|disco|nightclub|big crowds?|party nights?|festival|always busy|big,? busy|busy,? (?:session|club|centre|open))\b/i
const BRING =
  /\b(?:bring a (?:friend|mate|parent|supporter)|friends (?:are )?welcome|come with a friend|carers? welcome|supporters? welcome|bring someone|with a friend)\b/i
const WAITS =
  /\b(?<!\b(?:no|never a|without a|without) )(?:waiting times?|waiting lists?|wait)\b(?! (?:for you|and see|until|till|outside|here|there|in))[^.]{0,50}\b(?:weeks|months|long)\b|\b(?:weeks|months)['’]? wait\b|\blong wait(?:s|ing)?\b/i
/** Beside a list that one waits on: "Wednesday drop-in, no waiting list". */
const AT_ONCE =
  /\b(?:no|without an?y?) (?:waiting lists?|wait(?:ing)?)\b|\b(?:walk in|walk-in|drop in|drop-in)\b[^.]{0,60}\bsame day\b/i
const RUNG = /\b(?:help ?line|phone ?line|by phone|over the phone|ring us|call us)\b/i
const WRITTEN =
  /\b(?:texts?|texting|chat|webchat|whats ?app|messag\w+|e-?mails?|online|video|discord|apps?)\b/i
const YOUNG =
  /\b(?:young people|youth|teens?|teenagers?|young adults?|young person|students|11[- –to]+\d\d)\b/i

/** Reads an entry once, so that asking is fast. Pure; costs about a quarter of a millisecond. */
export function prepare(opportunity: Opportunity, vocabulary: Vocabulary): Prepared {
  const books = bookshelf(vocabulary)
  const name = words(opportunity.name)
  const topics = opportunity.topics.map(words)
  const description = words(opportunity.description).slice(0, MOST_READ)
  const subject = words(withoutDetails(opportunity.description)).slice(0, MOST_READ)
  const whoMayCome = opportunity.eligibility ?? ''
  const eligibility = words(withoutCompany(whoMayCome).join('. ')).slice(0, MOST_READ)
  const forWhom = words(whomItIsFor(whoMayCome).join('. ')).slice(0, MOST_READ)
  const everything = `${opportunity.name}. ${opportunity.description} ${whoMayCome}`
  const audience = opportunity.audience.map(words)
  const inWords = { name, topics, description, eligibility, audience }
  const { madeFor, unknown } = whoFor(opportunity, inWords, vocabulary, books)
  const access = opportunity.places.flatMap((p) => p.accessibility).join('. ')
  const accessText = `${access}. ${opportunity.description}`
  const { min: youngest, max: oldest } = opportunity.ages
  const bounded = oldest !== undefined && oldest <= YOUNG_LIMIT
  const forTheYoung = bounded || (youngest !== undefined && youngest >= TEENS.from && youngest < TEENS.until)
  const strengths = about(
    { name, topics, description: subject, organisation: words(opportunity.organisation ?? '') },
    vocabulary,
    books.mentioned,
  )
  // "For mums, dads and mums-to-be who are under 25" is about young parents, by whatever words it says so.
  for (const id of madeFor) strengths.set(id, Math.max(strengths.get(id) ?? 0, STRENGTH.opening))
  // "Do you look after somebody who drinks?" is for young carers, and not for who drinks.
  if (madeFor.size === 0)
    for (const id of privateMatters(strengths, vocabulary)) {
      madeFor.add(id)
      strengths.set(id, Math.max(strengths.get(id) ?? 0, STRENGTH.twice))
    }
  return {
    opportunity,
    about: strengths,
    aboutGroups: [...strengths]
      .filter(
        ([id, strength]) =>
          strength >= STRENGTH.twice && (vocabulary.concepts.get(id)?.audience.length ?? 0) > 0,
      )
      .map(([id]) => id),
    words: new Set([...name, ...topics.flat(), ...subject]),
    nameWords: new Set([...name, ...topics.flat()]),
    madeFor,
    keptFor: keptFor(opportunity.name, `${opportunity.description}\n${whoMayCome}`),
    unknownAudience: unknown,
    unsuitable: unsuitable(
      [
        ...name,
        '|',
        ...topics.flat(),
        '|',
        ...audience.flat(),
        ...onlyFor(whoMayCome).flatMap((s) => ['|', ...words(s)]),
      ],
      [...name, '|', ...forWhom, '|', ...description],
      words(opportunity.cost.text ?? ''),
      books,
    ).filter(
      ({ unlessFor, unlessYoung }) =>
        !unlessFor.some((group) => madeFor.has(group)) && !(unlessYoung && forTheYoung),
    ),
    access: readAccess(accessText),
    quiet: QUIET.test(everything),
    loud: LOUD.test(everything),
    bringSomeone: BRING.test(everything),
    mixed: saysMixed(everything),
    callsOnly: isByPhone(opportunity) && !opportunity.mode.includes('in-person') && !WRITTEN.test(everything),
    refugees: isForRefugees(`${opportunity.description}\n${whoMayCome}`, madeFor),
    waits: opportunity.alert !== undefined || (WAITS.test(everything) && !AT_ONCE.test(everything)),
    toLiking: isToLiking(strengths, vocabulary),
    forYoungPeople: bounded || YOUNG.test(everything),
    inPerson:
      opportunity.mode.includes('in-person') ||
      (opportunity.mode.length === 0 && opportunity.places.length > 0),
    online: opportunity.mode.includes('online') || opportunity.mode.includes('phone'),
    modeKnown: opportunity.mode.length > 0 || opportunity.places.length > 0,
    foldKey: `${foldedName(opportunity.name)}|${opportunity.places[0]?.postcode ?? opportunity.url ?? opportunity.organisation ?? ''}`,
    sessionKeys: sessionKeys(opportunity),
    soleSubject: soleSubject(strengths, vocabulary),
  }
}

const isByPhone = ({ mode, name, description }: Opportunity): boolean =>
  mode.includes('phone') || RUNG.test(`${name}. ${description}`)

/** For whoever comes, whatever they like. */
const FOR_ANY_LIKING = ['youth-club', 'leisure', 'community', 'learning', 'mentoring']

function isToLiking(strengths: ReadonlyMap<string, number>, vocabulary: Vocabulary): boolean {
  const { concepts } = vocabulary
  const strongly = [...strengths].filter(([, strength]) => strength >= STRENGTH.twice).map(([id]) => id)
  const likings = strongly.filter(
    (id) => concepts.get(id)?.kind === 'interest' && concepts.get(id)?.audience.length === 0,
  )
  if (likings.length === 0 || strongly.some((id) => FOR_ANY_LIKING.includes(id))) return false
  // Trains and board games beside each other are a way of being together; boccia and basketball are sport.
  const kinds = likings.map((id) => new Set([id, ...widerThan(id, vocabulary)]))
  return [...(kinds[0] ?? [])].some(
    (one) => !FOR_ANY_LIKING.includes(one) && kinds.every((kind) => kind.has(one)),
  )
}

function sessionKeys({ places, times }: Opportunity): string[] {
  const at = places.length === 1 ? places[0]?.postcode : undefined
  const hours = times.map(
    ({ day, from, to, every }) => day && from && to && `${day} ${from} ${to} ${every ?? ''}`,
  )
  return at === undefined || hours.some((hour) => hour === undefined)
    ? []
    : hours.map((hour) => `${at}|${hour}`)
}

function soleSubject(strengths: ReadonlyMap<string, number>, vocabulary: Vocabulary): string | undefined {
  const subjects = [...strengths].filter(([id]) => isSubject(id, vocabulary))
  const most = Math.max(...subjects.map(([, strength]) => strength))
  const main = subjects
    .filter(([, strength]) => strength === most && most >= STRENGTH.opening)
    .map(([id]) => id)
  const narrowest = main.filter(
    (id) => !main.some((other) => other !== id && isKindOf(other, id, vocabulary)),
  )
  return narrowest.length === 1 ? narrowest[0] : undefined
}

/** Help that takes all comers: what it names among other things is not whom it is for. */
const OPEN_HELP = ['talking', 'wellbeing', 'health', 'practical-help', 'youth-club']

/** The private matters an entry is for. A service for anyone's worries that names one of them is for anyone still. */
function privateMatters(strengths: ReadonlyMap<string, number>, vocabulary: Vocabulary): string[] {
  const open = Math.max(...OPEN_HELP.map((id) => strengths.get(id) ?? 0))
  const careful = [...strengths].filter(([id]) => vocabulary.concepts.get(id)?.careful === true)
  const isFor = careful.some(
    ([, strength]) =>
      strength >= STRENGTH.twice && (strength === STRENGTH.name || strength > open || open < STRENGTH.topic),
  )
  // "We also see people about gambling": who spoke of that may come as well.
  return isFor ? careful.filter(([, strength]) => strength >= STRENGTH.once).map(([id]) => id) : []
}

/** Something whose oldest are this is made for young people. */
const YOUNG_LIMIT = 26
/** What begins at such an age was thought of for teenagers; what begins earlier may be for all ages. */
const TEENS = { from: 10, until: 16 } as const

/** The rules that speak against an entry, found in its heading (name, topics, audience), its text or its cost. */
function unsuitable(
  heading: readonly string[],
  text: readonly string[],
  cost: readonly string[],
  books: Books,
): UnsuitableRule[] {
  return books.rules
    .filter((rule) => counts(rule.name, heading) || counts(rule.text, text) || counts(rule.cost, cost))
    .filter(({ unless }) => ![heading, text, cost].some((list) => unless.anyIn(list)))
    .map(({ rule }) => rule)
}

function counts(book: PhraseBook<boolean>, list: readonly string[]): boolean {
  for (const { values } of book.allIn(list)) if (values.includes(true)) return true
  return false
}

function bookshelf(vocabulary: Vocabulary): Books {
  const known = booksOf.get(vocabulary)
  if (known) return known
  const book = (phrases: readonly string[]): PhraseBook<true> => {
    const made = new PhraseBook<true>()
    for (const phrase of phrases.flatMap(forms)) made.add(phrase, true)
    return made
  }
  const without = (phrases: readonly string[], not: readonly string[]): PhraseBook<boolean> => {
    const made = new PhraseBook<boolean>()
    for (const phrase of phrases.flatMap(forms)) made.add(phrase, true)
    for (const phrase of not.flatMap(forms)) made.add(phrase, false)
    return made
  }
  const { unsuitable: data, grammar } = vocabulary.data
  const made: Books = {
    mentioned: new Set(grammar.mentioned.map((phrase) => words(phrase).join(' '))),
    rules: data.rules.map((rule) => ({
      rule,
      name: without(rule.name, rule.not),
      text: without(rule.text, rule.not),
      cost: without(rule.cost, rule.not),
      unless: book(rule.unless),
    })),
    lead: book(data.audienceLead),
    between: new Set(data.audienceBetween.flatMap(words)),
    everyone: new Set(data.audienceEveryone.map((a) => words(a).join(' '))),
  }
  booksOf.set(vocabulary, made)
  return made
}

/** Minutes of the day of a clock time, `16:30` to 990. */
export const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

export const isWeekend = (day: z.infer<typeof Weekday>): boolean => WEEKDAYS.indexOf(day) >= 5
