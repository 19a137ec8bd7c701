/** What says who somebody is, where they live or how to reach them. `other` is what only another recogniser knows. */
export const PERSONAL = [
  'phone',
  'postcode',
  'address',
  'email',
  'url',
  'handle',
  'nhs-number',
  'birth-date',
  'name',
  'other',
] as const
export type Personal = (typeof PERSONAL)[number]

/** Where one stands in a text (UTF-16 units). `stays` is what is left of it: the first half of a postcode. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly kind: Personal
  readonly stays?: string
}
