import { fromOutpost } from '../../domain/directory/from-outpost.ts'
import { csvRows } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { entryOf } from './entries.ts'
import { FeedError } from './errors.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader } from './port.ts'

/** Columns without which it is no services import of Outpost. */
const NEEDED = ['import_id', 'import_id_reference', 'name']

type Values = CsvRow['values']

/** A service of the table with the rows that add to it: a contact, a place, a price, a time. */
interface Gathered {
  readonly values: Values
  readonly more: Values[]
}

/** Whether these columns are of Outpost's services import. */
export const isOutpostTable = (columns: readonly string[]): boolean =>
  NEEDED.every((c) => columns.includes(c))

/** The table that councils fill to bring services into Outpost: rows with `import_id_reference` add to the row they refer to. */
export const outpostCsv: FeedReader = {
  async *read(feed, context): AsyncGenerator<FeedBatch> {
    const services = new Map<string, Gathered>()
    const problems: FeedProblem[] = []
    const wanting: CsvRow[] = []
    const rows = csvRows(feed.from, context.http, (columns) => {
      if (!isOutpostTable(columns))
        throw new FeedError(`the CSV is no services import of Outpost: it needs ${NEEDED.join(', ')}`)
    })
    let done = 0
    for await (const row of rows) {
      done += 1
      const { line, values } = row
      const [id, to] = [values.import_id ?? '', values.import_id_reference ?? '']
      if (to !== '') wanting.push(row)
      else if (id === '') problems.push({ kind: 'wrong-row', what: `line ${line}: import_id is empty` })
      else if (services.has(id)) problems.push({ kind: 'repeated-id', what: `line ${line}: ${id}` })
      else services.set(id, { values, more: [] })
    }
    for (const { line, values } of wanting) {
      const service = services.get(values.import_id_reference ?? '')
      if (service) service.more.push(values)
      else problems.push({ kind: 'wrong-row', what: `line ${line}: import_id_reference refers to no row` })
    }
    const entries = [...services].map(([id, one]): FeedEntry =>
      entryOf(fromOutpost(asService(id, one), feed, context.today), id),
    )
    yield {
      entries,
      problems,
      progress: { stage: 'list', done, total: done },
      cursor: '',
      end: { read: 'whole' },
    }
  },
}

function asService(id: string, { values, more }: Gathered): Record<string, unknown> {
  const all = [values, ...more]
  const having = (...columns: string[]) => all.filter((row) => columns.some((c) => (row[c] ?? '') !== ''))
  const each = (cell: string | undefined, mark: RegExp) =>
    (cell ?? '')
      .split(mark)
      .map((name) => name.trim())
      .filter((name) => name !== '' && !/^(?:true|false)$/i.test(name))
      .map((name) => ({ name }))
  return {
    id,
    name: values.name,
    description: values.description,
    url: values.url,
    min_age: values.min_age,
    max_age: values.max_age,
    free: values.free,
    needs_referral: values.needs_referral,
    temporarily_closed: values.temporarily_closed,
    approved: values.approved,
    visible: values.visible,
    visible_from: values.visible_from,
    visible_to: values.visible_to,
    organisation: { name: values.organisation },
    taxonomies: each(values.service_taxonomies, /;/),
    contacts: having('contact_email', 'contact_phone').map((row) => ({
      email: row.contact_email,
      phone: row.contact_phone,
      visible: row.contact_visible,
    })),
    locations: having('location_name', 'location_address_1', 'location_postcode', 'location_latitude').map(
      (row) => ({
        name: row.location_name,
        latitude: row.location_latitude,
        longitude: row.location_longitude,
        address_1: row.location_address_1,
        city: row.location_city,
        postal_code: row.location_postcode,
        visible: row.location_visible,
        mask_exact_address: row.mask_exact_address,
        accessibilities: each(row.location_accessibilities, /;/),
      }),
    ),
    cost_options: having('cost_option', 'cost_amount').map((row) => ({
      option: row.cost_option,
      amount: row.cost_amount,
      cost_type: row.cost_type,
    })),
    regular_schedules: having('scheduled_weekday').map((row) => ({
      weekday: row.scheduled_weekday,
      opens_at: row.schedules_opens_at,
      closes_at: row.schedules_closes_at,
    })),
  }
}
