import { z } from 'zod'
import type { Personal, Span } from '../../domain/redaction/types.ts'
import type { Opinions } from '../../domain/screening/opinions.ts'
import { LanguageFault } from './service.ts'

/** An entity below this is a guess. */
const LEAST_CONFIDENCE = 0.5

/** What Azure is asked for: what says who somebody is. Ages, dates, kinds of people and organisations say what happened, and stay. */
export const CATEGORIES: Readonly<Record<string, Personal>> = {
  Person: 'name',
  PhoneNumber: 'phone',
  Address: 'address',
  Email: 'email',
  URL: 'url',
  IPAddress: 'other',
  UKNationalHealthNumber: 'nhs-number',
  UKNationalInsuranceNumber: 'other',
  UKDriversLicenseNumber: 'other',
  USUKPassportNumber: 'other',
  InternationalBankingAccountNumber: 'other',
  CreditCardNumber: 'other',
}

const Offset = z.int().min(0)
const Score = z.number().min(0).max(1)

const Pii = z.object({
  id: z.string(),
  entities: z.array(
    z.object({ category: z.string(), offset: Offset, length: Offset, confidenceScore: Score }),
  ),
})
const Sentiment = z.object({
  sentences: z.array(
    z.object({
      offset: Offset,
      length: Offset,
      confidenceScores: z.object({ negative: Score }),
      opinions: z.array(z.object({ target: z.object({ sentiment: z.string() }) })).default([]),
    }),
  ),
})
const Language = z.object({
  primaryLanguage: z.object({ iso6391Name: z.string(), confidenceScore: Score }),
})
const Classes = z.object({
  classifications: z.array(z.object({ category: z.string().max(200), confidenceScore: Score })).min(1),
})

/** Parses one document's answer, and says nothing of what was in it when it is another. */
function read<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new LanguageFault('bad-answer')
  return parsed.data
}

/** The one answer to the one document that was sent. */
const only = (answers: readonly unknown[]): unknown => (answers.length === 1 ? answers[0] : undefined)

/** Personal details of each of `count` documents whose ids are their places. */
export function personalIn(answers: readonly unknown[], count: number): Span[][] {
  const byId = new Map(answers.map((answer) => read(Pii, answer)).map((one) => [one.id, one.entities]))
  return Array.from({ length: count }, (_none, at) => {
    const entities = byId.get(String(at))
    if (!entities) throw new LanguageFault('bad-answer')
    return entities.flatMap(({ category, offset, length, confidenceScore }) => {
      const kind = CATEGORIES[category]
      const isSure = kind !== undefined && confidenceScore >= LEAST_CONFIDENCE && length > 0
      return isSure ? [{ from: offset, to: offset + length, kind }] : []
    })
  })
}

export function sentimentIn(answers: readonly unknown[]): NonNullable<Opinions['sentiment']> {
  const { sentences } = read(Sentiment, only(answers))
  return {
    sentences: sentences.map(({ offset, length, confidenceScores, opinions }) => ({
      from: offset,
      to: offset + length,
      negative: confidenceScores.negative,
      badly: opinions.filter(({ target }) => target.sentiment === 'negative').length,
    })),
  }
}

export function languageIn(answers: readonly unknown[]): NonNullable<Opinions['language']> {
  const { iso6391Name, confidenceScore } = read(Language, only(answers)).primaryLanguage
  // "(Unknown)" and variants such as zh_chs: the language is enough.
  const code = /^[a-z]{2,3}(?=$|[_-])/.exec(iso6391Name.toLowerCase())?.[0]
  return code === undefined ? { code: 'und', confidence: 0 } : { code, confidence: confidenceScore }
}

export function classIn(answers: readonly unknown[]): NonNullable<Opinions['classification']> {
  const { classifications } = read(Classes, only(answers))
  const likeliest = classifications.reduce((a, b) => (b.confidenceScore > a.confidenceScore ? b : a))
  return { label: likeliest.category, confidence: likeliest.confidenceScore }
}
