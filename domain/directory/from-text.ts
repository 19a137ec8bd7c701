import type { Closed } from './opportunity.ts'
import type { ReadAudience } from './read-audience.ts'
import { withoutClosedAges } from './ended-beside.ts'
import { readAudience } from './read-audience.ts'
import type { ReadAges } from './read-ages.ts'
import { readAges } from './read-ages.ts'
import type { ReadCost } from './read-cost.ts'
import { readCost } from './read-cost.ts'
import type { Beside } from './read-end.ts'
import { readEnd } from './read-end.ts'
import { readOneSex } from './read-one-sex.ts'
import { readReferral } from './read-referral.ts'
import { readTermTime } from './read-term-time.ts'
import { sentences } from './plain-text.ts'

/** What a name and a description say that the feed's fields often leave out. Absent: the text says nothing about it. */
export interface FromText {
  readonly ages?: ReadAges
  readonly only?: 'girls' | 'boys'
  readonly cost?: ReadCost
  readonly needsReferral?: boolean
  readonly status?: 'defunct' | 'temporarily-closed'
  /** ISO date after which it is over. */
  readonly ends?: string
  readonly closed?: Closed
  /** A sentence that has to be seen: full, not taking new people, closed until Easter. */
  readonly alert?: string
  /** Who it is made for, in the text's own words. */
  readonly audience: readonly ReadAudience[]
  /** Only while schools are open. */
  readonly termTime?: true
  readonly modes: readonly ('online' | 'phone')[]
}

const FULL =
  /(?<!\b(?:no|without a|not a) )(?:long )?\bwaiting list\b|\b(?:we|groups?|sessions?|class(?:es)?|course|club)(?: are| is|'re)? (?:currently |now |all |completely )?(?:full|at capacity|oversubscribed)\b|\ball (?:the |our )?(?:places|spaces) (?:are |have (?:now )?been )?(?:taken|filled|gone|booked|full)\b|\bno (?:spaces|places|vacancies) (?:left|available|at the moment|at present|currently)\b|\b(?:closed (?:to|for) new|currently (?:full|not (?:taking|accepting))|not (?:currently )?(?:accepting|taking)(?: on)?(?: any)?(?: new)? (?:referrals|members|people|bookings|applications)|fully booked|referrals are (?:currently )?closed|referral list is (?:currently |now )?closed)\b/i

const ONLINE =
  /\b(?:online (?:group|session|sessions|club|chat|course|courses|support|community|counselling|workshop|workshops|class|classes|service|forum|only|meet-?ups?|platform)|(?:via|on|over|through|by) (?:zoom|microsoft teams|ms teams|google meet|discord|video call)|zoom (?:sessions?|calls?|group)|virtual (?:group|session|sessions|club|meet-?ups?)|(?:is|are|held|meets|meet|runs|run|takes place) online|web ?chat|online and|video (?:calls?|hang-?outs?|chats?|meetings?)|(?:phone|telephone) or video)\b/
const PHONE =
  /\b(?:help ?line|phone ?line|telephone (?:support|counselling|befriending|advice|helpline|service)|phone support|by (?:phone|telephone)|over the phone|text (?:service|line|us)|(?:advice|support|crisis|listening|money|debt|help|chat|phone|text|information)[ -]?line|phone or video|by text)\b|^text a\b|\btext a (?:question|nurse|school nurse|message)\b/

/**
 * Reads a name and a plain-text description, and `beside` them a feed's fields for whether it is on. Pure; it only ever adds what is written there.
 */
export function fromText(name: string, description: string, beside: Beside = {}): FromText {
  const inSmall = (text: string): string => text.toLowerCase().replace(/’/g, "'")
  const small = { name: inSmall(name), text: inSmall(description) }
  const ages = readAges(small.name, inSmall(withoutClosedAges(description)))
  const cost = readCost(description)
  const end = readEnd(name, description, beside)
  const only = readOneSex(small.name, small.text)
  const referral = readReferral(`${small.name}.\n${small.text}`)
  const alert = sentences(description).find((s) => FULL.test(s)) ?? end.alert
  return {
    ...(ages ? { ages } : {}),
    ...(only ? { only } : {}),
    ...(cost ? { cost } : {}),
    ...(referral === undefined ? {} : { needsReferral: referral }),
    ...(end.status ? { status: end.status } : {}),
    ...(end.ends ? { ends: end.ends } : {}),
    ...(end.closed ? { closed: end.closed } : {}),
    ...(alert ? { alert: alert.slice(0, LONGEST_ALERT) } : {}),
    ...(readTermTime(description) ? { termTime: true } : {}),
    audience: readAudience(name, description),
    modes: [
      ...(ONLINE.test(`${small.name} . ${small.text}`) || /\bonline\b/.test(small.name)
        ? (['online'] as const)
        : []),
      ...(PHONE.test(`${small.name} . ${small.text}`) ? (['phone'] as const) : []),
    ],
  }
}

/** An alert is read at a glance. */
const LONGEST_ALERT = 240
