import type { Heard, OtherWord, Understood } from '../understanding/interests.ts'
import { COMPANY, understand } from '../understanding/interests.ts'
import { isKindOf } from '../understanding/kinds.ts'
import { phraseBook } from '../understanding/phrases.ts'
import { prepare } from '../understanding/prepared.ts'
import { readNeeds } from '../understanding/needs.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import { words } from '../understanding/words.ts'
import type { ConcernKind } from '../screening/types.ts'
import { dropWhatNotToSay, keepTheOnly, takeTogether, wantsNothing } from './said-together.ts'
import type { HeardOf } from './said-together.ts'
import type { Needs, SuggestionRequest } from './types.ts'
import { saysNotFled } from './who-fled.ts'

/** Something that was asked for: a concept, why we think so, and how much it counts. */
export interface Wanted {
  readonly concept: string
  readonly weight: number
  /** Something liked, rather than a need or a feeling. */
  readonly interest: boolean
  /** Who they are (a carer, deaf): it opens groups and says nothing of what they like. */
  readonly who: boolean
  /** A wish for nothing in particular, which only points somewhere: company to groups. */
  readonly loose: boolean
  /** Sport of any kind: what a body has to be able to do. */
  readonly sport: boolean
  readonly because:
    | { readonly word: string }
    | { readonly card: string; readonly heardAs: string | undefined }
    | { readonly liked: string }
    | { readonly worry: ConcernKind }
}

/** A request, understood. */
export interface Ask {
  readonly wanted: readonly Wanted[]
  readonly others: readonly OtherWord[]
  readonly othersDenied: ReadonlySet<string>
  readonly disliked: ReadonlySet<string>
  /** Everything they said they are or need, for groups made for some people. */
  readonly belongs: Pick<ReadonlySet<string>, 'has'>
  readonly said: ReadonlySet<string>
  /** What is in the way, by words or by card: concept ids such as `cost`, `travel`, `nobody-to-go-with`. */
  readonly barriers: ReadonlySet<string>
  /** What was said in words, with the structured needs laid over it. */
  readonly needs: Needs
  readonly timesAsked: boolean
  readonly tightMoney: boolean
  readonly quiet: boolean
  readonly close: boolean
  readonly group: 'girls' | 'boys' | 'mixed' | undefined
  /** Whose groups they may be shown beside those for everybody. */
  readonly openTo: readonly ('girls' | 'boys')[]
  /** They say that they want nothing, and named nothing: what only sounds like what they told is not for them. */
  readonly nothing: boolean
  /** What they want, and nothing else: "cello lessons, only cello". Empty: anything that fits. */
  readonly only: ReadonlySet<string>
  /** They came from where nobody flees from, and say nothing of having fled. */
  readonly notFled: boolean
  /** Whole years; unknown is treated as a child's where it matters. */
  readonly age: number | undefined
}

const WEIGHT = {
  interest: 1,
  need: 0.95,
  /** "Used to dance": a way back in, after what is liked now. */
  lapsed: 0.85,
  /** Heard without its words. */
  guessed: 0.8,
  /** "Something fun" is a start, not a subject. */
  loose: 0.7,
  card: 0.55,
  /** Help with a worry, where they asked for nothing. */
  worry: 0.8,
  /** "Sport, climbing most": the wider word only says what kind of thing. */
  wider: 0.6,
  /** "Skint, into music", "the police stopped me n my mates": not what they want, and never alone a reason. */
  passing: 0.35,
} as const
const LOOSE = new Set(['leisure', 'learning', 'community'])
const SPORT = 'sport'
/** Whose groups play so that a wheelchair is no hindrance. */
export const OF_DISABILITY = ['physical-disability', 'disability'] as const
/** In longer answers a word that no concept covers is nearly always of the telling, not what they want: "i share a room with my brothers". */
const SHORT_ANSWER = 6
/** What makes a small or quiet place kinder. */
const QUIETER = ['nerves', 'confidence-low']
/** Saying that one is a girl or a boy, which opens groups of one sex and asks for none. */
const BEING = { girls: 'being-a-girl', boys: 'being-a-boy' } as const
/** With whom, and who they are, is no subject. */
const NOT_A_SUBJECT = new Set<string>([...COMPANY, ...Object.values(BEING)])
/** A reach of at least this makes someone one of those a group is made for (said autism: groups for disabled people too). */
const BELONGS = 0.5
/** What is nearer than this to something disliked is a kind of it. */
const A_KIND = 0.56

/** Understands a request. A no anywhere beats a yes elsewhere only for what was said in the same message; the last word counts. */
export function ask(request: SuggestionRequest, vocabulary: Vocabulary): Ask {
  const texts = request.says.map((text) => understand(text, vocabulary))
  const disliked = new Map<string, number>()
  const heard: HeardOf = new Map()
  const barriers = new Set((request.inTheWay ?? []).flatMap((card) => vocabulary.data.inTheWay[card] ?? []))
  const { passing } = prepare(vocabulary)
  const things = texts.reduce((sum, text) => sum + text.interests.length + text.practical.length, 0)
  texts.forEach((text, at) => {
    for (const h of text.dislikes) disliked.set(h.concept, at)
    const note = (list: readonly Heard[], weight: number, interest: boolean) => {
      for (const h of list) {
        const counts = LOOSE.has(h.concept)
          ? WEIGHT.loose
          : h.lapsed
            ? WEIGHT.lapsed
            : h.guessed
              ? Math.min(weight, WEIGHT.guessed)
              : weight
        if (!heard.has(h.concept)) heard.set(h.concept, { heard: h, at, weight: counts, interest })
        else if ((disliked.get(h.concept) ?? at) < at) disliked.delete(h.concept)
      }
    }
    note(text.interests, WEIGHT.interest, true)
    const isPassing = (h: Heard) => (things > 0 && passing.anyIn(words(h.word))) || saysTheSame(h, text)
    note(text.wishes.filter(isPassing), WEIGHT.passing, false)
    note(
      text.wishes.filter((h) => !isPassing(h)),
      WEIGHT.need,
      false,
    )
    note(text.practical, WEIGHT.need, false)
    for (const h of text.barriers) barriers.add(h.concept)
  })
  takeTogether(heard, disliked, texts, request, vocabulary, (concept) => {
    const { who, loose } = kindOf(concept, vocabulary)
    return !who && !loose && !LOOSE.has(concept) && !NOT_A_SUBJECT.has(concept)
  })
  const only = keepTheOnly(heard, disliked, request.says, (concept) => kindOf(concept, vocabulary).who)
  dropWhatNotToSay(heard, disliked, request.says)
  for (const concept of disliked.keys()) heard.delete(concept)
  const likeMe = phraseBook(vocabulary.data.grammar.likeMe)
  if ([...heard.keys()].some((concept) => kindOf(concept, vocabulary).who)) {
    for (const [concept, { at }] of heard)
      if (kindOf(concept, vocabulary).loose && likeMe.anyIn(words(request.says[at] ?? '')))
        heard.delete(concept)
  }
  const liked = [...heard.values()]
    .filter((h) => h.interest && h.heard.lapsed !== true)
    .map((h) => h.heard.concept)
  for (const [concept, one] of heard) {
    const narrower = liked.some((other) => other !== concept && isKindOf(other, concept, vocabulary))
    if (narrower && one.interest) one.weight = Math.min(one.weight, WEIGHT.wider)
    if (concept === 'money' && barriers.has('cost') && liked.length > 0) one.weight = WEIGHT.passing
  }

  const wanted: Wanted[] = [...heard.values()].map(({ heard: h, weight, interest }) => ({
    concept: h.concept,
    weight,
    interest,
    ...kindOf(h.concept, vocabulary),
    because: { word: h.word },
  }))
  const cardConcepts = request.cards.flatMap((card) =>
    (vocabulary.data.cards[card] ?? []).filter((c) => !disliked.has(c)).map((concept) => ({ concept, card })),
  )
  for (const { concept, card } of cardConcepts) {
    if (heard.has(concept)) continue
    const kind = kindOf(concept, vocabulary)
    wanted.push({
      concept,
      weight: WEIGHT.card,
      interest: false,
      ...kind,
      because: { card, heardAs: request.cardWords?.[card] },
    })
  }
  const said = new Set(heard.keys())
  const nothing = wanted.length === 0 && wantsNothing(request.says)
  if (wanted.every((w) => w.loose)) {
    for (const { concept, worry } of helpWith(request, disliked, vocabulary)) {
      said.add(concept)
      wanted.push({
        concept,
        weight: WEIGHT.worry,
        interest: false,
        ...kindOf(concept, vocabulary),
        because: { worry },
      })
    }
  }
  const needs = allNeeds(request, barriers, vocabulary)
  const group = groupAsked(needs, request.needs, said)
  return {
    wanted: wanted.filter((w) => !NOT_A_SUBJECT.has(w.concept)),
    others: texts.flatMap((t, at) => (words(request.says[at] ?? '').length <= SHORT_ANSWER ? t.rest : [])),
    othersDenied: new Set(texts.flatMap((t) => t.restDenied).map((o) => o.text)),
    disliked: dislikedKinds(new Set(disliked.keys()), said, vocabulary),
    belongs: belongsTo([...said, ...cardConcepts.map((c) => c.concept)], vocabulary),
    said,
    barriers,
    needs,
    timesAsked: (needs.days?.length ?? 0) + (needs.timeOfDay?.length ?? 0) > 0,
    tightMoney:
      needs.freeOnly === true ||
      needs.maxPounds !== undefined ||
      barriers.has('cost') ||
      [...vocabulary.reach('money')].some(([kind, weight]) => weight > BELONGS && said.has(kind)),
    quiet: needs.quiet === true || QUIETER.some((barrier) => barriers.has(barrier)),
    close: barriers.has('travel'),
    group,
    openTo: (['girls', 'boys'] as const).filter((sex) => group === sex || said.has(BEING[sex])),
    nothing,
    only,
    notFled: saysNotFled(request.says),
    age: request.age,
  }
}

/** What may help with the worries that were heard, each once. */
function helpWith(
  { worries = [] }: SuggestionRequest,
  disliked: Pick<ReadonlyMap<string, unknown>, 'has'>,
  { data }: Vocabulary,
): { concept: string; worry: ConcernKind }[] {
  const found = new Map<string, ConcernKind>()
  for (const worry of worries)
    for (const concept of data.worries[worry]) if (!found.has(concept)) found.set(concept, worry)
  return [...found].flatMap(([concept, worry]) => (disliked.has(concept) ? [] : { concept, worry }))
}

/**
 * When, how far and how they can come: what they said, the later over the earlier, and over it what they chose. With nobody to go
 * with, somewhere a friend or a supporter may come along is worth more; stairs in the way are a need for none.
 */
function allNeeds(request: SuggestionRequest, barriers: ReadonlySet<string>, vocabulary: Vocabulary): Needs {
  const said = request.says.map((text) => readNeeds(text, vocabulary.data.needs))
  const inTheWay: Needs = {
    ...(barriers.has('access') ? { stepFree: true } : {}),
    ...(barriers.has('nobody-to-go-with') ? { withSomeone: true } : {}),
  }
  return [...said, request.needs].reduce((all, one) => ({ ...all, ...one }), inTheWay)
}

/** The group they asked for. One for the other sex than they said they are is somebody misheard, unless they chose it themselves. */
function groupAsked({ genderGroup }: Needs, chosen: Needs, said: ReadonlySet<string>): Ask['group'] {
  if (genderGroup === undefined || genderGroup === 'any') return undefined
  if (genderGroup === 'mixed' || chosen.genderGroup === genderGroup) return genderGroup
  const other = genderGroup === 'girls' ? 'boys' : 'girls'
  return said.has(BEING[other]) && !said.has(BEING[genderGroup]) ? undefined : genderGroup
}

/** "Japanese lessons, i want to learn": beside a liking of the same breath a wish to learn or to make is a wish for that. */
function saysTheSame({ concept }: Heard, { interests }: Understood): boolean {
  return OF_A_LIKING.has(concept) && interests.some((h) => h.lapsed !== true)
}
const OF_A_LIKING = new Set(['learn-something', 'make-things'])

/** Company, something to do or to learn, to get out, to feel better: any place may answer them. To get fit, or to make something, is asked for as plainly as football. */
const ANY_PLACE = new Set([
  'friends',
  'a-chat',
  'anything',
  'get-out-of-the-house',
  'confidence',
  'calm',
  'learn-something',
])

function kindOf(concept: string, vocabulary: Vocabulary): Pick<Wanted, 'who' | 'loose' | 'sport'> {
  const { audience = [] } = vocabulary.concepts.get(concept) ?? {}
  const sport = concept === SPORT || isKindOf(concept, SPORT, vocabulary)
  return { who: audience.length > 0, loose: ANY_PLACE.has(concept), sport }
}

/** Who says no to sport says no to football, unless they said football. */
function dislikedKinds(
  disliked: ReadonlySet<string>,
  said: ReadonlySet<string>,
  vocabulary: Vocabulary,
): Set<string> {
  const all = new Set<string>()
  for (const concept of disliked) {
    for (const [kind, weight] of vocabulary.reach(concept))
      if (weight > A_KIND && !said.has(kind)) all.add(kind)
  }
  return all
}

/** Asked of few groups, so that nothing is gathered. */
function belongsTo(concepts: readonly string[], vocabulary: Vocabulary): Ask['belongs'] {
  const reaches = concepts.map((concept) => vocabulary.reach(concept))
  return { has: (group) => reaches.some((reach) => (reach.get(group) ?? 0) >= BELONGS) }
}
