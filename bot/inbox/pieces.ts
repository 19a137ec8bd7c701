import { isReferred } from '../../domain/conversation/concern.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import type { SummaryLine } from '../../domain/conversation/person.ts'
import type { Alert } from '../../domain/handoff/types.ts'
import type { Suggestion } from '../../domain/matching/types.ts'
import type { Fact, Facts } from './facts.ts'
import { html, webLink } from './html.ts'
import type { Html } from './html.ts'

/** Labels and values, several values on one line, as text: an address that a young person typed is no link. */
export function factList(facts: readonly Fact[], show: (value: string) => Html = plain): Html {
  return html`<dl class="inbox-facts">
    ${facts.map(
      ([label, values]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${values.map((value, at) => html`${at > 0 && '; '}<bdi>${show(value)}</bdi>`)}</dd>
        </div>`,
    )}
  </dl>`
}

/** A young person's own words. Their writing keeps to itself, whatever its direction. */
export function words(text: string, main = false): Html {
  return html`<blockquote class="${main ? 'inbox-words inbox-words--main' : 'inbox-words'}">
    <p dir="auto"><bdi>${text}</bdi></p>
  </blockquote>`
}

export function wordsList(lines: readonly SummaryLine[], main = false): Html {
  return html`${lines.map((line) => words(line.text, main))}`
}

export function section(id: string, heading: string, body: Html): Html {
  return html`<section class="inbox-section" aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    ${body}
  </section>`
}

/** The way into the chat itself. */
export function chatLink(facts: Facts, conversation: string): Html {
  return html`<p class="inbox-chat-link">
    <a class="nhsuk-link" href="/inbox/chats/${conversation}">${facts.say('inbox.chat.open')}</a>
    ${facts.say('inbox.chat.open.means')}
  </p>`
}

/** One concern of a summary: what they said, what we did, whether a duty contact knows. */
export function concernBlock(facts: Facts, concern: Concern, alert: Alert | undefined): Html {
  return html`<div>
    <h3>${facts.concernHeading(concern)}</h3>
    ${evidence(facts, concern)}
    <p class="inbox-note">${facts.concernTime(concern)}</p>
    ${factList([...facts.concern(concern), facts.told(concern, alert)])}
  </div>`
}

/** Their words, the later ones too, or that there are none: a fault of the screening has no words to show. */
export function evidence(facts: Facts, { evidence: text, alsoSaid, count }: Concern): Html {
  const later = alsoSaid.length > 0 && [
    html`<p class="inbox-note">${facts.say('inbox.concern.also-said', { count })}</p>`,
    alsoSaid.map((said) => words(said, true)),
  ]
  if (text.trim() === '')
    return html`<p class="inbox-note">${facts.say('inbox.concern.no-words')}</p>
      ${later}`
  return html`${words(text, true)}${later}`
}

/** Whose alert it is, in a list. An invitation names nobody: an adult wrote it, and no young person has spoken. */
export const whoseAlert = (facts: Facts, alert: Alert): string =>
  isReferred(alert.concern) ? facts.say('inbox.row.referral') : facts.person(alert)

/** The words of an alert: theirs, or all that an adult wrote of them in an invitation. */
export function alertWords(facts: Facts, { concern, referral }: Alert): Html {
  return referral ? words(referral.words, true) : evidence(facts, concern)
}

/** Who wrote an invitation, in what role, how far that is known, and what in it made an alert; empty when a young person said it themselves. */
export function writerFacts(facts: Facts, { concern, referral }: Alert): Fact[] {
  if (!isReferred(concern)) return []
  const label = facts.say('inbox.alert.writer')
  if (!referral) return [[label, [facts.say('inbox.alert.writer.unknown')]]]
  const { name, role, isKnown } = referral
  const known = facts.say(isKnown ? 'inbox.alert.writer.signed-in' : 'inbox.alert.writer.public')
  const isPart = concern.evidence !== '' && concern.evidence !== referral.words
  return [
    [label, [facts.say('inbox.alert.writer.is', { name, role }), known]],
    ...(isPart ? [[facts.say('inbox.alert.noticed'), [concern.evidence]] as const] : []),
  ]
}

/** A suggested activity with everything known and not known of it. */
export function ideaBlock(facts: Facts, idea: Suggestion): Html {
  const name = idea.organisation === undefined ? idea.name : `${idea.name}, ${idea.organisation}`
  return html`<div class="inbox-idea">
    <h3>${name}</h3>
    <p class="inbox-idea__about">${idea.summary}</p>
    ${factList(facts.idea(idea), linked)}
  </div>`
}

const plain = (value: string): Html => html`${value}`

/** What a directory says: a web address becomes a link. */
const linked = (value: string): Html => (/^https?:\/\/\S+$/i.test(value) ? webLink(value) : plain(value))
