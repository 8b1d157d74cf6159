import type { TableRow } from './table.ts'

/** A row whose place in its table isn't told yet. */
export type UnnumberedRow = Omit<TableRow, 'at'> & Required<Pick<TableRow, 'place'>>

/** The rows of a table that the file has as several lists. */
export function numbered(rows: readonly UnnumberedRow[]): TableRow[] {
  return rows.map((row, at) => ({ at, ...row }))
}

/** `25` for 0.25, `33.3333` for 0.333333: as exact as the table writes it back (`shareOf`). What is no number stays as it is. */
export function percent(part: number | string): string {
  return typeof part === 'string' ? part : String(Number((part * 100).toFixed(4)))
}

/** The same of what may be left out. */
export function optionalPercent(part: number | string | null): string {
  return part === null ? '' : percent(part)
}
