import { html } from './html.ts'
import type { Html } from './html.ts'

export interface Column<T> {
  readonly heading: string
  readonly cell: (row: T) => Html
}

/** Rows under headings. Small screens show a row as a block; the roles keep it a table for those who hear it. The first column names the row. */
export function rowsTable<T>(labelledBy: string, rows: readonly T[], columns: readonly Column<T>[]): Html {
  const [first, ...others] = columns
  return html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="${labelledBy}">
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map(({ heading }) => html`<th scope="col" role="columnheader">${heading}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">${first?.cell(row)}</th>
            ${others.map(({ heading, cell }) => html`<td role="cell" data-label="${heading}">${cell(row)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

export const tag = (colour: string, text: string): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${text}</strong>`
