import { Concern } from '../../domain/conversation/concern.ts'
import { MeetingPlace } from '../../domain/school/school.ts'
import { Audience, SummaryLine } from '../../domain/conversation/person.ts'
import { Seen } from '../../domain/conversation/visit.ts'
import { PERSONAL } from '../../domain/redaction/types.ts'
import { itemsFor } from '../../domain/measures/instruments.ts'
import { About, ConcernKind, When } from '../../domain/screening/types.ts'
import { texts } from './said.ts'
import { usesIn } from './text-uses.ts'
import type { Use } from './text-uses.ts'

/** The code that says something: to young people, and to staff in the inbox. */
const SPEAKING =
  /^dialogs\/|^domain\/matching\/|^bot\/(inbox|delivery|documents|language|my-data|channels\/teams|site-pages|referrals)\/|^bot\/(app|turn|unprompted|by-staff|calendar|glossary|own-pages|notices|read-receipts|invitations|waiting-list)\.ts$/u
/** Names of questions, and no texts. */
const PATHS_OF_QUESTIONS = 'dialogs/journey.ts'
export const uses = usesIn(['dialogs', 'bot', 'domain/matching']).filter(
  ({ file }) => SPEAKING.test(file) && file !== PATHS_OF_QUESTIONS,
)

export const CARD_PHASES = ['what-matters', 'in-the-way', 'strengths', 'possible']
export const CHECK_IN = ['hurting-yourself', 'being-hurt']
export const MEASURES = [12, 20].flatMap((age) => itemsFor(['ons4', 'ons-loneliness'], age))
const KINDS = ConcernKind.options

/** The words of a kind, of what was, and about someone else, as far as there are such (dialogs/worded.ts). */
function worded(stem: string): string[] {
  const special = [...KINDS.flatMap((kind) => [`${kind}.past`, `${kind}.other`]), 'other']
  return [...KINDS, ...special.filter((which) => texts.has(`${stem}.${which}`))]
}

/** What each template in the code may be filled with. A template that does not stand here fails: say what it can be. */
export const FILLED: Readonly<Record<string, readonly string[]>> = {
  'person.sees.*': Seen.options,
  'safety.thanks.*': worded('safety.thanks'),
  'safety.act-now.*': worded('safety.act-now'),
  'gentle.*': worded('gentle'),
  'summary.audience.*': Audience.options,
  'summary.section.*': SummaryLine.shape.section.options,
  'data.item.*': [
    ...['name', 'age', 'place', 'matters', 'in-the-way', 'strengths', 'goal', 'possible', 'check-in'],
    ...[
      'measures',
      'ideas',
      'confidence',
      'contact',
      'safe-times',
      'supporter',
      'reminder',
      'waiting',
      'referral',
    ],
  ],
  // note() in bot/referrals/pages.ts.
  '*.text': ['invited.gone', 'invited.declined'],
  'book.place.*': MeetingPlace.shape.kind.options,
  'mine.place.*': MeetingPlace.shape.kind.options,
  'book.none.*': ['full', 'paused', 'unread'],
  '*.cards': CARD_PHASES,
  '*.ask': CARD_PHASES,
  '*.why': [...CARD_PHASES, ...CHECK_IN.map((name) => `check-in.${name}`)],
  'check-in.*': CHECK_IN,
  'check-in.evidence.*': CHECK_IN,
  'measures.*': [...MEASURES.map(({ id }) => id), ...MEASURES.map(({ answers }) => answers)].filter(
    (one) => one !== 'zero-to-ten',
  ),
  'measures.intro.*': MEASURES.map(({ measure }) => measure),
  'next.*': ['name', 'supporter', 'contact'],
  'next.*.saved': ['name', 'supporter', 'contact'],
  'next.*.none': ['supporter', 'contact'],
  'ideas.why.*': ['girls', 'boys'],
  'ideas.unknown.*': ['girls', 'boys'],
  'ideas.restriction.*': ['girls', 'boys'],
  'ideas.fact.*': ['day', 'from', 'session'],
  'ideas.fact.date-*': ['day', 'from', 'session'],
  'alert.invite.*': ['new', 'change', 'cancel'],
  'alert.invite.*.subject': ['new', 'change', 'cancel'],
  'taken-out.*': PERSONAL.filter((kind) => kind !== 'postcode'),
  'alert.unkept.asks.*': ['note', 'reach-out', 'act-now'],
  'alert.channel.*': ['email', 'teams', 'teams-bot', 'webhook'],
  'staff-card.handoff.title.*': ['booking', 'changed', 'heard'],
  'staff-card.taken.*': ['alert', 'booking', 'handoff'],
  'teams-app.command.*': ['start', 'help', 'person', 'data'],
  'teams-app.command.*.about': ['start', 'help', 'person', 'data'],
  'inbox.feeds.*': ['fresh', 'failing', 'old', 'never'],
  'inbox.feeds.column.*': ['feed', 'standing', 'read', 'count', 'trouble'],
  'inbox.languages.column.*': ['language', 'state', 'heard', 'missing'],
  'inbox.languages.heard.*': ['well', 'some', 'none'],
  'inbox.kind.*': KINDS,
  'inbox.about.*': About.options,
  'inbox.when.*': When.options,
  'inbox.heard.*': Concern.shape.heardBy.options,
  'inbox.section.*': SummaryLine.shape.section.options,
  'inbox.queue.*': [
    ...['concerns', 'handoffs', 'concerns-read', 'handoffs-read'],
    ...['unrecorded', 'concerns-closed'],
  ],
  '*.empty': ['concerns', 'handoffs', 'concerns-read', 'handoffs-read'].map((name) => `inbox.queue.${name}`),
}

/** The ids a use can stand for; for staff pages, whatever of the content fits the template. */
export function idsOf({ pattern }: Use): readonly string[] {
  if (!pattern.includes('*')) return [pattern]
  const filled = FILLED[pattern]
  if (filled) return filled.map((value) => pattern.replace('*', value))
  if (!pattern.startsWith('inbox.')) return []
  const fits = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.+')}$`, 'u')
  return texts.ids.filter((id) => fits.test(id))
}
