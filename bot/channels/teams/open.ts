import type { ServiceClientCredentialsFactory } from 'botframework-connector'
import type { Languages } from '../../../content/load-languages.ts'
import type { Clock } from '../../../domain/time/clock.ts'
import type { AuditTrail } from '../../audit/trail.ts'
import type { AgentHub as HubSettings, AzureBot } from '../../config/azure.ts'
import type { ConversationService } from '../../conversation-service.ts'
import type { Redactor } from '../../language/redactor.ts'
import type { Logger } from '../../logger.ts'
import type { Schools } from '../../schools.ts'
import type { HttpServer } from '../../server.ts'
import { Alone } from '../../storage/across.ts'
import type { Store } from '../../storage/store.ts'
import { AgentHub } from './agent-hub.ts'
import { Connector } from './connector.ts'
import { Inbound } from './inbound.ts'
import { People } from './people.ts'
import { registerTeams } from './register.ts'
import { Sender } from './sender.ts'
import { StaffCards } from './staff-cards.ts'

export type BotCredentials = ServiceClientCredentialsFactory

export interface TeamsOptions {
  readonly bot: AzureBot
  readonly store: Store
  /** Where it is written who acknowledged a card. */
  readonly trail: AuditTrail
  readonly schools: Schools
  readonly languages: Languages
  readonly publicUrl: string
  readonly clock: Clock
  readonly logger: Logger
  /** Another service's desk on the same channels, and what takes personal details out of what it is shown. */
  readonly hub?: HubSettings | undefined
  readonly redactor: Redactor
  /** For tests: where tokens for answers come from, when not from Microsoft. */
  readonly credentials?: BotCredentials | undefined
}

/** Teams and Azure Bot Service: the connector and the cards for staff, which alerts need; the rest once there are conversations. */
export class Teams {
  readonly staffCards: StaffCards
  readonly #o: TeamsOptions
  readonly #connector: Connector
  #sender: Sender | undefined
  #inbound: Inbound | undefined

  constructor(options: TeamsOptions) {
    this.#o = options
    this.#connector = Connector.of(options.bot, options.credentials)
    this.staffCards = new StaffCards({
      ...options,
      texts: options.languages.english.texts,
      connector: this.#connector,
      teamsUrl: options.bot.cloud.teamsUrl,
    })
  }

  /** Takes what is posted to `/api/messages` into these conversations, and what is said in them back. Throws ConfigError. */
  async serve(
    server: HttpServer,
    of: { conversations: ConversationService; takesDirectLine: boolean; answerMs?: number },
  ): Promise<void> {
    const { conversations, answerMs } = of
    const connector = this.#connector
    const people = new People(this.#o.schools, of.takesDirectLine)
    const { hub: settings } = this.#o
    const hub = settings && new AgentHub({ ...this.#o, hub: settings })
    const sender = new Sender({
      ...this.#o,
      hub,
      conversations,
      connector,
      across: this.#o.store.across ?? new Alone(),
    })
    const inbound = new Inbound({
      ...this.#o,
      ...{ conversations, connector, people, sender, answerMs, hub },
      staffCards: this.staffCards,
    })
    registerTeams(server, { connector, inbound })
    this.#sender = sender
    this.#inbound = inbound
    await this.resume()
  }

  /** Takes up what another process, or this one before, left unsent. */
  async resume(): Promise<void> {
    await this.#sender?.resume()
    await this.staffCards.start()
  }

  /** Waits for what is being answered and sent. */
  async close(): Promise<void> {
    await this.#inbound?.close()
    await this.#sender?.close()
    await this.staffCards.close()
  }
}
