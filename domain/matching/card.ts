import { kilometres, miles, walkingMinutes } from '../directory/distance.ts'
import type { LatLon, Opportunity } from '../directory/opportunity.ts'
import type { Ask } from './ask.ts'
import { todayOf } from './filters.ts'
import { FLAG } from './flags.ts'
import type { MatchIndex } from './index.ts'
import type { Candidate } from './shortlist.ts'
import { summaryOf } from './summary.ts'
import { current, when } from './when.ts'
import { speaks } from './score.ts'
import type { Phrase, Suggestion, SuggestionRequest } from './types.ts'

const LIMITS = {
  /** Reasons said; more is an argument. */
  saidReasons: 2,
  reasons: 5,
  /** Letters of their words that are said back. */
  word: 60,
} as const

type Values = Phrase['values']
const phrase = (id: string, values: Values = {}): Phrase => ({ id, values })

/** One idea and whom it is told. */
interface Told extends Candidate {
  readonly opportunity: Opportunity
  readonly ask: Ask
  readonly from: LatLon | undefined
  /** ISO date. */
  readonly today: string
  readonly is: (flag: number) => boolean
}

/** Everything a young person sees of one idea, as phrases of content/en/ideas.yaml with their values. */
export function card(
  candidate: Candidate,
  index: MatchIndex,
  ask: Ask,
  { from, now }: SuggestionRequest,
): Suggestion[] {
  const o = index.opportunities[candidate.at]
  if (!o) return []
  const is = (flag: number) => index.is(candidate.at, flag)
  const told: Told = { ...candidate, opportunity: o, ask, from, today: todayOf(now).iso, is }
  const phone = o.phones[0]?.number
  return [
    {
      activity: o.id,
      name: o.name,
      ...(o.organisation !== undefined && o.organisation !== o.name ? { organisation: o.organisation } : {}),
      summary: summaryOf(o.description),
      why: why(told),
      unknown: unknown(told),
      restrictions: restrictions(o),
      facts: facts(told),
      contact: {
        ...(phone === undefined ? {} : { phone }),
        ...(o.email === undefined ? {} : { email: o.email }),
        ...(o.url === undefined ? {} : { url: o.url }),
      },
      ...(o.lastChecked === undefined ? {} : { lastChecked: o.lastChecked }),
      source: o.source,
      ...(o.attribution === undefined ? {} : { attribution: o.attribution }),
    },
  ]
}

/** Only likes have likenesses: "something like being lonely" is nothing anyone would say. */
const saidId = (close: boolean, interest: boolean): string =>
  close || !interest ? 'ideas.why.said' : 'ideas.why.said-like'

function why({ opportunity: o, admitted, reasons, word, ask, is }: Told): Phrase[] {
  const list: Phrase[] = []
  const add = (when: boolean, id: string, values?: Values) => {
    if (when) list.push(phrase(id, values))
  }
  const saidWords = new Set<string>()
  const anyClose = reasons.some((r) => r.close && 'word' in r.wanted.because)
  for (const { wanted, close } of reasons) {
    if (anyClose && !close) continue
    if (!('word' in wanted.because) || list.length >= LIMITS.saidReasons) continue
    const said = wanted.because.word.slice(0, LIMITS.word)
    if (saidWords.has(said.toLowerCase())) continue
    saidWords.add(said.toLowerCase())
    add(true, saidId(close, wanted.interest), { word: said })
  }
  add(word !== undefined && list.length < LIMITS.saidReasons, 'ideas.why.said', { word: word ?? '' })
  const chosen = reasons.find((r) => 'card' in r.wanted.because)?.wanted.because
  // Whoever typed it picked no card.
  if (chosen && 'card' in chosen && list.length === 0) {
    if (chosen.heardAs === undefined) add(true, 'ideas.why.card', { card: chosen.card })
    else add(true, 'ideas.why.said', { word: chosen.heardAs })
  }
  const liked = reasons.find((r) => 'liked' in r.wanted.because)?.wanted.because
  if (liked && 'liked' in liked && list.length === 0) add(true, 'ideas.why.liked', { name: liked.liked })
  add(list.length === 0 && reasons.some((r) => 'worry' in r.wanted.because), 'ideas.why.worry')
  add(list.length === 0 && reasons.length === 0, 'ideas.why.meaning')
  if (admitted.km !== undefined && is(FLAG.inPerson)) {
    const onFoot = walkingMinutes(admitted.km)
    add(onFoot !== undefined, 'ideas.why.near', { minutes: onFoot ?? 0 })
    const asked = ask.needs.maxDistanceKm
    add(onFoot === undefined && asked !== undefined, 'ideas.why.distance', distanceValues(admitted.km))
  }
  add(o.cost.free === true, 'ideas.why.free')
  add(admitted.times === 'yes', 'ideas.why.time')
  add(ask.needs.stepFree === true && is(FLAG.stepFree), 'ideas.why.step-free')
  add(ask.quiet && is(FLAG.quiet), 'ideas.why.quiet')
  add(ask.needs.mode === 'online' && is(FLAG.online), 'ideas.why.online')
  add(o.genderGroup !== undefined, `ideas.why.${o.genderGroup?.only ?? 'girls'}`)
  add(ask.needs.withSomeone === true && is(FLAG.bringSomeone), 'ideas.why.with-someone')
  add(speaks(o.languages, ask.needs.languages), 'ideas.why.language')
  add(ask.age !== undefined && (o.ages.min !== undefined || o.ages.max !== undefined), 'ideas.why.age')
  return list.slice(0, LIMITS.reasons)
}

function unknown({ opportunity: o, admitted, ask, from, today, is }: Told): Phrase[] {
  const list: Phrase[] = []
  const add = (when: boolean, id: string) => {
    if (when) list.push(phrase(id))
  }
  // A price that only some pay leaves open whether it is free for them.
  const knowsCost = o.cost.free !== undefined || (o.cost.from !== undefined && ask.needs.freeOnly !== true)
  add(!knowsCost, 'ideas.unknown.cost')
  add(o.ages.min === undefined && o.ages.max === undefined, 'ideas.unknown.ages')
  const knowsDay = current(o.times, today).some((t) => t.day !== undefined)
  add(!knowsDay && o.timesText === undefined, 'ideas.unknown.times')
  const place = o.places.find((p) => p.address ?? p.postcode ?? p.position)
  add(place === undefined && !is(FLAG.online), 'ideas.unknown.place')
  add(
    place !== undefined && from !== undefined && admitted.km === undefined && is(FLAG.inPerson),
    'ideas.unknown.distance',
  )
  add(
    ask.needs.stepFree === true && !is(FLAG.stepFree | FLAG.notStepFree) && is(FLAG.inPerson),
    'ideas.unknown.access',
  )
  const grouped = ask.group === 'girls' || ask.group === 'boys'
  add(grouped && o.genderGroup === undefined, `ideas.unknown.${ask.group === 'boys' ? 'boys' : 'girls'}`)
  return list
}

function restrictions(o: Opportunity): Phrase[] {
  const { min, max, further } = o.ages
  const list: Phrase[] = []
  if (min !== undefined && max !== undefined) list.push(phrase('ideas.restriction.ages', { min, max }))
  else if (min !== undefined) list.push(phrase('ideas.restriction.ages-from', { min }))
  else if (max !== undefined) list.push(phrase('ideas.restriction.ages-to', { max }))
  if (further) list.push(phrase('ideas.restriction.ages-further', { max: further.max }))
  if (o.genderGroup) list.push(phrase(`ideas.restriction.${o.genderGroup.only}`))
  if (o.audience.length > 0) list.push(phrase('ideas.restriction.audience', { who: o.audience.join(', ') }))
  if (o.needsReferral === true) list.push(phrase('ideas.restriction.referral'))
  if (o.alert !== undefined) list.push(phrase('ideas.restriction.alert', { text: o.alert }))
  return list
}

function facts({ opportunity: o, admitted, from, today, is }: Told): Phrase[] {
  const place = nearest(o.places, from)
  const where = place && ([place.name, place.address, place.postcode].filter(Boolean).join(', ') || undefined)
  const list: Phrase[] = [...when(o, today)]
  if (o.termTime) list.push(phrase('ideas.fact.term-time'))
  if (where !== undefined) list.push(phrase('ideas.fact.where', { text: where }))
  if (o.places.length > 1) list.push(phrase('ideas.fact.more-places', { count: o.places.length - 1 }))
  if (admitted.km !== undefined && is(FLAG.inPerson) && walkingMinutes(admitted.km) === undefined) {
    list.push(phrase('ideas.fact.distance', distanceValues(admitted.km)))
  }
  if (o.mode.includes('online')) list.push(phrase('ideas.fact.online'))
  if (o.mode.includes('phone')) list.push(phrase('ideas.fact.phone'))
  list.push(...cost(o))
  if (o.places.length === 0 && o.areas.length > 0)
    list.push(phrase('ideas.fact.area', { text: o.areas.slice(0, 4).join(', ') }))
  if (o.languages.length > 0) list.push(phrase('ideas.fact.languages', { text: o.languages.join(', ') }))
  return list
}

function cost(o: Opportunity): Phrase[] {
  if (o.cost.free === true) return [phrase('ideas.fact.free')]
  if (o.cost.text !== undefined) return [phrase('ideas.fact.cost', { text: o.cost.text })]
  return o.cost.from === undefined ? [] : [phrase('ideas.fact.cost-from', { pounds: o.cost.from })]
}

const distanceValues = (km: number): Values => ({ miles: miles(km), km: Math.round(km * 10) / 10 })

function nearest(
  places: Opportunity['places'],
  from: LatLon | undefined,
): Opportunity['places'][number] | undefined {
  if (!from) return places[0]
  const far = (p: Opportunity['places'][number]) => (p.position ? kilometres(from, p.position) : Infinity)
  return [...places].sort((a, b) => far(a) - far(b))[0]
}
