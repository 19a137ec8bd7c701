import type { Heard, Understood } from '../understanding/interests.ts'
import { prepare, spoken } from '../understanding/prepared.ts'
import type { ConcernKind } from '../screening/types.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import { refusesOutright, saysOfTalk, thinksAgain } from './talk-refused.ts'
import type { SuggestionRequest } from './types.ts'

/** By concept, with the message it was heard in. */
export type HeardOf = Map<string, { heard: Heard; at: number; weight: number; interest: boolean }>

/** Where one has to get to: with no way there, help with getting there is asked for too. */
const TO_GET_TO = ['work', 'apprenticeships', 'training']

/** What a family keeps: named as theirs, it is not where somebody is to go who has said that they are not straight. */
const FAITHS = ['faith', 'church', 'mosque', 'jewish', 'sikh', 'hindu', 'buddhist']

/** Who fears that their family learns of it is shown nothing that brings the family together over it. */
const IF_THEY_KNEW =
  /\b(?:if (?:they|he|she|my \w+) (?:knew|find|finds|found)|(?:they|he|she|mum|dad|parents) (?:don'?t|doesn'?t|can'?t) (?:know|find out)|not out|would (?:\w+ )?(?:kill|disown|kick|hate))\b/i
const OF_FAMILY = 'family'

const OF_HOME = /\b(?:we|our|home|house|famil(?:y|ies)|parents|mums?|mams?|moms?|dads?|nans?|strict)\b/i

/** "Dont say sports", and nothing else: what others do not say or give is told of, and is no such no. */
const DONT_SAY =
  /^(?:please |pls |n |and |but )?(?:dont|don't|do not) (?:say|suggest) (?!.*\b(?:is|are|my|how|where|when|if|what|to|about|but|any)\b)[\p{L} ,'-]{2,40}$/iu

/** "Nothing religious pls", "nothing too sporty". Not "nothing to do" or "nothing but football". */
const NOTHING_OF =
  /\bnothing (?:too |at all |all )?(religious|sporty|arty|churchy|musical|academic|physical|outdoorsy|competitive|techy|crafty)\b/iu

/** Takes what they do not want to hear of for what they do not want. */
export function dropWhatNotToSay(
  heard: HeardOf,
  disliked: Map<string, number>,
  says: readonly string[],
): void {
  for (const [concept, { at, heard: one, interest }] of heard) {
    const text = says[at] ?? ''
    if (
      interest &&
      (DONT_SAY.test(text) || NOTHING_OF.exec(text)?.[1]?.toLowerCase() === one.word.toLowerCase())
    )
      disliked.set(concept, at)
  }
}

/** "Only boxing", to the end or a stop; "skateboarding / only that". Who says "just" or "only on fridays" keeps the rest. */
const ONLY =
  /(?:^|[.!;\n] ?)(?:n |and |but |so )?(?:its |it has to be )?only ([\p{L}' -]{2,40}?)(?: please| pls| tho| though| tbh)?(?=$|[.,!;\n])/iu
const ONLY_THAT = /^(?:that|this|it|them)$/
/** What else is named beside it is what they do not want, where they say so. */
const NO_MORE = /\b(?:hated?|tried|done|did|not|dont|don't|nothing else|no)\b/iu

/**
 * Of who wants one thing only, what else they named to that point is what they do not want; who they are is not. Gives what they want only; of
 * anybody else nothing.
 */
export function keepTheOnly(
  heard: HeardOf,
  disliked: Map<string, number>,
  says: readonly string[],
  isWho: (concept: string) => boolean,
): ReadonlySet<string> {
  const only = new Set<string>()
  for (const [at, text] of says.entries()) {
    const said = ONLY.exec(text)?.[1]?.toLowerCase()
    if (said === undefined) continue
    const isIt = ONLY_THAT.test(said)
    const isKept = (one: { heard: Heard; at: number; interest: boolean }): boolean =>
      one.interest && (isIt ? one.at < at : said === one.heard.word.toLowerCase())
    const kept = new Set([...heard].flatMap(([concept, one]) => (isKept(one) ? [concept] : [])))
    if (kept.size === 0) continue
    for (const concept of kept) only.add(concept)
    for (const [concept, one] of heard) {
      if (kept.has(concept)) disliked.delete(concept)
      else if (one.interest && !isWho(concept) && (one.at < at || (one.at === at && NO_MORE.test(text))))
        disliked.set(concept, one.at)
    }
  }
  return only
}

const WHATEVER = 'anything'
/** "Im fine. dont want anything", to the end or a stop: no wish for whatever there is. */
const WANTS_NOTHING =
  /\b(?:dont|don['’]t|do not) (?:want|need|wanna do) (?:anything|owt|nowt|nothing|any of (?:it|this|that))(?: tho| though| thanks| thx| ty| pls| please| tbh)*\s*(?=$|[.,!;\n])/iu

/** Whether somebody says that they want none of it. */
export const wantsNothing = (says: readonly string[]): boolean =>
  says.some((text) => WANTS_NOTHING.test(text) && !NOT_OWN_NOTHING.test(text))
/** Others say so, or something is wanted after all. */
const NOT_OWN_NOTHING =
  /\b(?:they|he|she|mum|mam|dad|parents|teachers?|everyone|people|school) (?:all )?(?:says?|said|thinks?|thought|reckons?) i\b|\banything[.,!;]? (?:except|but|just|only)\b/iu

/** A wish by its own words, and the no that would be its own. */
const A_WISH = /^(?:i )?(?:want|wanna|need|would like|id like)\b/iu
const OWN_NO = /\b(?:no|not|never|dont|don['’]t|do not|didnt|didn['’]t)$/iu

/** "Dont wanna talk about feelings wanna hit something": the no ends where a wish begins. */
function keepTheWished(
  heard: HeardOf,
  disliked: Map<string, number>,
  texts: readonly Understood[],
  says: readonly string[],
): void {
  for (const [at, { dislikes }] of texts.entries())
    for (const one of dislikes) {
      const before = (says[at] ?? '').split(one.word, 1)[0]?.trim() ?? ''
      if (!A_WISH.test(one.word) || OWN_NO.test(before) || disliked.get(one.concept) !== at) continue
      disliked.delete(one.concept)
      if (!heard.has(one.concept)) heard.set(one.concept, { heard: one, at, weight: 1, interest: true })
    }
}

/** What a no to talking closes. */
const TALKS = ['talking', 'counselling', 'wellbeing']
/** What is asked for as part of somebody's trouble leads to talking at least this near. */
const LEADS_THERE = 0.5

/** With a person told of any other worry today, no help to talk is hidden, whatever they say of it. */
const MAY_REFUSE: ReadonlySet<ConcernKind> = new Set<ConcernKind>(['bereavement', 'harm-to-others', 'caring'])

/**
 * Closes talking for who plainly wants none of it and something in particular instead, with no worry or trouble of theirs heard, and who did
 * not come back to it. A no that names counselling, or talk of feelings, closes counselling for anybody of whom no person is told anything
 * grave. For anybody else a no closes nothing: help that is hidden is worse than one card too many.
 */
function refuseTalk(
  heard: HeardOf,
  disliked: Map<string, number>,
  texts: readonly Understood[],
  { says, worries = [], urgent = [] }: Pick<SuggestionRequest, 'says' | 'worries' | 'urgent'>,
  vocabulary: Vocabulary,
  isParticular: (concept: string) => boolean,
): void {
  const prepared = prepare(vocabulary)
  let refusedAt: number | undefined
  let outrightAt: number | undefined
  for (const [at, text] of says.entries()) {
    const tokens = spoken(text, prepared)
    const of = saysOfTalk(tokens)
    if (refusesOutright(tokens)) outrightAt = at
    else if (of === 'spoken of' || thinksAgain(text)) outrightAt = undefined
    const isAsked = (one: { heard: Heard; at: number; interest: boolean }) =>
      one.interest && one.at === at && isParticular(one.heard.concept)
    if (of === 'refused' || (of === 'instead' && [...heard.values()].some(isAsked))) refusedAt = at
    else if (of !== undefined || texts[at]?.wishes.some((h) => leadsToTalk(h.concept, vocabulary)))
      refusedAt = undefined
  }
  const wantsElse = [...heard].some(
    ([concept, one]) =>
      one.interest &&
      !one.heard.lapsed &&
      !one.heard.guessed &&
      !disliked.has(concept) &&
      isParticular(concept),
  )
  const isTroubled = worries.length > 0 || texts.some(({ practical }) => practical.length > 0)
  if (refusedAt !== undefined && wantsElse && !isTroubled) disliked.set('talking', refusedAt)
  else {
    for (const concept of TALKS) disliked.delete(concept)
    if (outrightAt !== undefined && urgent.every((kind) => MAY_REFUSE.has(kind)))
      disliked.set('counselling', outrightAt)
  }
}

const leadsToTalk = (concept: string, vocabulary: Vocabulary): boolean =>
  (vocabulary.reach(concept).get('talking') ?? 0) >= LEADS_THERE

/** "I like girls", of who says in another message that she is one. */
const OF_THE_SAME = [
  [
    'being-a-girl',
    /\b(?:i|i think i|think i|i might) (?:really )?(?:like|fancy|love) girls\b(?! (?:only|group|football|team|night|club|aloud|more|better))/iu,
  ],
  [
    'being-a-boy',
    /\b(?:i|i think i|think i|i might) (?:really )?(?:like|fancy|love) (?:boys|lads)\b(?! (?:only|group|football|team|night|club|more|better))/iu,
  ],
] as const

/** What two things said mean together, and neither of them alone. */
export function takeTogether(
  heard: HeardOf,
  disliked: Map<string, number>,
  texts: readonly Understood[],
  request: Pick<SuggestionRequest, 'says' | 'worries' | 'urgent'>,
  vocabulary: Vocabulary,
  isParticular: (concept: string) => boolean,
): void {
  const { says } = request
  keepTheWished(heard, disliked, texts, says)
  refuseTalk(heard, disliked, texts, request, vocabulary, isParticular)
  if (wantsNothing(says)) heard.delete(WHATEVER)
  const goal = TO_GET_TO.flatMap((concept) => heard.get(concept) ?? [])[0]
  const way = texts.flatMap(({ barriers }) => barriers).find(({ concept }) => concept === 'travel')
  if (goal && way && !heard.has('transport'))
    heard.set('transport', { ...goal, heard: { concept: 'transport', word: way.word } })
  for (const [being, likes] of OF_THE_SAME) {
    const at = says.findIndex((text) => likes.test(text))
    const word = likes.exec(says[at] ?? '')?.[0]
    if (word !== undefined && heard.has(being) && !heard.has('lgbt'))
      heard.set('lgbt', { heard: { concept: 'lgbt', word }, at, weight: 1, interest: true })
  }
  const lgbt = heard.get('lgbt')
  for (const faith of FAITHS) {
    const of = heard.get(faith)
    if (lgbt && of && of.at !== lgbt.at && OF_HOME.test(says[of.at] ?? '')) disliked.set(faith, of.at)
  }
  const family = heard.get(OF_FAMILY)
  if (lgbt && family && says.some((text) => IF_THEY_KNEW.test(text))) disliked.set(OF_FAMILY, family.at)
  // Somebody to talk to who is no counsellor: the no is to counselling, and not to being talked to.
  const told = heard.has('a-chat') ? disliked.get('talking') : undefined
  if (told === undefined) return
  disliked.delete('talking')
  disliked.set('counselling', told)
}
