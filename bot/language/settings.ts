import { isThisMachine } from '../../domain/alerts/settings.ts'

/** Dated versions, so that what was signed off does not change by itself. */
export const PINNED_MODELS = {
  redaction: '2023-09-01',
  sentiment: '2022-11-01',
  language: '2023-12-01',
} as const
type Models = Readonly<Record<keyof typeof PINNED_MODELS, string>>

/** Where Azure's language service is and how to be let in. */
export interface AzureLanguage {
  readonly endpoint: string
  readonly access:
    | { readonly by: 'key'; readonly key: string }
    /** A managed identity: the machine's own, or the one with this client id. */
    | { readonly by: 'identity'; readonly clientId: string | undefined }
  readonly models: Models
  /** Custom single-label classification of one's own. */
  readonly project: { readonly name: string; readonly deployment: string } | undefined
}

export interface LanguageVariables {
  readonly AZURE_LANGUAGE_ENDPOINT?: string | undefined
  readonly AZURE_LANGUAGE_KEY?: string | undefined
  readonly AZURE_LANGUAGE_IDENTITY?: string | undefined
  readonly AZURE_LANGUAGE_PROJECT?: string | undefined
  readonly AZURE_LANGUAGE_DEPLOYMENT?: string | undefined
  readonly AZURE_LANGUAGE_MODELS?: string | undefined
}

/** The settings of Azure's language service; undefined when there are none. Half of them are problems, in words that say what to do. */
export function azureLanguageFrom(
  read: LanguageVariables,
  production: boolean,
): { readonly language: AzureLanguage | undefined; readonly problems: readonly string[] } {
  const {
    AZURE_LANGUAGE_ENDPOINT: endpoint,
    AZURE_LANGUAGE_KEY: key,
    AZURE_LANGUAGE_IDENTITY: identity,
    AZURE_LANGUAGE_PROJECT: name,
    AZURE_LANGUAGE_DEPLOYMENT: deployment,
    AZURE_LANGUAGE_MODELS: models,
  } = read
  if ([endpoint, key, identity, name, deployment, models].every((one) => one === undefined))
    return { language: undefined, problems: [] }
  const pinned = modelsFrom(models)
  const problems = [
    ...endpointProblems(endpoint, production),
    ...((key === undefined) === (identity === undefined)
      ? ['AZURE_LANGUAGE_KEY, AZURE_LANGUAGE_IDENTITY: give one of the two, and only one']
      : []),
    ...((name === undefined) !== (deployment === undefined)
      ? ['AZURE_LANGUAGE_PROJECT and AZURE_LANGUAGE_DEPLOYMENT: give both, or neither']
      : []),
    ...(pinned === undefined
      ? [
          'AZURE_LANGUAGE_MODELS: must be like redaction=2023-09-01,sentiment=2022-11-01, with dated versions only',
        ]
      : []),
  ]
  if (problems.length > 0 || endpoint === undefined || pinned === undefined)
    return { language: undefined, problems }
  return {
    problems,
    language: {
      endpoint,
      access:
        key === undefined
          ? { by: 'identity', clientId: identity === 'system' ? undefined : identity }
          : { by: 'key', key },
      models: pinned,
      project: name !== undefined && deployment !== undefined ? { name, deployment } : undefined,
    },
  }
}

function endpointProblems(endpoint: string | undefined, production: boolean): string[] {
  if (endpoint === undefined)
    return ['AZURE_LANGUAGE_ENDPOINT: give it too, like https://NAME.cognitiveservices.azure.com']
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const isHttp = url?.protocol === 'http:' && !production && isThisMachine(url)
  return url?.protocol === 'https:' || isHttp ? [] : ['AZURE_LANGUAGE_ENDPOINT: must begin with https://']
}

/** The pinned versions with some of them replaced; undefined when that is written wrongly: "latest" would change by itself. */
function modelsFrom(written = ''): Models | undefined {
  const parts = written.split(',').filter((part) => part.trim() !== '')
  const pairs = parts.map((part) =>
    /^\s*(redaction|sentiment|language)=(\d{4}-\d{2}-\d{2}(?:-[a-z0-9]+)?)\s*$/.exec(part),
  )
  if (pairs.some((pair) => !pair)) return undefined
  const chosen = Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
  return { ...PINNED_MODELS, ...chosen }
}
