import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { AzureLanguage } from '../../bot/language/settings.ts'
import { PINNED_MODELS } from '../../bot/language/settings.ts'

const Documents = z.object({
  documents: z.array(z.object({ id: z.string(), text: z.string(), language: z.string().optional() })),
})
const Sync = z.object({
  kind: z.string(),
  analysisInput: Documents,
  parameters: z.record(z.string(), z.unknown()),
})
const Job = z.object({
  analysisInput: Documents,
  tasks: z.array(z.object({ kind: z.string(), parameters: z.record(z.string(), z.unknown()) })),
})

/** One request as it came over the wire. */
export interface Asked {
  readonly kind: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly texts: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly body: string
}

/** How it answers: well, or in one of the ways a service goes wrong. `hang` never answers while the connection stands. */
export type Mood =
  | 'well'
  | 'hang'
  | 'malformed'
  | 'wrong-schema'
  | 'document-error'
  | 'redirect'
  | { status: number; retryAfter?: number }

/** What it thinks of texts, by words that stand in them. */
export interface Thinks {
  /** Every occurrence of the words is an entity of the category. */
  readonly entities?: Readonly<Record<string, { category: string; confidence?: number }>>
  /** A sentence with these words is so negative. */
  readonly negative?: Readonly<Record<string, number>>
  readonly language?: { readonly iso: string; readonly confidence: number }
  readonly label?: { readonly category: string; readonly confidence: number }
}

const KEY = 'a-key-of-this-test-only'

/**
 * Azure AI Language on this machine, in its wire format of 2023-04-01: `:analyze-text` at once, `analyze-text/jobs` as a long-running
 * operation. Real sockets; it says what it is told to think, and can be in any mood.
 */
export class AzureLanguageServer {
  readonly asked: Asked[] = []
  mood: Mood = 'well'
  thinks: Thinks = {}
  /** How often a job says that it is still running. */
  pollsBeforeDone = 1
  #server: Server | undefined
  #port = 0
  #jobs = new Map<string, { polls: number; texts: readonly { id: string }[] }>()

  async open(): Promise<this> {
    const server = createServer((req, res) => void this.#answer(req, res))
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    this.#port = typeof address === 'object' && address !== null ? address.port : 0
    this.#server = server
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  settings(more: Partial<AzureLanguage> = {}): AzureLanguage {
    return {
      endpoint: this.url,
      access: { by: 'key', key: KEY },
      models: PINNED_MODELS,
      project: undefined,
      ...more,
    }
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await textOf(req)
    const url = new URL(req.url ?? '', this.url)
    if (req.method !== 'GET') this.#note(req, url, body)
    if (this.#isMoody(res)) return
    if (req.headers['ocp-apim-subscription-key'] !== KEY) {
      send(res, 401, errorOf('401', 'Access denied due to invalid subscription key or wrong API endpoint.'))
    } else if (req.method === 'POST' && url.pathname === '/language/:analyze-text') {
      send(res, 200, this.#analyzed(Sync.parse(JSON.parse(body))))
    } else if (req.method === 'POST' && url.pathname === '/language/analyze-text/jobs') {
      const id = `job-${this.#jobs.size + 1}`
      this.#jobs.set(id, { polls: 0, texts: Job.parse(JSON.parse(body)).analysisInput.documents })
      res.setHeader(
        'operation-location',
        `${this.url}/language/analyze-text/jobs/${id}?api-version=2023-04-01`,
      )
      finish(res, 202)
    } else if (req.method === 'GET' && url.pathname.startsWith('/language/analyze-text/jobs/')) {
      this.#jobStands(res, url.pathname.split('/').at(-1) ?? '')
    } else {
      send(res, 404, errorOf('404', 'Resource not found'))
    }
  }

  #note(req: IncomingMessage, url: URL, body: string): void {
    const raw: unknown = JSON.parse(body)
    const job = Job.safeParse(raw).data
    const sync = Sync.safeParse(raw).data
    const documents = (job ?? sync)?.analysisInput.documents ?? []
    this.asked.push({
      kind: job?.tasks[0]?.kind ?? sync?.kind ?? '',
      path: `${url.pathname}${url.search}`,
      headers: req.headers,
      texts: documents.map(({ text }) => text),
      parameters: job?.tasks[0]?.parameters ?? sync?.parameters ?? {},
      body,
    })
  }

  #isMoody(res: ServerResponse): boolean {
    const { mood } = this
    if (mood === 'well' || mood === 'document-error') return false
    if (mood === 'hang') return true
    if (mood === 'malformed') {
      res.setHeader('content-type', 'application/json')
      finish(res, 200, '{"kind":"SentimentAnalysisResults","results":{"docu')
    } else if (mood === 'wrong-schema') {
      send(res, 200, { kind: 'SentimentAnalysisResults', results: { documents: 'none', errors: 3 } })
    } else if (mood === 'redirect') {
      res.setHeader('location', `${this.url}/elsewhere`)
      finish(res, 307)
    } else {
      if (mood.retryAfter !== undefined) res.setHeader('retry-after', String(mood.retryAfter))
      send(res, mood.status, errorOf(String(mood.status), 'It is the service that says so.'))
    }
    return true
  }

  #analyzed({ kind, analysisInput, parameters }: z.infer<typeof Sync>): unknown {
    const results = (documents: unknown[]) => ({
      kind: `${kind}Results`,
      results: {
        documents: this.mood === 'document-error' ? [] : documents,
        errors:
          this.mood === 'document-error'
            ? analysisInput.documents.map(({ id }) => ({ id, error: errorOf('InvalidArgument', 'no').error }))
            : [],
        modelVersion: parameters['modelVersion'],
      },
    })
    const { documents } = analysisInput
    if (kind === 'PiiEntityRecognition')
      return results(documents.map(({ id, text }) => this.#piiOf(id, text, parameters['piiCategories'])))
    if (kind === 'SentimentAnalysis')
      return results(documents.map(({ id, text }) => this.#sentimentOf(id, text)))
    const { iso = 'en', confidence = 1 } = this.thinks.language ?? {}
    return results(
      documents.map(({ id }) => ({
        id,
        detectedLanguage: { name: 'A language', iso6391Name: iso, confidenceScore: confidence },
        warnings: [],
      })),
    )
  }

  #piiOf(id: string, text: string, categories: unknown) {
    const wanted = z.array(z.string()).parse(categories)
    const entities = Object.entries(this.thinks.entities ?? {})
      .filter(([, { category }]) => wanted.includes(category))
      .flatMap(([words, { category, confidence = 0.9 }]) =>
        places(text, words).map((offset) => ({
          ...{ text: words, category, offset, length: words.length, confidenceScore: confidence },
        })),
      )
    return { id, redactedText: text, entities, warnings: [] }
  }

  #sentimentOf(id: string, text: string) {
    const sentences = [...text.matchAll(/[^.!?\n]+[.!?\n]*/gu)].map(({ 0: sentence, index }) => {
      const [, negative = 0.1] =
        Object.entries(this.thinks.negative ?? {}).find(([words]) => sentence.includes(words)) ?? []
      const scores = { positive: 0, neutral: 1 - negative, negative }
      const sentiment = negative > 0.5 ? 'negative' : 'neutral'
      return {
        ...{ sentiment, confidenceScores: scores, offset: index, length: sentence.length, text: sentence },
        targets: [],
        assessments: [],
      }
    })
    const worst = Math.max(...sentences.map(({ confidenceScores }) => confidenceScores.negative))
    return {
      id,
      sentiment: worst > 0.5 ? 'negative' : 'neutral',
      confidenceScores: { positive: 0, neutral: 1 - worst, negative: worst },
      sentences,
      warnings: [],
    }
  }

  #jobStands(res: ServerResponse, id: string): void {
    const job = this.#jobs.get(id)
    if (!job) {
      send(res, 404, errorOf('404', 'no such job'))
      return
    }
    job.polls += 1
    const isDone = job.polls > this.pollsBeforeDone
    const at = '2026-11-23T10:00:00Z'
    const { category = 'none', confidence = 0.99 } = this.thinks.label ?? {}
    const item = {
      kind: 'CustomSingleLabelClassificationLROResults',
      lastUpdateDateTime: at,
      status: 'succeeded',
      results: {
        documents: job.texts.map(({ id: document }) => ({
          id: document,
          class: [{ category, confidenceScore: confidence }],
          warnings: [],
        })),
        errors: [],
        projectName: 'worries',
        deploymentName: 'production',
      },
    }
    send(res, 200, {
      ...{ jobId: id, lastUpdatedDateTime: at, createdDateTime: at, expirationDateTime: at },
      status: isDone ? 'succeeded' : 'running',
      errors: [],
      tasks: {
        ...{ completed: isDone ? 1 : 0, failed: 0, inProgress: isDone ? 0 : 1, total: 1 },
        items: isDone ? [item] : [],
      },
    })
  }
}

async function textOf(req: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of req) body += String(chunk)
  return body
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.setHeader('content-type', 'application/json; charset=utf-8')
  finish(res, status, JSON.stringify(body))
}

/** In two steps: restify, where it is loaded, has a `writeHead` that gives nothing back. */
function finish(res: ServerResponse, status: number, body = ''): void {
  res.statusCode = status
  res.end(body)
}

const errorOf = (code: string, message: string) => ({ error: { code, message } })

function places(text: string, words: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at)
  return found
}
