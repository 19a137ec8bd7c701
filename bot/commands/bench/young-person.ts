import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Agent } from 'node:http'
import { WebSocket, type RawData } from 'ws'
import { z } from 'zod'
import { answering, LAST_QUESTION, type Asked } from './answers.ts'
import { postJson } from './http.ts'
import type { User } from './user.ts'

const LIMITS = {
  /** A question that has not come by then never will: Direct Line's own limit for a turn. */
  questionMs: 15_000,
  /** The short path has 10 questions before the ideas and the safety dialog a few more; beyond this someone goes round in circles. */
  turns: 25,
}

/** Feeds are read after the service listens; after this they never will be. */
const FEEDS_MS = 20_000

/** Where the short path goes when the directory has nothing, or is not read yet. */
const NO_IDEAS = 'finding.change'

const Token = z.object({ token: z.string(), conversationId: z.string() })
const Started = z.object({ streamUrl: z.string() })
const Posted = z.object({ id: z.string().min(1) })
const Frame = z.object({
  activities: z.array(
    z.object({
      id: z.string(),
      channelData: z
        .object({
          matters: z
            .object({
              message: z.string(),
              ask: z.object({ choices: z.array(z.object({ id: z.string(), label: z.string() })) }).optional(),
              cards: z.array(z.object({ type: z.string() })).optional(),
            })
            .optional()
            // A tap of their own comes back on the stream; it has no message.
            .catch(undefined),
        })
        .optional(),
    }),
  ),
})

interface Question extends Asked {
  readonly activity: string
}

/**
 * A young person with the widget: a token, a stream, and the short path to the ideas; then a new conversation. A turn is over when the
 * post is answered and the next question stands on the screen; opening a conversation is a turn too.
 */
export class YoungPerson implements User {
  readonly #agent: Agent
  readonly #url: string
  readonly #number: () => number
  #chat: Chat | undefined

  /** `number` gives each conversation its number in the run. */
  constructor(of: { agent: Agent; url: string; number: () => number }) {
    this.#agent = of.agent
    this.#url = of.url
    this.#number = of.number
  }

  async turn(): Promise<void> {
    if (!this.#chat) {
      this.#chat = await Chat.open(this.#agent, this.#url, this.#number())
    } else if (await this.#chat.answer()) {
      this.leave()
    }
  }

  /** Walks the path to its end, once. False when there were no ideas, as in the first seconds of a new service: feeds are read after it listens. */
  async findsIdeas(): Promise<boolean> {
    this.leave()
    try {
      do await this.turn()
      while (this.#chat && this.#chat.question !== NO_IDEAS)
      return this.#chat === undefined
    } finally {
      this.leave()
    }
  }

  leave(): void {
    this.#chat?.close()
    this.#chat = undefined
  }
}

/** Someone who stays at the first question and asks "why?", again and again: a conversation that grows and grows. */
export class LongTalk implements User {
  readonly #open: () => Promise<Chat>
  #chat: Chat | undefined

  constructor(of: { agent: Agent; url: string; number: () => number }) {
    this.#open = () => Chat.open(of.agent, of.url, of.number())
  }

  async turn(): Promise<void> {
    if (!this.#chat) this.#chat = await this.#open()
    else await this.#chat.say({ text: 'why' })
  }

  leave(): void {
    this.#chat?.close()
    this.#chat = undefined
  }
}

/** One conversation. */
class Chat {
  readonly #agent: Agent
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #answer: ReturnType<typeof answering>
  readonly #asked: AsyncQuestion
  #socket: WebSocket | undefined
  #question: Question | undefined
  readonly #trail: string[] = []

  private constructor(agent: Agent, url: string, number: number, headers: Readonly<Record<string, string>>) {
    this.#agent = agent
    this.#url = url
    this.#headers = headers
    this.#answer = answering(number)
    this.#asked = new AsyncQuestion()
  }

  static async open(agent: Agent, url: string, number: number): Promise<Chat> {
    const origin = { origin: url, 'x-forwarded-for': addressOf(number) }
    const token = Token.parse(await postJson(agent, `${url}/api/token?school=demo`, {}, origin))
    const headers = { ...origin, authorization: `Bearer ${token.token}` }
    const started = await postJson(agent, `${url}/v3/directline/conversations`, {}, headers)
    const chat = new Chat(
      agent,
      `${url}/v3/directline/conversations/${token.conversationId}/activities`,
      number,
      headers,
    )
    await chat.#listen(Started.parse(started).streamUrl, url)
    chat.#question = await chat.#asked.next()
    return chat
  }

  /** Id of the question that stands. */
  get question(): string | undefined {
    return this.#question?.message
  }

  /** Answers the question that stands. Gives whether the path is at its end. */
  async answer(): Promise<boolean> {
    const question = this.#question
    if (!question) throw new Error('no question stands')
    this.#trail.push(question.message)
    if (this.#trail.length > LIMITS.turns) throw new Error(`no ideas after ${this.#trail.join(' ')}`)
    const answer = this.#answer(question)
    const chosen = 'tap' in answer ? question.choices.filter(({ id }) => answer.tap.includes(id)) : []
    if ('tap' in answer && chosen.length < answer.tap.length)
      throw new Error(`${question.message} does not offer ${answer.tap.join(', ')}`)
    await this.say(
      'tap' in answer
        ? {
            text: chosen.map(({ label }) => label).join(', '),
            matters: { chose: chosen.map(({ id }) => id), replyTo: question.activity },
          }
        : { text: answer.text },
    )
    if (question.message !== LAST_QUESTION) return false
    if (!this.#asked.sawIdeas) throw new Error('the path led to no ideas')
    return true
  }

  /** Sends a message, with what was tapped for it; over when the next question has come. */
  async say({ text, matters }: { text: string; matters?: object }): Promise<void> {
    const next = this.#asked.next()
    const [posted, asked] = await Promise.all([
      postJson(
        this.#agent,
        this.#url,
        {
          type: 'message',
          from: { id: 'user' },
          text,
          channelData: { clientActivityID: randomUUID(), ...(matters && { matters }) },
        },
        this.#headers,
      ),
      next,
    ])
    Posted.parse(posted)
    this.#question = asked
  }

  close(): void {
    this.#socket?.terminate()
  }

  async #listen(streamUrl: string, origin: string): Promise<void> {
    const socket = new WebSocket(streamUrl, { origin, perMessageDeflate: false })
    this.#socket = socket
    socket.on('message', (data: RawData) => {
      const text = textOf(data)
      // An empty frame is Direct Line's way of saying that it is still there.
      if (text !== '') this.#read(text)
    })
    socket.on('close', () => this.#asked.fail(new Error('the stream was closed')))
    await once(socket, 'open')
    socket.on('error', (error) => this.#asked.fail(error))
  }

  #read(text: string): void {
    for (const { id, channelData } of Frame.parse(JSON.parse(text)).activities) {
      const reply = channelData?.matters
      if (reply?.cards?.some(({ type }) => type === 'idea')) this.#asked.sawIdeas = true
      if (reply?.ask) this.#asked.put({ activity: id, message: reply.message, choices: reply.ask.choices })
    }
  }
}

/** Where the question that comes next is waited for: at most one is on its way. */
class AsyncQuestion {
  sawIdeas = false
  #come: Question[] = []
  #waiting: { resolve: (question: Question) => void; reject: (error: Error) => void } | undefined

  next(): Promise<Question> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.fail(new Error('no question came')), LIMITS.questionMs)
      const settled = () => {
        clearTimeout(late)
        this.#waiting = undefined
      }
      this.#waiting = {
        resolve: (question) => {
          settled()
          resolve(question)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      }
      const [early] = this.#come.splice(0, 1)
      if (early) this.#waiting.resolve(early)
    })
  }

  put(question: Question): void {
    if (this.#waiting) this.#waiting.resolve(question)
    else this.#come.push(question)
  }

  fail(error: Error): void {
    this.#waiting?.reject(error)
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString()
}

/** Each their own address, as the proxy in front would say it: the service counts tokens by address. */
const addressOf = (number: number): string =>
  `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`

/** Waits until a new service has ideas to suggest: before that the short path goes another way. Throws when it never has. */
export async function feedsAreRead(person: YoungPerson): Promise<void> {
  for (const late = performance.now() + FEEDS_MS; !(await person.findsIdeas());)
    if (performance.now() > late) throw new Error('the service has no ideas to suggest')
}
