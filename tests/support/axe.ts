import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules whose answer another size or other colours can change; a page that has passed them all passes the others in any look. */
export const OF_LOOKS = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
  'meta-viewport',
  'css-orientation-lock',
]

/**
 * What axe-core finds wrong in a page or frame by WCAG 2.2 AA and its best practices: `rule: selector (why)`, one a line; empty
 * when clean. `only`: these rules and no others. It is put in by the debugger, so that a strict CSP does not keep it out.
 */
export async function axeProblems(
  where: Page | Frame,
  { exclude = [], only }: { exclude?: readonly string[]; only?: readonly string[] | undefined } = {},
): Promise<string[]> {
  // Half a megabyte is put in once a page, however often it is asked.
  if ((await where.evaluate('typeof axe')) === 'undefined') await where.evaluate(await source)
  const options = {
    runOnly: only === undefined ? { type: 'tag', values: RULES } : { type: 'rule', values: only },
    rules: Object.fromEntries(exclude.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
    iframes: false,
  }
  const results = await where.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  )
}
