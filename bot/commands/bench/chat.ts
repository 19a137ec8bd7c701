import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { answering, LAST_QUESTION, type Asked } from './answers.ts'

const LIMITS = {
  /** A question that has not come by then never will: Direct Line's own limit for a turn. */
  questionMs: 15_000,
  /** The short path has 10 questions before the ideas and the safety dialog a few more; beyond this someone goes round in circles. */
  turns: 25,
}

/** How a young person and the service reach each other. */
export interface Line {
  /** Opens a conversation of its own. `came` is told each activity of the bot, `broke` when nothing more can come. */
  open(of: { came: (activity: unknown) => void; broke: (error: Error) => void }): Promise<void>
  /** Sends an activity; resolves when the service has taken it, rejects when it has not. */
  post(activity: object): Promise<void>
  close(): void
}

const Said = z.object({
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
})

interface Question extends Asked {
  readonly activity: string
}

/** One conversation. */
export class Chat {
  readonly #line: Line
  readonly #answer: ReturnType<typeof answering>
  readonly #asked = new AsyncQuestion()
  #question: Question | undefined
  readonly #trail: string[] = []

  private constructor(line: Line, number: number) {
    this.#line = line
    this.#answer = answering(number)
  }

  /** `number`: the conversation's in the run, which says how its young person answers. */
  static async open(line: Line, number: number): Promise<Chat> {
    const chat = new Chat(line, number)
    const first = chat.#asked.next()
    const opening = line.open({
      came: (activity) => chat.#read(activity),
      broke: (error) => chat.#asked.fail(error),
    })
    const [question] = await Promise.all([first, opening])
    chat.#question = question
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

  /** Sends a message, with what was tapped for it; over when it is taken and the next question has come. */
  async say({ text, matters }: { text: string; matters?: object }): Promise<void> {
    const next = this.#asked.next()
    const channelData = { clientActivityID: randomUUID(), ...(matters && { matters }) }
    const [asked] = await Promise.all([next, this.#line.post({ type: 'message', text, channelData })])
    this.#question = asked
  }

  close(): void {
    this.#line.close()
  }

  #read(activity: unknown): void {
    const { id, channelData } = Said.parse(activity)
    const reply = channelData?.matters
    if (reply?.cards?.some(({ type }) => type === 'idea')) this.#asked.sawIdeas = true
    if (reply?.ask) this.#asked.put({ activity: id, message: reply.message, choices: reply.ask.choices })
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
