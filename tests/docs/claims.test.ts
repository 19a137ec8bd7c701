import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'

const ROOT = join(import.meta.dirname, '../..')

/** Claims that need evidence or an authority we do not have. */
const CLAIMS =
  /\b(?:PRSB|DCB ?0129|DCB ?0160|DTAC|WCAG|GDPR|ISO ?\d+)[- ](?:conform\w*|complian\w*|certified|approved|assured|accredited)|\b(?:NHS|MHRA|NICE|DfE)[- ](?:approved|endorsed|accredited|certified|assured|recommended)|\b(?:approved|endorsed|certified|recommended) by (?:the )?(?:NHS|MHRA|NICE|DfE)|\bclinically (?:validated|proven|tested|safe|effective)|\b(?:UKCA|CE)[- ]marked|\bproven to (?:reduce|improve|help|work)|\b(?:reduces|prevents|cures|treats) (?:suicide|self-harm|loneliness|anxiety|depression)/iu

/** A sentence that says it is not so claims nothing. */
const DENIES = /\b(?:not|never|no|nobody|nothing|none|neither|without)\b/iu

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name))

const claimsIn = (text: string): string[] =>
  text
    .replaceAll(/\s+/gu, ' ')
    .split(/(?<=[.!?:|])\s/u)
    .filter((sentence) => CLAIMS.test(sentence) && !DENIES.test(sentence))

describe('what we say of ourselves', () => {
  it('must never claim an approval, a conformity or an effect that nobody has shown (b 28)', () => {
    const files = [
      ...['README.md', 'CHANGELOG.md'],
      ...filesIn('docs', /\.(?:md|yaml)$/u),
      ...filesIn('content/en', /\.yaml$/u),
      ...filesIn('widget', /\.(?:html|tsx?)$/u),
    ]
    expect(files.length).to.be.greaterThan(20)
    expect(
      files.flatMap((file) =>
        claimsIn(readFileSync(join(ROOT, file), 'utf8')).map((claim) => `${file}: ${claim}`),
      ),
    ).to.deep.equal([])
  })

  it('would notice one', () => {
    for (const claim of ['It is PRSB conformant.', 'Clinically validated.', 'An NHS-approved chatbot.']) {
      expect(claimsIn(claim), claim).to.have.length(1)
    }
    expect(claimsIn('It is not PRSB conformant.')).to.deep.equal([])
  })
})
