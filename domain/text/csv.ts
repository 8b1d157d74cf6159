/** A row of a CSV file, with the line on which it begins, from 1. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

const separators = [';', ',', '\t'] as const

/**
 * Reads CSV as spreadsheets write it (RFC 4180): with commas, semicolons or tabs, with or without a byte-order mark, with Excel's own
 * first line `sep=;`, whatever ends its lines. Rows without any text are left out.
 */
export function parseCsv(text: string): CsvRow[] {
  const clean = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n')
  const named = /^sep=([;,\t])\n/i.exec(clean)
  const separator = named?.[1] ?? usualSeparator(clean)
  // A quoted cell, whatever stands after its quotes, or a plain one; then what ends it.
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"?)?([^${separator}\\n]*)(${separator}|\\n|$)`, 'y')
  cell.lastIndex = named?.[0].length ?? 0
  const rows: CsvRow[] = []
  let line = named === null ? 1 : 2
  let row: { readonly line: number; readonly cells: string[] } = { line, cells: [] }
  for (let end: string | undefined = separator; end !== ''; ) {
    const [all = '', quoted = '', plain = '', ending = ''] = cell.exec(clean) ?? []
    row.cells.push(quoted.replaceAll('""', '"') + plain)
    line += all.split('\n').length - 1
    end = ending
    if (end === separator) continue
    if (row.cells.some((each) => each.trim() !== '')) rows.push(row)
    row = { line, cells: [] }
  }
  return rows
}

/** The separator that the first line has most of, outside of quotes. */
function usualSeparator(text: string): string {
  const [first = ''] = text.replaceAll(/"[^"]*"/g, '').split('\n', 1)
  const count = (separator: string) => first.split(separator).length
  return separators.reduce((most, each) => (count(each) > count(most) ? each : most))
}

/** A cell as it stands in a CSV file. */
export function csvCell(text: string): string {
  return /[";,\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
