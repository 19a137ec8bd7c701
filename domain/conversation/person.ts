import { z } from 'zod'
import { Appointment, Slot } from '../booking/types.ts'
import { LatLon } from '../directory/opportunity.ts'
import { FollowUp } from '../follow-up/later.ts'
import { Referral } from '../referral/types.ts'
import { Needs, Suggestion } from '../matching/types.ts'

/** An answer: their own words, kept as typed, and the cards they tapped (ids of content). Both may be empty: skipped. */
export const Said = z.object({ words: z.array(z.string()), cards: z.array(z.string()) })
export type Said = z.infer<typeof Said>

export const CheckInAnswer = z.enum(['no', 'yes', 'not-sure', 'rather-not'])
export type CheckInAnswer = z.infer<typeof CheckInAnswer>

/** Where from, only as exact as they chose to say: a postcode's first half, a town, or "near school". */
export const Place = z.object({ said: z.string(), position: LatLon.optional() })

/** Who a line of the summary is for. */
export const Audience = z.enum(['link-worker', 'school', 'gp'])
export type Audience = z.infer<typeof Audience>

/** One line of the summary as the young person sees, edits and shares it. */
export const SummaryLine = z.object({
  /** Which answer it is from: `matters`, `goal`, `idea:demo:12`. The same line keeps its id from version to version. */
  id: z.string(),
  section: z.enum([
    'matters',
    'goal',
    'strengths',
    'in-the-way',
    'ideas',
    'possible',
    'measures',
    'about',
    'referral',
  ]),
  text: z.string(),
  /** Empty: left out. */
  sharedWith: z.array(Audience),
  /** They changed the words themselves. */
  edited: z.boolean(),
  /** What a line in words of ours says in English, when the conversation is in another language; absent for their own words. */
  english: z.string().optional(),
})
export type SummaryLine = z.infer<typeof SummaryLine>

const Measured = z.object({ item: z.string(), answer: z.int() })

/** What stands behind the lines that the link worker gets: numbers, ideas and answers that a line only names. */
export const Behind = z.object({
  age: z.int().nullable().optional(),
  confidence: z.int().nullable().optional(),
  liked: z.array(Suggestion),
  notForMe: z.array(Suggestion),
  /** Shown, and others asked for in their place. */
  passedOver: z.array(Suggestion).default([]),
  measures: z.array(Measured),
  measuredAt: z.iso.datetime().optional(),
  /** The same questions answered again, when they shared that. */
  review: z.object({ at: z.iso.datetime(), answers: z.array(Measured) }).optional(),
})
export type Behind = z.infer<typeof Behind>

/** Lines as they were agreed to, without what stood behind them. */
export const AgreedLines = z.object({
  version: z.int().min(1),
  at: z.iso.datetime(),
  lines: z.array(SummaryLine),
})

/** What they agreed to send, line by line, with what stood behind it then: an answer given later changes none of it. */
export const Agreed = AgreedLines.extend({ behind: Behind })
export type Agreed = z.infer<typeof Agreed>

/** Answers to the measures at a later time, by item id. */
export const Review = z.object({
  at: z.iso.datetime(),
  answers: z.record(z.string(), z.int().nullable()),
})
export type Review = z.infer<typeof Review>

/** Everything a young person told us on purpose. Absent is "not asked yet"; an empty answer is "skipped". */
export const Person = z.object({
  /** What an adult wrote about them, when they came by an invitation and went on. */
  referral: Referral.optional(),
  nickname: z.string().optional(),
  /** Whole years; null when they would rather not say. */
  age: z.int().min(5).max(99).nullable().optional(),
  path: z.enum(['short', 'long']).optional(),
  place: Place.nullable().optional(),
  matters: Said.optional(),
  inTheWay: Said.optional(),
  strengths: Said.optional(),
  goal: z.string().nullable().optional(),
  /** 0 (not at all) to 10 (completely). */
  confidence: z.int().min(0).max(10).nullable().optional(),
  possible: Said.optional(),
  needs: Needs.default({}),
  checkIn: z
    .object({
      hurtingYourself: CheckInAnswer.optional(),
      beingHurt: CheckInAnswer.optional(),
    })
    .default({}),
  /** Answers to the optional measures by item id, 0 to 10 or the option's number; null is skipped. */
  measures: z.record(z.string(), z.int().nullable()).default({}),
  /** When the first of them was answered. */
  measuredAt: z.iso.datetime().optional(),
  /** The same questions put again later, oldest first, and when that was offered last, whatever came of it. */
  reviews: z.array(Review).default([]),
  reviewAskedAt: z.iso.datetime().optional(),
  ideas: z
    .object({
      shown: z.array(Suggestion).default([]),
      liked: z.array(z.string()).default([]),
      notForMe: z.array(z.string()).default([]),
      /** Seen, and neither liked nor refused when they went on. */
      setAside: z.array(z.string()).default([]),
      /** Seen, and others asked for in their place: no dislike, and not put before them again unless they ask. */
      passedOver: z.array(z.string()).default([]),
    })
    .default({ shown: [], liked: [], notForMe: [], setAside: [], passedOver: [] }),
  summary: z.array(SummaryLine).default([]),
  /** What they agreed to send, line by line, and its version counted from 1; absent until they agree. Later edits wait for a new yes. */
  agreed: Agreed.optional(),
  /** The versions before it, oldest first. */
  agreedBefore: z.array(AgreedLines).default([]),
  /** The key of the link to their own copy, and when it stops working. */
  page: z.object({ key: z.string(), until: z.iso.datetime() }).optional(),
  /** The slot held while they decide. */
  holding: Slot.optional(),
  slotsSeen: z.array(z.string()).default([]),
  appointment: Appointment.optional(),
  /** The name that the link worker has: it went with a summary or a booking, or was given for them afterwards. */
  preferredName: z.string().optional(),
  supporter: z.string().optional(),
  contact: z.string().optional(),
  /** What they said when they were asked later. */
  followUps: z.array(FollowUp).default([]),
  /** When it is safe to use it, in their words. */
  safeTimes: z.string().optional(),
  /** Asked for by them: a reminder of the time that is booked, in the chat or by e-mail. */
  reminder: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('chat') }),
      z.object({ by: z.literal('email'), email: z.email() }),
    ])
    .optional(),
  /** On the waiting list, since when, and where to tell them besides the chat. */
  waiting: z.object({ since: z.iso.datetime(), email: z.email().optional() }).optional(),
})
export type Person = z.infer<typeof Person>

export const newPerson = (): Person => Person.parse({})
