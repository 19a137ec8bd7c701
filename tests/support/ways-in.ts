import { expect } from 'chai'
import { z } from 'zod'
import { conversationId } from '../../bot/channels/teams/people.ts'
import { tappable } from '../../bot/channels/teams/cards/choices.ts'
import type { ConversationService } from '../../bot/conversation-service.ts'
import type { Reply } from '../../dialogs/reply.ts'
import type { School } from '../../domain/school/school.ts'
import { FakeConnector, TENANT } from './bot-connector.ts'
import { speaker } from './conversation.ts'
import { holds } from './eventually.ts'
import type { FakeClock } from './fake-clock.ts'
import type { MemoryStore } from './memory-store.ts'
import { CHAT, startTeams } from './teams.ts'

/** A service that was made anew for this turn, with what it stands on. */
interface Made {
  readonly service: ConversationService
  readonly clock: FakeClock
  readonly school: School
  readonly store: MemoryStore
}

/** What a young person does in one turn of a golden conversation. */
export interface Said {
  readonly key: string
  readonly text: string
  readonly hasPicture: boolean
  /** Ids of what is tapped in the last question. */
  readonly chose: readonly string[] | undefined
}

/** A way by which a conversation comes in. */
export interface Way {
  readonly conversation: string
  school(demo: School): School
  begin(made: Made): Promise<void>
  take(made: Made, said: Said): Promise<void>
}

/** As the Direct Line hands it over. */
export const directly: Way = {
  conversation: speaker.conversation,
  school: (demo) => demo,
  begin: ({ service }) => service.start(speaker),
  take: async ({ service }, { key, text, hasPicture, chose }) => {
    await service.take(speaker, {
      type: 'message',
      clientActivityId: key,
      text,
      ...(hasPicture ? { attachments: ['image/png'] } : {}),
      ...(chose ? { tap: { chose } } : {}),
    })
  },
}

const Sent = z.object({ attachments: z.array(z.object({ content: z.unknown() })).optional() })
const Button = z.object({
  type: z.literal('Action.Execute'),
  data: z.looseObject({ matters: z.looseObject({ seq: z.int(), at: z.array(z.int()) }) }),
})
type Button = z.infer<typeof Button>

/** A busy machine makes the connector slow, and then what waits is tried again after seconds. */
const SENT_WITHIN_MS = 60_000

/** By Teams: signed activities over a socket, and taps on the cards as the connector was given them. */
export class TeamsWay implements Way {
  readonly conversation = conversationId('msteams', CHAT)
  readonly #connector = new FakeConnector()

  async open(): Promise<void> {
    await this.#connector.open()
  }

  close(): Promise<void> {
    return this.#connector.close()
  }

  school(demo: School): School {
    return { ...demo, teams: { tenant: TENANT } }
  }

  async begin(made: Made): Promise<void> {
    this.#connector.sent.length = 0
    await this.#with(made, () => ({ type: 'conversationUpdate', membersAdded: [{ id: 'the bot' }] }))
  }

  async take(made: Made, said: Said): Promise<void> {
    await this.#with(made, async () => {
      // What staff did meanwhile has reached them before they answer it.
      await this.#settled(made)
      const tap = said.chose && (await this.#tap(made, said.chose))
      const typed = {
        id: said.key,
        text: said.text,
        ...(said.hasPicture ? { attachments: [{ contentType: 'image/png' }] } : {}),
      }
      return tap ?? typed
    })
  }

  /** What Teams sends when these are tapped, on the newest card that has them. */
  async #tap({ service }: Made, chose: readonly string[]): Promise<Record<string, unknown>> {
    const log = (await service.links.recordOf(this.conversation))?.log ?? []
    const placesIn = (reply: Reply) =>
      chose.map((id) => tappable(reply).findIndex((choice) => choice.id === id))
    const canTap = (reply: Reply) => tappable(reply).length > 0 && !placesIn(reply).includes(-1)
    const asked = log.findLast((entry) => entry.by === 'bot' && canTap(entry.reply))
    if (asked?.by !== 'bot') throw new Error(`nothing was said with ${chose.join(', ')}`)
    const places = placesIn(asked.reply)
    const buttons = this.#buttons().filter(({ data }) => data.matters.seq === asked.seq)
    const own = buttons.find(({ data }) => places.length === 1 && data.matters.at.includes(places[0]!))
    const done = buttons.find(({ data }) => data.matters.at.length === 0)
    const button = own ?? done
    if (!button) throw new Error(`no card was sent with ${chose.join(', ')}`)
    const data = own ? button.data : { ...button.data, picked: places.join(',') }
    const value = { action: { type: 'Action.Execute', verb: 'choose', data } }
    return { type: 'invoke', name: 'adaptiveCard/action', value, text: undefined }
  }

  #buttons(): Button[] {
    const found: Button[] = []
    const look = (value: unknown): void => {
      const button = Button.safeParse(value)
      if (button.success) found.push(button.data)
      if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) look(part)
    }
    for (const one of this.#connector.shownIn(CHAT)) look(Sent.parse(one).attachments)
    return found
  }

  async #with(
    made: Made,
    does: () => Record<string, unknown> | Promise<Record<string, unknown>>,
  ): Promise<void> {
    const teams = await startTeams({ connector: this.#connector, ...made })
    try {
      const activity = await does()
      const answer = await teams.say(activity)
      expect(answer.status, answer.text).to.equal(200)
      if (activity['type'] === 'invoke')
        expect(answer.json['type'], answer.text).to.equal('application/vnd.microsoft.card.adaptive')
      await this.#settled(made)
    } finally {
      await teams.close()
    }
  }

  #settled({ service }: Made): Promise<void> {
    return holds(async () => {
      const record = await service.links.recordOf(this.conversation)
      expect(record?.link?.sent).to.equal(record?.lastSeq)
    }, SENT_WITHIN_MS)
  }
}
