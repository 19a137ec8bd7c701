import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'oxfmt'
import { z } from 'zod'

const Options = z.looseObject({ printWidth: z.number() })

/** A page that is made, laid out as the repository's formatter wants it. Throws what the formatter cannot read. */
export async function formattedPage(text: string): Promise<string> {
  const {
    $schema: _,
    ignorePatterns: __,
    ...options
  } = Options.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../.oxfmtrc.json'), 'utf8')))
  const { code, errors } = await format('page.md', text, options)
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
  return code
}
