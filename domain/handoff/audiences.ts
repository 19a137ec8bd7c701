import type { Audience, SummaryLine } from '../conversation/person.ts'

/** Exactly the lines that are for this reader: the preview, the e-mail and the handoff all ask here, so that they cannot differ. */
export const linesFor = (lines: readonly SummaryLine[], audience: Audience): SummaryLine[] =>
  lines.filter(({ sharedWith }) => sharedWith.includes(audience)).map(asRead)

/** A line as its readers read it: what was said in words of ours in another language stands there in English, with the original. */
function asRead({ english, ...line }: SummaryLine): SummaryLine {
  return english === undefined || english === line.text
    ? line
    : { ...line, text: `${english} (${line.text})` }
}

/** What another than the link worker gets of it: the words alone, without who else sees them. */
export const asShared = (lines: readonly SummaryLine[], audience: Audience): SummaryLine[] =>
  linesFor(lines, audience).map((line) => ({ ...line, sharedWith: [audience] }))
