import type { EntryOf } from '../../../domain/casework/entries.ts'
import { outcomeOf } from '../../../domain/casework/standing.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { Audit } from '../audit.ts'
import type { Staff } from '../staff.ts'
import type { Added, CaseLog } from './case-log.ts'

export type Outcome = EntryOf<'outcome'>

/** What an outcome changes in the conversation. */
export interface OutcomeEffects {
  /** They did not come: the chat meets it with kindness. Done twice it is done once. */
  readonly missed: (conversation: string, appointment: string) => Promise<boolean>
  /** They came after all. */
  readonly came: (conversation: string, appointment: string) => Promise<void>
  /** One more meeting that somebody came to or missed, or one fewer after a correction; `once` tells this deed from every other. */
  readonly count: (
    figure: 'attended' | 'missed',
    school: string,
    when: Date,
    once: string,
    by: 1 | -1,
  ) => Promise<void>
}

/** The figure of each outcome of a meeting. */
const COUNTED = { attended: 'attended', missed: 'did-not-attend' } as const

/** The one place where it is recorded what came of a meeting, that support has ended or goes on: whatever follows from that is called here. */
export class Outcomes {
  readonly #log: CaseLog
  readonly #audit: Audit
  readonly #effects: OutcomeEffects

  constructor(of: { log: CaseLog; audit: Audit; effects: OutcomeEffects }) {
    this.#log = of.log
    this.#audit = of.audit
    this.#effects = of.effects
  }

  /**
   * Records an outcome of one of this handoff's meetings. Of one before the present booking the chat says nothing: they have booked
   * again, and the figure that the chat would have counted is counted here. `seen` is the id of the outcome that stood when the writer looked, '' for none: when
   * a colleague was faster nothing is recorded.
   */
  async record(staff: Staff, handoff: Handoff, outcome: Outcome, seen: string): Promise<Added> {
    const key = { of: 'handoff' as const, id: handoff.id, conversation: handoff.id, school: handoff.school }
    const { meeting } = outcome
    const appointment = meeting && { id: meeting.appointment, sequence: meeting.sequence }
    let before: Outcome | undefined
    const added = await this.#log.add(key, outcome, (entries) => {
      before = appointment && outcomeOf(entries, appointment)
      return !appointment || (before?.id ?? '') === seen
    })
    if (added === 'changed') return added
    // Again when the form comes twice: the first may have been broken off here.
    if (meeting && outcome.what === 'did-not-attend')
      await this.#effects.missed(handoff.id, meeting.appointment)
    if (meeting && outcome.what === 'attended') await this.#effects.came(handoff.id, meeting.appointment)
    if (meeting && added === 'added') {
      await this.#count('attended', handoff.school, outcome, before)
      if (meeting.appointment !== handoff.appointment?.id)
        await this.#count('missed', handoff.school, outcome, before)
    }
    if (added === 'added') await this.#audit.write(staff, 'recorded-outcome', 'handoff', handoff.id)
    return added
  }

  async #count(
    figure: keyof typeof COUNTED,
    school: string,
    outcome: Outcome,
    before: Outcome | undefined,
  ): Promise<void> {
    const [was, is] = [before?.what === COUNTED[figure], outcome.what === COUNTED[figure]]
    if (was === is) return
    await this.#effects.count(figure, school, new Date(outcome.at), `${figure}:${outcome.id}`, is ? 1 : -1)
  }
}
