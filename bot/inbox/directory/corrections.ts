import { differing } from '../../../domain/directory/details.ts'
import type { DetailField, SomeDetails } from '../../../domain/directory/details.ts'
import { detailsOf } from '../../../domain/directory/details.ts'
import type { Decider, DecisionOf } from '../../../domain/directory/decisions.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { readEntry, typedOf } from './entry-form.ts'
import type { Problem, Typed } from './entry-form.ts'

export interface ReadCorrection {
  readonly problems: readonly Problem[]
  /** Undefined when nothing differs from the feed any more. */
  readonly correction: DecisionOf<'correction'> | undefined
  /** The fields that this form changed. */
  readonly changed: readonly DetailField[]
}

/**
 * What a form says that the feed does not. Inputs that were left as the feed has them are no correction, and never wrong: a link
 * worker who mends a time need not mend the feed's e-mail address too. A field that was corrected before and is left alone keeps who
 * and when.
 */
export function readCorrection(of: {
  readonly typed: Typed
  readonly feed: Opportunity
  readonly before: DecisionOf<'correction'> | undefined
  readonly school: string
  readonly by: Decider
  readonly now: Date
}): ReadCorrection {
  const { typed, feed, before, school, by, now } = of
  const said = detailsOf(feed)
  const shown = typedOf(said)
  const asShown = readEntry(shown)
  const posted = readEntry(typed)
  const problems = posted.problems.filter(({ input }) => typed.get(input) !== shown.get(input))
  const differs = differing(asShown.details, posted.details)
  const old = new Map(before?.fields.map((one) => [one.field, one]))
  const at = now.toISOString()
  const isKept = (field: DetailField): boolean =>
    old.has(field) && JSON.stringify(before?.values[field]) === JSON.stringify(posted.details[field])
  if (typed.get('checked-today') === 'yes') differs.push('checked')
  else if (old.has('checked')) differs.push('checked')
  const fields = [...new Set(differs)].map((field) => {
    const known = old.get(field)
    const stays = field === 'checked' ? typed.get('checked-today') !== 'yes' : isKept(field)
    return known && stays ? known : { field, by, at }
  })
  const wasChanged = fields.filter((one) => one.at === at && one.by.id === by.id).map(({ field }) => field)
  const takenBack = [...old.keys()].filter((field) => !fields.some((one) => one.field === field))
  const values: SomeDetails = {
    ...posted.details,
    checked: typed.get('checked-today') === 'yes' ? at.slice(0, 10) : before?.values.checked,
  }
  const was: SomeDetails = Object.fromEntries(
    fields.map(({ field }) => [field, wasChanged.includes(field) ? said[field] : before?.was[field]]),
  )
  return {
    problems,
    changed: [...wasChanged, ...takenBack],
    correction:
      fields.length === 0
        ? undefined
        : {
            kind: 'correction',
            school,
            entry: feed.id,
            name: feed.name,
            fields,
            values: Object.fromEntries(fields.map(({ field }) => [field, values[field]])),
            was,
          },
  }
}
