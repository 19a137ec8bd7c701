import { z } from 'zod'
import { AlertSettings, defaultAlertSettings } from '../alerts/settings.ts'
import { LatLon, Weekday } from '../directory/opportunity.ts'
import { LocalHelp } from '../safety/local-help.ts'
import { Clock, Day } from '../time/written.ts'
import { AgentHubSettings } from './agent-hub.ts'
import { HandoffSettings } from './handoffs.ts'
import { LanguageSettings } from './language.ts'
import { Nation } from './nation.ts'
import { SignInRule } from './role.ts'
import { EntraId, TeamsSettings } from './teams.ts'

/** Regular hours in Europe/London. */
export const WeeklyHours = z.array(
  z
    .object({ day: Weekday, from: Clock, to: Clock })
    .refine((h) => h.from < h.to, 'hours must end after they begin'),
)
export type WeeklyHours = z.infer<typeof WeeklyHours>

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens')

/** First and last day of a time. */
const Days = z
  .object({ from: Day, to: Day })
  .refine((days) => days.from <= days.to, 'the last day is before the first')

/** A named adult who is told about concerns, with the hours in which alerts are read. */
export const DutyContact = z.object({
  id: Id,
  name: z.string().min(1),
  role: z.string().min(1),
  email: z.email().optional(),
  /** Their object id in Entra: lets them acknowledge from a card in Teams. */
  entra: EntraId.optional(),
  hours: WeeklyHours,
  /** First and last day of a time when nothing is read: leave, school holidays. Bank holidays need no entry. */
  away: z.array(Days).optional(),
})
export type DutyContact = z.infer<typeof DutyContact>

/** Where someone can be met. */
export const MeetingPlace = z.object({
  kind: z.enum(['room', 'phone', 'video', 'walk']),
  text: z.string().trim().min(1).max(200),
})
export type MeetingPlace = z.infer<typeof MeetingPlace>

/** Where a link worker's other engagements stand: a calendar that is read for when they are busy, and for nothing else. */
export const CalendarSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ical'),
    /** `https://…` or `webcal://…`; it holds a secret as a rule, so it is kept sealed and never logged. */
    url: z
      .string()
      .max(2_000)
      .refine(
        (text) => URL.canParse(text) && /^(https|webcal):$/.test(new URL(text).protocol),
        'must begin with https:// or webcal://',
      ),
  }),
  /** Microsoft 365, by the mailbox's address. */
  z.object({ kind: z.literal('graph'), mailbox: z.email() }),
])
export type CalendarSource = z.infer<typeof CalendarSource>

/** A link worker's diary: when new people can be seen, and where. Slots are worked out from it at the moment they are offered. */
export const Diary = z.object({
  hours: WeeklyHours,
  /** Days with other hours, or none. The only way to be open on a bank holiday or out of term. */
  exceptions: z
    .array(
      z.object({
        day: Day,
        hours: z.array(
          z
            .object({ from: Clock, to: Clock })
            .refine((h) => h.from < h.to, 'hours must end after they begin'),
        ),
      }),
    )
    .default([]),
  /** Nobody is seen on these days, whatever else the diary says. */
  leave: z.array(Days).default([]),
  /** Only in the school's terms, where the school gives them. */
  termTimeOnly: z.boolean().default(true),
  lengthMinutes: z.int().min(10).max(240),
  gapMinutes: z.int().min(0).max(120).default(0),
  /** The shortest time between booking and meeting. */
  noticeHours: z.int().min(0).max(336).default(24),
  /** How far ahead slots are offered. */
  horizonDays: z.int().min(1).max(120).default(28),
  /** New people. */
  mostPerDay: z.int().min(1).max(50).optional(),
  /** New people from Monday to Sunday. */
  mostPerWeek: z.int().min(1).max(200).optional(),
  place: MeetingPlace,
  /** Other ways to meet that the young person may choose instead. */
  otherPlaces: z.array(MeetingPlace).max(5).default([]),
  calendar: CalendarSource.optional(),
  /** No new people, until a day (that day they are seen again) or until it is taken back. What is booked stands. */
  paused: z.object({ until: Day.optional() }).optional(),
})
export type Diary = z.infer<typeof Diary>

export const LinkWorker = z.object({
  id: Id,
  name: z.string().min(1),
  email: z.email().optional(),
  /** Their object id in Entra: lets them acknowledge from a card in Teams. */
  entra: EntraId.optional(),
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

/** A way to a link worker that needs no chat: in words, and by e-mail or phone where there are such. */
export const Reach = z.object({
  text: z.string().trim().min(1).max(300),
  email: z.email().optional(),
  phone: z
    .string()
    .regex(/^\+?[\d ]{3,20}$/, 'digits and spaces')
    .optional(),
})
export type Reach = z.infer<typeof Reach>

const LanguageCode = z.string().regex(/^[a-z]{2,3}$/, 'two or three small letters, the name of a folder')

const HexColour = z.string().regex(/^#[0-9a-f]{6}$/i)

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
  /** Where summaries leave for, besides the inbox: nowhere unless told. */
  handoffs: HandoffSettings.default({}),
  /** What Azure's language service may see: nothing unless told. */
  azureLanguage: LanguageSettings.default({ redaction: false, opinions: false }),
  /** Terms, when given: outside them diaries that keep to term time are closed. Half-terms are the gaps between two entries. */
  terms: z.array(Days).default([]),
  /** Who may sign in to the inbox by their organisation's sign-in, besides those who were invited. */
  signIn: z.array(SignInRule).default([]),
  /** Whether adults may write invitations on a public page, `/refer/ID`. In the inbox link workers and school leads always may. */
  referrals: z.strictObject({ public: z.boolean().default(false) }).default({ public: false }),
  feeds: z.array(Feed),
  /** The Microsoft 365 tenant whose people may write to the bot in Teams. */
  teams: TeamsSettings.optional(),
  /** People of another service who may be asked into a chat: nobody unless told (docs/teams.md). */
  agentHub: AgentHubSettings.optional(),
  /** Help of the school's own area, beside the national services. */
  help: LocalHelp.default({ services: [], lines: [] }),
  /** How a young person reaches a link worker without the chat. It stands on a public page. */
  reach: Reach.optional(),
  /**
   * Languages that young people may choose, by their folders in content/ (`cy`). None named: English, and every language that a native
   * speaker has checked; a draft is offered only where a school names it.
   */
  languages: z.array(LanguageCode).default([]),
  /** The one it begins in, unless the page asks for another. */
  language: LanguageCode.optional(),
  /** Whether young people may answer by speaking: their browser may send the sound to its maker (docs/decisions/0022). */
  dictation: z.boolean().default(false),
  /** Hex colours: what is filled, and the ground. Both are made lighter or darker until words can be read. */
  colours: z.object({ accent: HexColour, paper: HexColour }).partial().default({}),
  /** Optional outcome measures, off unless turned on. */
  measures: z.array(z.enum(['ons4', 'ons-loneliness'])).default([]),
})
export type School = z.infer<typeof School>
