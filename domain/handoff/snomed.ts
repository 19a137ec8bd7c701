import { z } from 'zod'
import { hasCheckDigit } from './verhoeff.ts'

export const SNOMED_SYSTEM = 'http://snomed.info/sct'

/** An identifier of SNOMED CT: 6 to 18 digits, the last of them a check digit. */
export const Sctid = z
  .string()
  .regex(/^[1-9]\d{5,17}$/, 'an SCTID is 6 to 18 digits, in quotation marks')
  .refine(hasCheckDigit, 'the check digit is wrong: a digit was mistyped or swapped')

/** A code that may be proposed, as content/snomed.yaml has it. Nothing is coded that does not stand there. */
export const SnomedCode = z.strictObject({
  code: Sctid,
  term: z.string().min(1),
  /** What it says of a handoff: proposed for every one that was agreed, or only ever chosen by a person. */
  proposed: z.enum(['agreed-summary', 'by-a-person']),
  source: z.url(),
  lastChecked: z.iso.date(),
})
export type SnomedCode = z.infer<typeof SnomedCode>

export const SnomedCodes = z.strictObject({ codes: z.array(SnomedCode).min(1) })

/** A code with the person who confirmed it. */
export const ConfirmedCode = z.object({
  code: z.string(),
  term: z.string(),
  by: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
})
export type ConfirmedCode = z.infer<typeof ConfirmedCode>

/** Codes still to be decided on, those that fit this handoff first. None is ever taken over without a person. */
export function proposedCodes(
  codes: readonly SnomedCode[],
  handoff: { readonly version: number; readonly codes: readonly ConfirmedCode[] },
): { readonly code: SnomedCode; readonly fits: boolean }[] {
  const open = codes.filter(({ code }) => !handoff.codes.some((confirmed) => confirmed.code === code))
  const fits = (code: SnomedCode) => code.proposed === 'agreed-summary' && handoff.version > 0
  return open.map((code) => ({ code, fits: fits(code) })).sort((a, b) => Number(b.fits) - Number(a.fits))
}
