const TEAM = String.raw`u(?:nders?)?[ -]?\d{1,2}(?:'?s)?`
/** "Theres no U13 U14 U15 or U16 this season", "couldn't run an U15 side". Without a word for a team or a time it may be people who are told not to come. */
const MISSING = new RegExp(
  String.raw`(?:\bno|(?:\bnot|n't|nt|\bcannot|\bunable to) (?:currently |be )?(?:have|run|running|field|fielding|get|raise|put out|enter)(?: an?| any| enough for)?) (${TEAM}(?:(?:,| and| or| nor| &|\/)* ?${TEAM})*)(?:(?: (?:sides?|teams?|squads?|age groups?))(?: (?:this|next) (?:season|year|term))?| (?:this|next) (?:season|year|term))`,
  'g',
)
const ANY = new RegExp(TEAM, 'g')

export interface WithoutMissing {
  /** The text, everything else in its place. */
  readonly text: string
  /** The oldest that have a team, where the teams above them are those that are missing. */
  readonly max?: number
}

/** A text in small letters without the teams that a club says it does not have now. */
export function withoutMissingTeams(whole: string): WithoutMissing {
  const missing = new Set<number>()
  const text = whole.replace(MISSING, (said: string, teams: string) => {
    for (const team of teamsIn(teams)) missing.add(team)
    return ' '.repeat(said.length)
  })
  const others = teamsIn(text)
  const oldest = Math.max(...others, ...missing)
  if (others.length === 0 || !missing.has(oldest)) return { text }
  let top = oldest
  while (missing.has(top)) top -= 1
  // "Under 12s" are eleven at most.
  return { text, max: top - 1 }
}

const teamsIn = (text: string): number[] =>
  (text.match(ANY) ?? []).map((team) => Number(/\d+/.exec(team)?.[0]))
