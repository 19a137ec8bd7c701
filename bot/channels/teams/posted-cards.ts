import type { Logger } from '../../logger.ts'
import { staffCards } from '../../records/staff-cards.ts'
import type { StaffCard, StaffCardIndex } from '../../records/staff-cards.ts'
import { AlreadyExists } from '../../storage/errors.ts'
import type { Collection, Store } from '../../storage/store.ts'

/**
 * Which cards stand in chats. One that was posted and could not be written down is remembered here until it can be, so that nobody gets it
 * again and again meanwhile; a process that ends before that posts it once more.
 */
export class PostedCards {
  readonly #cards: Collection<StaffCard, StaffCardIndex>
  readonly #logger: Logger
  readonly #unkept = new Map<string, StaffCard>()

  constructor(of: { store: Store; logger: Logger }) {
    this.#cards = of.store.collection(staffCards)
    this.#logger = of.logger
  }

  /** Whether a card was posted, written down or not. */
  async has(id: string): Promise<boolean> {
    return this.#unkept.has(id) || (await this.#cards.get(id)) !== undefined
  }

  /** Writes down that a card was posted. False when that has to wait: whatever the store says, the card stands in the chat. */
  async keep(id: string, card: StaffCard): Promise<boolean> {
    try {
      await this.#cards.create(id, card)
    } catch (error) {
      if (!(error instanceof AlreadyExists)) {
        if (!this.#unkept.has(id))
          this.#logger.error(
            { what: card.what, record: card.about, err: error },
            'a card for staff was not written down',
          )
        this.#unkept.set(id, card)
        return false
      }
    }
    this.#unkept.delete(id)
    return true
  }

  /** Writes down what waits for it of one alert or summary. False when it still has to wait. */
  async keepWhatWaits({ what, about }: Pick<StaffCard, 'what' | 'about'>): Promise<boolean> {
    const waiting = [...this.#unkept].filter(([, card]) => card.what === what && card.about === about)
    const kept = await Promise.all(waiting.map(([id, card]) => this.keep(id, card)))
    return !kept.includes(false)
  }
}
