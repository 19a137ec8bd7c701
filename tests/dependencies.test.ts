import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'

const Packages = z.object({ packages: z.record(z.string(), z.unknown()) })

/** What generates sentences, or reports on visitors. Names of packages, of their owners, and parts of names. */
const GENERATES =
  /(?:^|\/)(?:openai|ollama|cohere-ai|replicate|llamaindex|ai|node-llama-cpp|gpt\d?[\w-]*)$|@(?:openai|anthropic-ai|langchain|ai-sdk|google\/gen\w*|mistralai|huggingface|xenova)\b|generative-ai|langchain|bedrock|chatgpt|text-generation/u
const WATCHES =
  /google-?analytics|\bgtag|segment|mixpanel|amplitude|posthog|hotjar|fullstory|sentry|datadog|newrelic|matomo|plausible|applicationinsights-(?:web|js)/u

const installed = Object.keys(
  Packages.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')))
    .packages,
).map((path) => path.replace(/^.*node_modules\//u, ''))

describe('what is installed', () => {
  it('must never be able to write a sentence of its own: no language model (b 29)', () => {
    expect(installed.filter((name) => GENERATES.test(name))).to.deep.equal([])
    for (const name of ['openai', '@anthropic-ai/sdk', '@langchain/core', 'ai', '@huggingface/inference']) {
      expect(GENERATES.test(name), name).to.equal(true)
    }
  })

  it('must never watch who uses it: no analytics of others (b 17)', () => {
    expect(installed.filter((name) => WATCHES.test(name))).to.deep.equal([])
    for (const name of ['@sentry/browser', 'posthog-js', 'mixpanel-browser']) {
      expect(WATCHES.test(name), name).to.equal(true)
    }
  })
})
