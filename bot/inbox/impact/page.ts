import type { Texts } from '../../../content/load-texts.ts'
import { MAIN_FIGURES } from '../../../domain/impact/figures.ts'
import { FEWEST, publishSum } from '../../../domain/impact/publish.ts'
import type { Published } from '../../../domain/impact/publish.ts'
import type { ImpactReport } from '../../../domain/impact/report.ts'
import { sayer } from '../form-pieces.ts'
import type { Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { barChart } from './chart.ts'
import { cardFigures, itemFigures, MOVES, phaseFigures } from './words.ts'

/** A year is read at a glance; the file has all. */
const MONTHS_SHOWN = 12
/** The bars of the months: how many began, and how many booked. */
const CHARTED = ['started', 'booked'] as const

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
export const monthInWords = (month: string): string => monthName.format(new Date(`${month}-15T12:00:00Z`))

interface View {
  readonly texts: Texts
  readonly say: Say
  readonly report: ImpactReport
  readonly month: string
}

/** What came of the chats of some schools, in counts: no names, no words, nothing of under five. */
export function impactPage(texts: Texts, report: ImpactReport, asked: string | null): Page {
  const say = sayer(texts)
  const title = say('inbox.impact.title')
  const [newest] = report.months
  const month = report.months.find((one) => one === asked) ?? newest
  const body = html`<h1 class="nhsuk-heading-l">${title}</h1>
    <p>${say('inbox.impact.about', { schools: report.schools.map(({ name }) => name).join(', ') })}</p>
    <p>${say('inbox.impact.few', { fewest: FEWEST })}</p>
    ${
      month === undefined
        ? html`<p class="inbox-empty">${say('inbox.impact.none')}</p>`
        : months({ texts, say, report, month })
    }`
  return { title, body, back: true }
}

function months(view: View): Html {
  const { say, report, month } = view
  return html`<p><a class="nhsuk-link" href="/inbox/impact.csv">${say('inbox.impact.csv')}</a></p>
    ${byMonth(view)}
    <h2 class="nhsuk-heading-m" id="month">${say('inbox.impact.month', { month: monthInWords(month) })}</h2>
    <ul class="nhsuk-list inbox-months">
      ${report.months.slice(0, MONTHS_SHOWN).map(
        (one) =>
          html`<li>
            <a
              class="nhsuk-link"
              href="/inbox/impact?month=${one}#month"
              ${one === month && html`aria-current="page"`}
              >${monthInWords(one)}</a
            >
          </li>`,
      )}
    </ul>
    ${report.schools.length > 1 && bySchool(view)} ${phases(view)} ${cards(view, 'theme')}
    ${cards(view, 'barrier')} ${cards(view, 'need')} ${change(view)}`
}

function byMonth({ say, report }: View): Html {
  const shown = report.months.slice(0, MONTHS_SHOWN)
  const name = (figure: string) => say(`inbox.impact.figure.${figure}`)
  const sum = (figure: string) => publishSum(shown.map((one) => report.all(figure, one)))
  return html`<section class="inbox-section" aria-labelledby="by-month">
    <h2 id="by-month">${say('inbox.impact.by-month')}</h2>
    ${CHARTED.map(
      (figure) =>
        html`<h3>${name(figure)}</h3>
          ${barChart(
            shown.toReversed().map((one) => ({ label: monthInWords(one), value: report.all(figure, one) })),
          )}`,
    )}
    ${table(say, {
      label: 'by-month',
      head: [say('inbox.impact.column.month'), ...MAIN_FIGURES.map(name), name('wait')],
      rows: [
        ...shown.map((one) => ({
          name: monthInWords(one),
          cells: [...MAIN_FIGURES.map((figure) => report.all(figure, one)), report.wait(one)],
        })),
        { name: say('inbox.impact.total'), cells: [...MAIN_FIGURES.map(sum), say('inbox.impact.no-total')] },
      ],
    })}
    <p class="inbox-note">${say('inbox.impact.total.means')}</p>
  </section>`
}

function bySchool({ say, report, month }: View): Html {
  const rows = MAIN_FIGURES.map((figure) => ({ figure, ...report.row(figure, month) }))
  return html`<section class="inbox-section" aria-labelledby="by-school">
    <h2 id="by-school">${say('inbox.impact.by-school')}</h2>
    ${table(say, {
      label: 'by-school',
      head: [
        say('inbox.impact.column.figure'),
        ...report.schools.map(({ name }) => name),
        say('inbox.impact.total'),
      ],
      rows: rows.map(({ figure, cells, total }) => ({
        name: say(`inbox.impact.figure.${figure}`),
        cells: [...cells, total],
      })),
    })}
    <p class="inbox-note">${say('inbox.impact.by-school.means')}</p>
  </section>`
}

function phases({ texts, say, report, month }: View): Html {
  const finished = phaseFigures(texts, 'finished')
  const rows = phaseFigures(texts, 'reached').map(({ figure, label }, at) => ({
    name: label,
    cells: [report.all(figure, month), report.all(finished[at]?.figure ?? '', month)],
  }))
  return html`<section class="inbox-section" aria-labelledby="phases">
    <h2 id="phases">${say('inbox.impact.phases')}</h2>
    ${barChart(rows.map(({ name, cells }) => ({ label: name, value: cells[0] })))}
    ${table(say, {
      label: 'phases',
      head: [
        say('inbox.impact.column.phase'),
        say('inbox.impact.column.reached'),
        say('inbox.impact.column.finished'),
      ],
      rows,
    })}
  </section>`
}

function cards({ texts, say, report, month }: View, kind: 'theme' | 'barrier' | 'need'): Html {
  const rows = cardFigures(texts, kind).map(({ figure, label }) => ({
    name: label,
    cells: [report.all(figure, month)],
  }))
  const told = rows.filter(({ cells: [value] }) => value !== undefined)
  return html`<section class="inbox-section" aria-labelledby="${kind}">
    <h2 id="${kind}">${say(`inbox.impact.cards.${kind}`)}</h2>
    ${told.length > 0 && barChart(told.map(({ name, cells }) => ({ label: name, value: cells[0] })))}
    ${table(say, {
      label: kind,
      head: [say(`inbox.impact.cards.${kind}`), say('inbox.impact.column.conversations')],
      rows,
    })}
  </section>`
}

function change({ texts, say, report, month }: View): Html | false {
  const figures = report.schools.flatMap((school) => Object.keys(school.months.get(month)?.totals ?? {}))
  const items = itemFigures(texts, figures).map(({ figure, label }) => ({
    label,
    ...report.parts(
      MOVES.map((move) => `${figure}:${move}`),
      month,
    ),
  }))
  const move = (name: string) => say(`inbox.impact.move.${name}`)
  return (
    items.length > 0 &&
    html`<section class="inbox-section" aria-labelledby="change">
      <h2 id="change">${say('inbox.impact.change')}</h2>
      <p class="inbox-note">${say('inbox.impact.change.means')}</p>
      ${items.map(
        ({ label, cells }) =>
          html`<h3>${label}</h3>
            ${barChart(MOVES.map((name, at) => ({ label: move(name), value: cells[at] })))}`,
      )}
      ${table(say, {
        label: 'change',
        head: [say('inbox.impact.column.question'), ...MOVES.map(move), say('inbox.impact.total')],
        rows: items.map(({ label, cells, total }) => ({ name: label, cells: [...cells, total] })),
      })}
    </section>`
  )
}

/** A count, or words in its place. */
type Cell = Published | string

function table(
  say: Say,
  of: {
    readonly label: string
    readonly head: readonly string[]
    readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[]
  },
): Html {
  const few = html`<span class="inbox-quiet">${say('inbox.impact.few.cell', { fewest: FEWEST })}</span>`
  return html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="${of.label}">
    <thead role="rowgroup">
      <tr role="row">
        ${of.head.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${of.rows.map(
        ({ name, cells }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">${name}</th>
            ${cells.map((cell, at) => html`<td role="cell" data-label="${of.head[at + 1] ?? ''}">${cell ?? few}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}
