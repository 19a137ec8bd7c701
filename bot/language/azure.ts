import type {
  AnalyzeBatchAction,
  BeginAnalyzeBatchOptions,
  TextAnalysisClient,
} from '@azure/ai-language-text'
import type { Span } from '../../domain/redaction/types.ts'
import { CATEGORIES, classIn, languageIn, personalIn, sentimentIn } from './azure-answers.ts'
import { batches, pieces } from './pieces.ts'
import { LanguageFault } from './service.ts'
import type { LanguageService } from './service.ts'
import type { AzureLanguage } from './settings.ts'

const LIMITS = {
  /** Of one document, in UTF-16 units: the service takes 5,120 text elements. */
  document: 5_000,
  /** Documents of one request for personal details (the service's own limit). */
  documents: 5,
  /** A job is looked at again after so long. */
  pollMs: 150,
  /** What a 429 asks for is believed up to this. */
  longestRestMs: 60_000,
  restMs: 10_000,
} as const

/** Nothing is kept there for finding faults, as it is by default for 48 hours. */
const NO_LOGS = { disableServiceLogs: true } as const

/**
 * Azure AI Language through its own client. Each text goes alone, as a document without a name of ours; nothing is retried here, redirects
 * are not followed (the key would go along), and offsets are UTF-16 units, as ours.
 */
export async function azureLanguage(settings: AzureLanguage): Promise<LanguageService> {
  const { models, project } = settings
  const client = await clientOf(settings)
  return {
    async personal(texts, signal) {
      const documents = texts.flatMap((text, of) =>
        pieces(text, LIMITS.document).map((piece) => ({ ...piece, of })),
      )
      const found: Span[][] = texts.map(() => [])
      for (const batch of batches(documents, LIMITS.documents)) {
        const answers = await asked((watch) =>
          client.analyze('PiiEntityRecognition', withIds(batch), {
            ...NO_LOGS,
            modelVersion: models.redaction,
            categoriesFilter: Object.keys(CATEGORIES),
            abortSignal: signal,
            ...watch,
          }),
        )
        personalIn(answers, batch.length).forEach((spans, at) => {
          const { of = 0, from = 0 } = batch[at] ?? {}
          found[of]?.push(...spans.map((span) => ({ ...span, from: span.from + from, to: span.to + from })))
        })
      }
      return found
    },
    async sentiment(text, signal) {
      const options = { ...NO_LOGS, modelVersion: models.sentiment, includeOpinionMining: true }
      return sentimentIn(
        await asked((watch) =>
          client.analyze('SentimentAnalysis', one(text), { ...options, abortSignal: signal, ...watch }),
        ),
      )
    },
    async language(text, signal) {
      const document = [{ id: '0', text: head(text), countryHint: 'gb' }]
      const options = { ...NO_LOGS, modelVersion: models.language }
      return languageIn(
        await asked((watch) =>
          client.analyze('LanguageDetection', document, { ...options, abortSignal: signal, ...watch }),
        ),
      )
    },
    classify:
      project &&
      (async (text, signal) => {
        const action = {
          kind: 'CustomSingleLabelClassification',
          projectName: project.name,
          deploymentName: project.deployment,
          ...NO_LOGS,
        } as const
        return classIn(await asked((watch) => job(client, action, text, { ...watch, abortSignal: signal })))
      }),
  }
}

async function clientOf({ endpoint, access }: AzureLanguage): Promise<TextAnalysisClient> {
  // Only where it is configured: elsewhere nothing of it is loaded.
  const { TextAnalysisClient, AzureKeyCredential } = await import('@azure/ai-language-text')
  const options = {
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    allowInsecureConnection: endpoint.startsWith('http:'),
  }
  if (access.by === 'key')
    return new TextAnalysisClient(endpoint, new AzureKeyCredential(access.key), options)
  const { ManagedIdentityCredential } = await import('@azure/identity')
  const credential =
    access.clientId === undefined
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential(access.clientId)
  return new TextAnalysisClient(endpoint, credential, options)
}

/** A long-running job with one action on one text: begun, looked at until it is done, its answers read. */
async function job(
  client: TextAnalysisClient,
  action: AnalyzeBatchAction,
  text: string,
  options: Watch & { abortSignal: AbortSignal },
): Promise<readonly unknown[]> {
  const poller = await client.beginAnalyzeBatch([action], [{ ...first(text), language: 'en' }], {
    updateIntervalInMs: LIMITS.pollMs,
    ...options,
  })
  for await (const result of await poller.pollUntilDone({ abortSignal: options.abortSignal })) {
    if (result.error) throw new LanguageFault('unavailable')
    return result.results
  }
  throw new LanguageFault('bad-answer')
}

const head = (text: string): string => pieces(text, LIMITS.document)[0]?.text ?? ''
const first = (text: string) => ({ id: '0', text: head(text) })
const one = (text: string) => [{ ...first(text), language: 'en' }]
const withIds = (batch: readonly { readonly text: string }[]) =>
  batch.map(({ text }, at) => ({ id: String(at), text, language: 'en' }))

/** What came over the wire last: the client's own errors leave the headers out. */
interface Seen {
  status: number | undefined
  retryAfter: string | undefined
}
/** The client's option that is told of each response. */
type Watch = Required<Pick<BeginAnalyzeBatchOptions, 'onResponse'>>

/** Asks, and says how it failed in a word of ours: the client's errors may quote the service's. */
async function asked(ask: (watch: Watch) => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
  const seen: Seen = { status: undefined, retryAfter: undefined }
  const watch: Watch = {
    onResponse({ status, headers }) {
      seen.status = status
      seen.retryAfter = headers.get('retry-after')
    },
  }
  try {
    return await ask(watch)
  } catch (error) {
    throw error instanceof LanguageFault ? error : faultOf(error, seen)
  }
}

function faultOf(error: unknown, { status, retryAfter }: Seen): LanguageFault {
  const cause = error
  if (status === undefined || status >= 500 || status === 408)
    return new LanguageFault('unavailable', { cause })
  if (status === 429) return new LanguageFault('throttled', { cause, retryAfterMs: restFor(retryAfter) })
  return new LanguageFault(status >= 300 ? 'refused' : 'bad-answer', { cause })
}

/** Seconds, as Azure sends them; anything else is our own pause. */
function restFor(retryAfter: string | undefined): number {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined
  return seconds === undefined ? LIMITS.restMs : Math.min(seconds * 1000, LIMITS.longestRestMs)
}
