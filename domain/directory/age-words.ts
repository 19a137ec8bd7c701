/** Pieces of the patterns that read ages: a number, how it is said to be years, an ordinal. */
export const N = String.raw`(\d{1,2})`
export const OLD = String.raw`(?:\s*-?\s*(?:years?|yrs?|y\/?o|yr)(?:[\s-]+olds?)?|\s*s\b|\s*-?year-?olds?)`
export const TH = String.raw`(?:st|nd|rd|th)`

/** Nobody is older in what descriptions say. */
export const OLDEST = 99
