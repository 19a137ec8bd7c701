import { isSamePerson, visitEnds } from '../../domain/conversation/visit.ts'
import type { Visit } from '../../domain/conversation/visit.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { LogEntry } from '../records/conversations.ts'
import type { VisitView } from '../visits.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Page } from './layout.ts'
import { alertWords, factList, section, writerFacts } from './pieces.ts'
import type { Session } from './sessions.ts'

/** Longer than anyone reads in a chat; a form's 16 KB hold it in any script. */
export const LONGEST_MESSAGE = 2_000

export interface ChatView {
  readonly conversation: string
  readonly chat: VisitView
  /** What gives this person the right to be here, and all they see of what was before. */
  readonly alerts: readonly Alert[]
  readonly handoff?: Handoff | undefined
  /** New for every form that is shown: sent twice, it is said once. */
  readonly key: string
  /** What went wrong, by the id of its text, and words that were not sent. */
  readonly problem?: string | undefined
  readonly unsent?: string | undefined
  /** The script that makes the page live. */
  readonly script: string
}

/** Who is in the chat, as this person sees it: they themselves, another, nobody. */
type Kind = 'in' | 'held' | 'free'

/** The page on which a member of staff comes into a chat, reads, writes and gives it back. */
export function chatPage(facts: Facts, session: Session, view: ChatView): Page {
  const kind = kindOf(session, view.chat)
  const who = personOf(facts, view)
  return {
    title: facts.say('inbox.chat.title'),
    back: true,
    script: view.script,
    body: html`<h1 class="nhsuk-heading-l"><bdi>${facts.say('inbox.chat.with', { person: who })}</bdi></h1>
      ${view.problem && kind !== 'in' && html`<div class="inbox-safety" role="alert"><p>${facts.say(view.problem)}</p></div>`}
      ${livePart(facts, session, view)}
      ${kind === 'in' ? inChat(facts, session, view) : entrance(facts, session, view)}
      ${section('shared', facts.say('inbox.chat.shared'), shared(facts, view))}`,
  }
}

/** What changes while one looks; also sent by itself, to the page's script. */
export function livePart(facts: Facts, session: Session, view: ChatView): Html {
  const { chat } = view
  const kind = kindOf(session, chat)
  return html`<div id="live" data-kind="${kind}" data-from="/inbox/chats/${view.conversation}/live">
    <div class="inbox-bar">
      <p role="status" id="state">
        <strong class="nhsuk-tag nhsuk-tag--${kind === 'free' ? 'grey' : kind === 'in' ? 'green' : 'yellow'}"
          >${state(facts, kind, chat)}</strong
        >
      </p>
      <p class="inbox-text-link">
        <a class="nhsuk-link" href="/inbox/chats/${view.conversation}">${facts.say('inbox.chat.refresh')}</a>
      </p>
      <p class="inbox-bar__means" id="until">
        ${there(facts, chat)} ${kind === 'in' && chat.visit && until(facts, chat.visit)}
      </p>
    </div>
    <div id="raised" role="alert">${chat.raised.length > 0 && raised(facts, view)}</div>
    <p class="inbox-safety" id="offline" role="alert" hidden>${facts.say('inbox.chat.offline')}</p>
    ${(kind === 'in' || chat.entries.length > 0) && section('chat', facts.say('inbox.chat.talk'), talk(facts, session, view))}
  </div>`
}

function kindOf(session: Session, { visit }: VisitView): Kind {
  if (!visit) return 'free'
  return isSamePerson(visit.by, { id: session.staff.id.id, name: session.staff.name }) ? 'in' : 'held'
}

function personOf(facts: Facts, { alerts, handoff }: ChatView): string {
  const known = handoff?.preferredName ?? alerts.find(({ preferredName }) => preferredName)?.preferredName
  const age = handoff?.age ?? alerts.find((alert) => alert.age != null)?.age
  return facts.person({ preferredName: known ?? facts.say('inbox.chat.someone'), age })
}

function state(facts: Facts, kind: Kind, { visit, entries }: VisitView): string {
  if (visit) {
    const { name, role } = visit.by
    const time = facts.times.at(visit.since)
    return kind === 'in'
      ? facts.say('inbox.chat.in', { time })
      : facts.say('inbox.chat.held', { name, role, time })
  }
  const last = entries.at(-1)
  if (last?.by !== 'handoff' || last.end === undefined) return facts.say('inbox.chat.free')
  const why = facts.say(`inbox.chat.end.${last.end}`)
  return facts.say('inbox.chat.went', { time: facts.times.at(last.at), why })
}

function there(facts: Facts, { isOpen, lastHeard }: VisitView): string {
  const open = facts.say(isOpen ? 'inbox.chat.present' : 'inbox.chat.absent')
  if (lastHeard === undefined) return open
  return `${open} ${facts.say('inbox.chat.last-heard', { time: facts.times.at(lastHeard) })}`
}

const until = (facts: Facts, visit: Visit): string =>
  facts.say('inbox.chat.until', { time: facts.times.at(visitEnds(visit).at.toISOString()) })

/** A concern heard in this visit is on its way to the duty contacts; who is in the chat sees it at once. */
function raised(facts: Facts, { chat, alerts }: ChatView): Html {
  const isUrgent = chat.raised.some(({ response }) => response === 'act-now')
  return html`<div class="inbox-safety${isUrgent && ' inbox-safety--now'}">
    ${chat.raised.map((concern) => {
      const did = facts.did(concern)
      const text = facts.say('inbox.chat.heard', { concern: facts.concernHeading(concern), did })
      const isTheirs = alerts.some(({ id }) => id === concern.id)
      return html`<p>
        ${isTheirs ? html`<a class="nhsuk-link" href="/inbox/alerts/${concern.id}">${text}</a>` : text}
      </p>`
    })}
  </div>`
}

function talk(facts: Facts, session: Session, view: ChatView): Html {
  const lines = view.chat.entries
    .map((entry) => line(facts, session, view, entry))
    .filter((one) => one !== '')
  return html`<p class="inbox-empty" id="none" ${lines.length > 0 && html` hidden`}>
      ${facts.say('inbox.chat.talk.none')}
    </p>
    <div role="log" aria-labelledby="chat">
      <ol class="inbox-talk" id="talk" role="list">
        ${lines}
      </ol>
    </div>`
}

function line(facts: Facts, session: Session, view: ChatView, entry: LogEntry): Html | '' {
  const time = facts.times.at(entry.at)
  const made = (who: string, text: string, kind: string, note?: string) =>
    html`<li id="line-${entry.seq}" class="inbox-line inbox-line--${kind}">
      <p class="inbox-note"><bdi>${facts.say('inbox.chat.line', { who, time })}</bdi></p>
      ${note && html`<p><strong>${note}</strong></p>`}
      <p class="inbox-line__words" dir="auto"><bdi>${text}</bdi></p>
    </li>`
  switch (entry.by) {
    case 'young-person':
      return made(personOf(facts, view), entry.text, 'theirs')
    case 'visitor': {
      const isOwn = isSamePerson(entry.who, { id: session.staff.id.id, name: session.staff.name })
      return made(isOwn ? facts.say('inbox.chat.line.you') : entry.who.name, entry.text, 'own')
    }
    case 'bot': {
      const note = entry.reply.urgent === true ? facts.say('inbox.chat.line.card') : undefined
      return made(facts.say('inbox.chat.line.bot'), entry.reply.text, 'bot', note)
    }
    case 'handoff':
      if (entry.step === 'initiate') return ''
      return html`<li id="line-${entry.seq}" class="inbox-line inbox-note">
        ${time}:
        ${entry.end ? facts.say(`inbox.chat.end.${entry.end}`) : facts.say('inbox.chat.line.came-in')}
      </li>`
  }
}

function inChat(facts: Facts, session: Session, view: ChatView): Html {
  const path = `/inbox/chats/${view.conversation}`
  const problem = view.problem && facts.say(view.problem, { count: LONGEST_MESSAGE })
  return html`<form method="post" action="${path}/say">
      ${ownForm(session)}<input type="hidden" name="key" id="key" value="${view.key}" />
      <div class="nhsuk-form-group${problem && ' nhsuk-form-group--error'}">
        <label class="nhsuk-label nhsuk-label--m" for="write">${facts.say('inbox.chat.write')}</label>
        <div class="nhsuk-hint" id="hint">${facts.say('inbox.chat.write.hint')}</div>
        ${problem && html`<span class="nhsuk-error-message" id="problem" role="alert">${problem}</span>`}
        <textarea
          class="nhsuk-textarea"
          id="write"
          name="text"
          rows="3"
          dir="auto"
          autofocus
          maxlength="${LONGEST_MESSAGE}"
          aria-describedby="hint${problem && ' problem'}"
        >
${view.unsent}</textarea>
      </div>
      <button class="nhsuk-button" type="submit">${facts.say('inbox.chat.send')}</button>
    </form>
    <div class="inbox-bar">
      <form method="post" action="${path}/stay">
        ${ownForm(session)}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${facts.say('inbox.chat.stay')}
        </button>
      </form>
      <p class="inbox-bar__means" id="give-back-means">${facts.say('inbox.chat.give-back.means')}</p>
      <form method="post" action="${path}/give-back">
        ${ownForm(session)}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit" aria-describedby="give-back-means">
          ${facts.say('inbox.chat.give-back')}
        </button>
      </form>
    </div>`
}

function entrance(facts: Facts, session: Session, view: ChatView): Html {
  const held = view.chat.visit
  const means = held
    ? facts.say('inbox.chat.instead.means', { name: held.by.name })
    : facts.say('inbox.chat.enter.means')
  return html`${
      view.unsent &&
      html`<blockquote class="inbox-words">
        <p dir="auto"><bdi>${view.unsent}</bdi></p>
      </blockquote>`
    }
    <div class="nhsuk-inset-text" id="enter-means">
      <p>${means}</p>
      <p>${facts.say('inbox.chat.privacy')}</p>
    </div>
    <form method="post" action="/inbox/chats/${view.conversation}/enter">
      ${ownForm(session)}<input type="hidden" name="instead" value="${held?.id}" />
      <button class="nhsuk-button" type="submit" aria-describedby="enter-means">
        ${held ? facts.say('inbox.chat.instead', { name: held.by.name }) : facts.say('inbox.chat.enter')}
      </button>
    </form>`
}

/** Concerns from the alerts they may read, or that they have a summary: never the chat from before they came. */
function shared(facts: Facts, { alerts, handoff }: ChatView): Html {
  return html`${alerts.map((alert) => {
    const concern = facts.concernHeading(alert.concern)
    const writer = writerFacts(facts, alert)
    return html`<h3>
        <a class="nhsuk-link" href="/inbox/alerts/${alert.id}"
          >${facts.say('inbox.chat.shared.concern', { concern })}</a
        >
      </h3>
      ${alertWords(facts, alert)} ${writer.length > 0 && factList(writer)}`
  })}
  ${handoff && html`<p><a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}">${facts.say('inbox.chat.shared.summary')}</a></p>`}`
}
