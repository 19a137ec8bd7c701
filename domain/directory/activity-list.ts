/** One kind of activity of the OpenActive activity list: its names, and what it is a part of. */
export interface ActivityConcept {
  /** The part of its address after the `#`: a UUID. */
  readonly id: string
  readonly label: string
  /** Other names. */
  readonly also?: readonly string[] | undefined
  /** Ids of the wider kinds it belongs to: 5-a-side is football. */
  readonly in?: readonly string[] | undefined
}

/** The activity list, asked by id or by any of its names. */
export interface ActivityList {
  /**
   * The names of an activity and of the wider kinds above it, nearest first: the list's own name where it knows the id or the label,
   * else the label as given. Empty when neither says anything.
   */
  namesOf(concept: { readonly id?: string | undefined; readonly label?: string | undefined }): string[]
  /** The credit that the licence of the data asks for. */
  creditOf(who: string): string
}

/** Wider kinds beyond this say nothing of the activity ("physical activity"). */
const HIGHEST = 2
/** Labels that feeds fill in where they have none. */
const SAYS_NOTHING = new Set([
  'general',
  'other',
  'others',
  'n a',
  'na',
  'none',
  'activity',
  'activities',
  'misc',
  'unknown',
  'test',
])

/** Makes the list of its rows; `credit` has `{who}` in it. A wider kind that is not there is passed over. */
export function createActivityList(rows: readonly ActivityConcept[], credit: string): ActivityList {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byName = new Map<string, ActivityConcept>()
  // The first name of one activity may be the other name of another: first names win.
  for (const row of rows) for (const also of row.also ?? []) byName.set(bare(also), row)
  for (const row of rows) byName.set(bare(row.label), row)
  const wider = (row: ActivityConcept, level: number): string[] =>
    level > HIGHEST
      ? []
      : (row.in ?? []).flatMap((id) => {
          const above = byId.get(id)
          return above ? [above.label, ...wider(above, level + 1)] : []
        })
  return {
    creditOf: (who) => credit.replace('{who}', who),
    namesOf({ id, label }) {
      const name = label?.trim() ?? ''
      const row = byId.get(idIn(id)) ?? byName.get(bare(name))
      if (row) return [...new Set([row.label, ...(row.also ?? []), ...wider(row, 1)])]
      return bare(name) === '' || SAYS_NOTHING.has(bare(name)) ? [] : [name]
    },
  }
}

/** `http://openactive.io/activity-list/#<id>` in the old shape, `https://openactive.io/activity-list#<id>` in the new. */
const idIn = (address: string | undefined): string =>
  (address ?? '').split(/[#/]/).at(-1)?.toLowerCase() ?? ''

const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
