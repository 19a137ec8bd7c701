import type { DialogContext } from 'botbuilder-dialogs'
import { withWords } from '../../domain/conversation/visit.ts'
import type { Seen, Visit, VisitEnd } from '../../domain/conversation/visit.ts'
import { atLeast, highest } from '../../domain/screening/types.ts'
import type { Finding } from '../../domain/screening/types.ts'
import { isRequest } from '../../domain/understanding/answers.ts'
import { helpCard } from '../crisis-card.ts'
import { Phase } from '../phase.ts'
import { end, goTo } from '../question.ts'
import type { Outcome, Question } from '../question.ts'
import type { Scope } from '../scope.ts'
import { RULES, showActNow } from './safety.ts'
import { withinSentence } from './who-reads.ts'

const NOBODY = { who: '', back: '' }

/** What the bot says when a person has gone. Who left by the way out, or was followed by another person, is not spoken after. */
const WORDS: Readonly<Partial<Record<VisitEnd, string>>> = {
  'given-back': 'person.left',
  'signed-out': 'person.left',
  'session-over': 'person.left',
  silent: 'person.silent',
  'asked-back': 'person.asked-back',
}

/** A person comes in: the bot says who, what they see, that it steps back, and how to have it back. It asks nothing. */
export function arrive(scope: Scope, visit: Visit, seen: Seen): void {
  const there = scope.draft.visit
  const before = there?.by
  if (there) scope.draft.visitEnd = 'taken-over'
  // The 999 card still stands when one person follows another, and is asked about when the last of them leaves.
  scope.draft.visit = there?.actNow === undefined ? visit : { ...visit, actNow: there.actNow }
  const { name } = visit.by
  const role = withinSentence(visit.by.role)
  // Whoever was asked for besides is not needed now.
  delete scope.draft.hub
  const here = { who: `${name}, ${visit.by.role}`, back: scope.text('person.back') }
  if (before) scope.say('person.instead', { name, role, before: before.name }, { here })
  else scope.say(isOfHub(visit) ? 'person.here.hub' : 'person.here', { name, role }, { here })
  scope.say(`person.sees.${seen}`)
  scope.say('person.steps-back')
}

/**
 * The person leaves: the bot says so, and offers to go on where it was; after the 999 card it asks what is happening first. Without
 * an offer, and with nothing that was being asked, it only says so.
 */
export async function depart(dc: DialogContext, scope: Scope, why: VisitEnd, offers = true): Promise<void> {
  const { visit } = scope.draft
  if (!visit) return
  scope.draft.visit = null
  scope.draft.visitEnd = why
  const words = WORDS[why]
  if (words === undefined) return
  const { name } = visit.by
  // A hub was told to leave; whether it has stopped reading is not ours to say.
  if (why === 'asked-back' && isOfHub(visit)) scope.say('person.asked-back.hub', { name }, { here: NOBODY })
  else scope.say(words, { name }, { here: NOBODY })
  if (!offers || !dc.activeDialog) return
  if (visit.actNow === undefined) await dc.beginDialog('returned', {})
  else await dc.beginDialog('safety', { question: 'after', notes: { concern: visit.actNow } })
}

/** Nobody of the agent hub comes, or whoever came could not stay: said kindly, with what else there is. */
export async function nobodyComes(dc: DialogContext, scope: Scope): Promise<void> {
  const { hub, visit } = scope.draft
  const name = hub?.by.name ?? visit?.by.name
  delete scope.draft.hub
  if (visit) {
    await depart(dc, scope, 'given-back', false)
    if (visit.actNow !== undefined) {
      scope.say('human.hub.failed', { name: visit.by.name })
      await dc.beginDialog('safety', { question: 'after', notes: { concern: visit.actNow } })
      return
    }
  }
  if (name === undefined) return
  scope.say('human.hub.failed', { name })
  const standing = dc.activeDialog?.id
  // Talk of a worry is not pushed aside; it has people to talk to on its own card.
  if (standing === 'safety') await dc.repromptDialog()
  else if (standing !== undefined) await dc.beginDialog('human', { question: 'offer' })
}

const isOfHub = ({ by }: Visit): boolean => by.as === 'agent-hub'

/**
 * Hears a message that is for the person in the chat. The bot asks nothing and suggests nothing; a concern is recorded and alerted as
 * ever, and the 999 card comes first whoever is there. True when nothing more is to be done with the message.
 */
export async function hearInVisit(
  dc: DialogContext,
  scope: Scope,
  command: string | undefined,
): Promise<boolean> {
  const { visit } = scope.draft
  if (!visit) return false
  scope.draft.visit = withWords(visit, scope.now)
  if (command === 'not-safe') {
    raise(scope, [...scope.heard.screening.concerns, notSafe(scope)])
    return true
  }
  raise(scope, scope.heard.screening.concerns)
  if (scope.heard.hasAttachment) scope.say('safety.picture')
  switch (command) {
    case 'bot-back':
      await depart(dc, scope, 'asked-back')
      return true
    case 'delete':
      // "He made me delete everything" is told to the person who is there.
      if (!isWholeRequest(scope, command)) return true
      await depart(dc, scope, 'asked-back', false)
      return false
    case 'help':
    case 'help-now':
      scope.say('help.intro', {}, { cards: helpCard(scope, []).cards })
      return true
    case 'stop':
      // "Stop", "bye", "I'm done": said to a person it may mean anything. How to be rid of them is said, not done.
      scope.say('person.how-back', { name: visit.by.name })
      return true
    default:
      return true
  }
}

/** Whether the request in their words is all that they say. */
const isWholeRequest = ({ heard, texts: { words } }: Scope, command: string): boolean =>
  isRequest(
    heard.text,
    words.commands.filter(({ id }) => id === command),
    words.fillers,
  )

const notSafe = (scope: Scope): Finding => ({
  kind: 'mental-state',
  about: 'self',
  when: 'now',
  response: 'act-now',
  evidence: scope.inEnglish('safety.not-safe.evidence', { words: scope.heard.text }),
  rule: 'not-safe',
})

/** Records what was heard, with what is said of it: the emergency card, or that it goes on to those who must know. */
function raise(scope: Scope, findings: readonly Finding[]): void {
  const heard = findings.filter(
    ({ rule, response }) => !(rule === RULES.unread && !atLeast(response, 'reach-out')),
  )
  const raised = heard.map((finding) => {
    const heardBy =
      finding.rule === RULES.fault ? 'fault' : finding.rule === 'not-safe' ? 'not-safe' : 'message'
    return { finding, concern: scope.raise(finding, heardBy, 'visit') }
  })
  const { visit } = scope.draft
  if (!visit || raised.length === 0) return
  const ids = [...new Set([...visit.raised, ...raised.map(({ concern }) => concern.id)])]
  scope.draft.visit = { ...visit, raised: ids }
  const now = raised.find(({ finding }) => finding.response === 'act-now')
  if (now) {
    scope.draft.visit = { ...visit, raised: ids, actNow: now.concern.id }
    showActNow(scope, { concern: now.concern.id })
    scope.say('person.sees-now', { name: visit.by.name })
  }
  const isNew = raised.some(({ concern }) => !scope.toldBefore.has(concern.id))
  if (isNew && atLeast(highest(heard.map(({ response }) => response)), 'reach-out')) scope.say('person.noted')
}

/** The person has gone, and the bot is back: on with what was being asked, or not. Anything else they say goes on as well. */
export class Returned extends Phase {
  override readonly interrupts = true
  readonly questions: readonly Question[] = [
    {
      name: 'carry-on',
      why: 'person.carry-on.why',
      ask: (scope) => ({
        say: 'person.carry-on',
        choices: scope.texts.choices('person.carry-on'),
        skippable: false,
      }),
      take(answer, scope): Outcome {
        if (answer.chose.includes('stop')) return end({ phase: 'paused', options: {} })
        if (!answer.chose.includes('help')) return end()
        scope.say('help.intro', {}, { cards: helpCard(scope, []).cards })
        return goTo('carry-on')
      },
      skip: () => end(),
    },
  ]

  constructor() {
    super('returned')
  }
}
