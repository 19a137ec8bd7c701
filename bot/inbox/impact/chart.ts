import type { Published } from '../../../domain/impact/publish.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'

/** In units of the drawing, which is as wide as its column. */
const CHART = { width: 480, label: 210, row: 30, bar: 18, number: 50 } as const

/**
 * Bars beside their names, as inline SVG. For eyes only: the table beside it says the same. A count that is not told is an empty outline of
 * one length, whatever it was.
 */
export function barChart(bars: readonly { readonly label: string; readonly value: Published }[]): Html {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  const room = CHART.width - CHART.label - CHART.number
  return html`<svg
    class="inbox-chart"
    viewBox="0 0 ${CHART.width} ${bars.length * CHART.row}"
    aria-hidden="true"
    focusable="false"
  >
    ${bars.map(({ label, value }, at) => {
      const top = at * CHART.row + (CHART.row - CHART.bar) / 2
      const long = value === undefined ? CHART.bar : Math.max(2, Math.round((value / most) * room))
      const base = top + CHART.bar - 4
      return html`<text x="${CHART.label - 10}" y="${base}" text-anchor="end">${shortened(label)}</text>
        <rect
          class="${value === undefined ? 'inbox-chart__hidden' : 'inbox-chart__bar'}"
          x="${CHART.label}"
          y="${top}"
          width="${long}"
          height="${CHART.bar}"
        />
        <text x="${CHART.label + long + 8}" y="${base}">${value ?? ''}</text>`
    })}
  </svg>`
}

const LONGEST = 25
const shortened = (label: string): string =>
  label.length > LONGEST ? `${label.slice(0, LONGEST - 1).trimEnd()}…` : label
