import type { ConfirmedCode, SnomedCode } from '../../domain/handoff/snomed.ts'
import { proposedCodes } from '../../domain/handoff/snomed.ts'
import { waitingBut, withOutgoing } from '../../domain/handoff/outgoing.ts'
import type { Handoff } from '../../domain/handoff/types.ts'
import { idAfter, leavingAsFhir } from '../leaving.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Collection } from '../storage/store.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Session } from './sessions.ts'

const MOST_TRIES = 5

export type CodeOutcome = 'done' | 'unknown' | 'gone'

/**
 * A person confirms a code, or takes it out again; nothing but what content lists can be confirmed. Where handoffs leave for another
 * system, the document leaves anew.
 */
export async function decideCode(
  collection: Collection<Handoff>,
  id: string,
  wanted: {
    readonly code: SnomedCode
    readonly confirm: boolean
    readonly by: Omit<ConfirmedCode, 'code' | 'term'>
  },
  leavesAsFhir: boolean,
): Promise<CodeOutcome> {
  const { code, term } = wanted.code
  for (let tries = 1; ; tries += 1) {
    const stored = await collection.get(id)
    if (!stored || stored.body.status !== 'sent') return 'gone'
    const others = stored.body.codes.filter((one) => one.code !== code)
    const isThere = others.length < stored.body.codes.length
    if (isThere === wanted.confirm) return 'done'
    const codes = wanted.confirm ? [...others, { code, term, ...wanted.by }] : others
    const changed: Handoff = { ...stored.body, codes }
    const outgoing = leavesAsFhir
      ? withOutgoing(
          changed.outgoing,
          [...waitingBut(changed.outgoing, 'fhir'), leavingAsFhir(changed)],
          idAfter,
        )
      : changed.outgoing
    try {
      await collection.put(id, { ...changed, outgoing }, stored.version)
      return 'done'
    } catch (error) {
      if (!(error instanceof VersionConflict) || tries >= MOST_TRIES) throw error
    }
  }
}

/** Codes of a summary: what people have confirmed, and what is proposed, each with its own button. */
export function codesBlock(
  facts: Facts,
  session: Session,
  handoff: Handoff,
  codes: readonly SnomedCode[],
): Html {
  const form = (code: { code: string; term: string }, what: 'confirm' | 'remove') =>
    html`<form method="post" action="/inbox/handoffs/${handoff.id}/codes">
      ${ownForm(session)}<input type="hidden" name="code" value="${code.code}" />
      <input type="hidden" name="what" value="${what}" />
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">
        ${facts.say(what === 'confirm' ? 'inbox.codes.confirm' : 'inbox.codes.remove', { term: code.term, code: code.code })}
      </button>
    </form>`
  const open = proposedCodes(codes, handoff)
  const fitting = open.filter(({ fits }) => fits)
  const others = open.filter(({ fits }) => !fits)
  return html`<section class="inbox-section inbox-snomed" aria-labelledby="codes">
    <h2 id="codes">${facts.say('inbox.codes')}</h2>
    <p class="inbox-note">${facts.say('inbox.codes.means')}</p>
    ${handoff.codes.map(
      (code) =>
        html`<p class="inbox-snomed__confirmed">
            ${facts.say('inbox.codes.confirmed', {
              term: code.term,
              code: code.code,
              name: code.name,
              time: facts.times.at(code.at),
            })}
          </p>
          ${form(code, 'remove')}`,
    )}
    ${fitting.length > 0 && html`<p class="inbox-snomed__proposed">${facts.say('inbox.codes.fits')}</p>`}
    ${fitting.map(({ code }) => form(code, 'confirm'))}
    ${others.length > 0 && html`<p class="inbox-snomed__proposed">${facts.say('inbox.codes.others')}</p>`}
    ${others.map(({ code }) => form(code, 'confirm'))}
  </section>`
}
