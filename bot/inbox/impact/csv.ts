/** What a spreadsheet would take for a formula, or for the end of a cell that hides one. */
const ACTS = /^[=+\-@\t\r\n|%]/

/** Lines of cells as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. Text that could act as a formula is made text. */
export function toCsv(lines: readonly (readonly (string | number)[])[]): string {
  return `\u{feff}${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = ACTS.test(value.trimStart()) || ACTS.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
