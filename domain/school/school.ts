import { z } from 'zod'
import { AlertSettings, defaultAlertSettings } from '../alerts/settings.ts'
import { LatLon, Weekday } from '../directory/opportunity.ts'
import { LocalHelp } from '../safety/local-help.ts'
import { Clock, Day } from '../time/written.ts'
import { Nation } from './nation.ts'
import { SignInRule } from './role.ts'

/** Regular hours in Europe/London. */
export const WeeklyHours = z.array(
  z
    .object({ day: Weekday, from: Clock, to: Clock })
    .refine((h) => h.from < h.to, 'hours must end after they begin'),
)
export type WeeklyHours = z.infer<typeof WeeklyHours>

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens')

/** A named adult who is told about concerns, with the hours in which alerts are read. */
export const DutyContact = z.object({
  id: Id,
  name: z.string().min(1),
  role: z.string().min(1),
  email: z.email().optional(),
  hours: WeeklyHours,
  /** First and last day of a time when nothing is read: leave, school holidays. Bank holidays need no entry. */
  away: z
    .array(z.object({ from: Day, to: Day }).refine((a) => a.from <= a.to, 'the last day is before the first'))
    .optional(),
})
export type DutyContact = z.infer<typeof DutyContact>

/** A link worker's diary: when new people can be seen, and where. Slots are worked out from it at the moment they are offered. */
export const Diary = z.object({
  hours: WeeklyHours,
  /** Days with other hours, or none (leave). */
  exceptions: z
    .array(z.object({ day: Day, hours: z.array(z.object({ from: Clock, to: Clock })) }))
    .default([]),
  lengthMinutes: z.int().min(10).max(240),
  gapMinutes: z.int().min(0).max(120).default(0),
  /** The shortest time between booking and meeting. */
  noticeHours: z.int().min(0).max(336).default(24),
  /** How far ahead slots are offered. */
  horizonDays: z.int().min(1).max(120).default(28),
  mostPerDay: z.int().min(1).max(50).optional(),
  place: z.object({ kind: z.enum(['room', 'phone', 'video', 'walk']), text: z.string().min(1) }),
})
export type Diary = z.infer<typeof Diary>

export const LinkWorker = z.object({
  id: Id,
  name: z.string().min(1),
  email: z.email().optional(),
  diary: Diary,
})
export type LinkWorker = z.infer<typeof LinkWorker>

export const FeedFormat = z.enum(['openreferral', 'outpost', 'openactive', 'csv'])
export type FeedFormat = z.infer<typeof FeedFormat>

export const Feed = z.object({
  id: Id,
  format: FeedFormat,
  /** A URL (for openactive also several, with spaces between), or a path: relative ones are read from the folder of the school's file. */
  from: z.string().min(1),
  name: z.string().min(1),
  licence: z.string().optional(),
  attribution: z.string().optional(),
})
export type Feed = z.infer<typeof Feed>

/** One deployment: a school, a clinic or a youth club. */
export const School = z.object({
  id: Id,
  name: z.string().min(1),
  nation: Nation,
  place: z.object({ text: z.string(), postcode: z.string().optional(), position: LatLon }),
  /** Web origins that may embed the widget, `https://www.school.example`. */
  origins: z.array(z.string()),
  dutyContacts: z.array(DutyContact),
  /** How the duty contacts are told, besides the inbox. */
  alerts: AlertSettings.default(defaultAlertSettings),
  linkWorkers: z.array(LinkWorker),
  /** Who may sign in to the inbox by their organisation's sign-in, besides those who were invited. */
  signIn: z.array(SignInRule).default([]),
  feeds: z.array(Feed),
  /** Help of the school's own area, beside the national services. */
  help: LocalHelp.default({ services: [], lines: [] }),
  /** Hex colours. */
  colours: z
    .object({ accent: z.string().regex(/^#[0-9a-f]{6}$/i) })
    .partial()
    .default({}),
  /** Optional outcome measures, off unless turned on. */
  measures: z.array(z.enum(['ons4', 'ons-loneliness'])).default([]),
})
export type School = z.infer<typeof School>
