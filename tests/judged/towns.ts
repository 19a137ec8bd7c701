/** A made-up town: what its directory says, and young people who ask, judged before anything was run. */
export interface Town {
  readonly directory: string
  readonly people: string
}

/** In the order in which they were written, each by somebody who saw neither the matching nor the towns before. */
export const TOWNS = {
  first: { directory: 'directory.yaml', people: 'young-people.yaml' },
  second: { directory: 'second-directory.yaml', people: 'second-people.yaml' },
  third: { directory: 'third-directory.yaml', people: 'third-people.yaml' },
  fourth: { directory: 'fourth-directory.yaml', people: 'fourth-people.yaml' },
  fifth: { directory: 'fifth-directory.yaml', people: 'fifth-people.yaml' },
  sixth: { directory: 'sixth-directory.yaml', people: 'sixth-people.yaml' },
  seventh: { directory: 'seventh-directory.yaml', people: 'seventh-people.yaml' },
  eighth: { directory: 'eighth-directory.yaml', people: 'eighth-people.yaml' },
  ninth: { directory: 'ninth-directory.yaml', people: 'ninth-people.yaml' },
  tenth: { directory: 'tenth-directory.yaml', people: 'tenth-people.yaml' },
  eleventh: { directory: 'eleventh-directory.yaml', people: 'eleventh-people.yaml' },
  twelfth: { directory: 'twelfth-directory.yaml', people: 'twelfth-people.yaml' },
  thirteenth: { directory: 'thirteenth-directory.yaml', people: 'thirteenth-people.yaml' },
  fourteenth: { directory: 'fourteenth-directory.yaml', people: 'fourteenth-people.yaml' },
  fifteenth: { directory: 'fifteenth-directory.yaml', people: 'fifteenth-people.yaml' },
  sixteenth: { directory: 'sixteenth-directory.yaml', people: 'sixteenth-people.yaml' },
  seventeenth: { directory: 'seventeenth-directory.yaml', people: 'seventeenth-people.yaml' },
  eighteenth: { directory: 'eighteenth-directory.yaml', people: 'eighteenth-people.yaml' },
  nineteenth: { directory: 'nineteenth-directory.yaml', people: 'nineteenth-people.yaml' },
  twentieth: { directory: 'twentieth-directory.yaml', people: 'twentieth-people.yaml' },
  twentyfirst: { directory: 'twentyfirst-directory.yaml', people: 'twentyfirst-people.yaml' },
  twentysecond: { directory: 'twentysecond-directory.yaml', people: 'twentysecond-people.yaml' },
  twentythird: { directory: 'twentythird-directory.yaml', people: 'twentythird-people.yaml' },
  twentyfourth: { directory: 'twentyfourth-directory.yaml', people: 'twentyfourth-people.yaml' },
  twentyfifth: { directory: 'twentyfifth-directory.yaml', people: 'twentyfifth-people.yaml' },
  twentysixth: { directory: 'twentysixth-directory.yaml', people: 'twentysixth-people.yaml' },
  twentyseventh: { directory: 'twentyseventh-directory.yaml', people: 'twentyseventh-people.yaml' },
  twentyeighth: { directory: 'twentyeighth-directory.yaml', people: 'twentyeighth-people.yaml' },
  twentyninth: { directory: 'twentyninth-directory.yaml', people: 'twentyninth-people.yaml' },
  thirtieth: { directory: 'thirtieth-directory.yaml', people: 'thirtieth-people.yaml' },
  thirtyfirst: { directory: 'thirtyfirst-directory.yaml', people: 'thirtyfirst-people.yaml' },
  thirtysecond: { directory: 'thirtysecond-directory.yaml', people: 'thirtysecond-people.yaml' },
  thirtythird: { directory: 'thirtythird-directory.yaml', people: 'thirtythird-people.yaml' },
  thirtyfourth: { directory: 'thirtyfourth-directory.yaml', people: 'thirtyfourth-people.yaml' },
  thirtyfifth: { directory: 'thirtyfifth-directory.yaml', people: 'thirtyfifth-people.yaml' },
} as const satisfies Readonly<Record<string, Town>>
