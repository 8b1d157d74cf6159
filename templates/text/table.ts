import type { FiguresTable } from '../../domain/report/content/content.ts'
import { columnsOf } from './columns.ts'
import { sentenceText } from './sentence.ts'
import { textWidth, wrapped } from './wrap.ts'

/** Narrowest room for names; a name that is wider than its room gets a line of its own. */
const leastNameRoom = 24

/** A table as columns of text, or row by row where the columns don't fit 72 characters. */
export function tableText(table: FiguresTable): string {
  const rows = table.rows.map((row) => ({ name: sentenceText(row.name), cells: row.cells }))
  const widths = table.columns.map((column, index) =>
    Math.max(columnsOf(column), ...rows.map((row) => columnsOf(row.cells[index] ?? ''))),
  )
  const cellsWidth = widths.reduce((sum, width) => sum + width + 2, 0)
  const nameRoom = Math.max(leastNameRoom, textWidth - cellsWidth)
  const nameWidth = Math.min(nameRoom, Math.max(0, ...rows.map((row) => columnsOf(row.name))))
  const fits = nameWidth + cellsWidth <= textWidth
  const line = (name: string, cells: readonly string[]) =>
    `${name}${' '.repeat(Math.max(0, nameWidth - columnsOf(name)))}${cells
      .map((cell, index) => `  ${' '.repeat(Math.max(0, (widths[index] ?? 0) - columnsOf(cell)))}${cell}`)
      .join('')}`
  const body = fits
    ? [line('', table.columns), ...rows.flatMap((row) => gridRow(row.name, row.cells, nameWidth, line))]
    : rows.map((row) =>
        wrapped(
          `${row.name}: ${row.cells.flatMap((cell, index) => (cell === '' ? [] : `${table.columns[index] ?? ''} ${cell}`)).join(', ')}`,
          '',
          '  ',
        ),
      )
  return [wrapped(table.caption), '', ...body].join('\n')
}

function gridRow(
  name: string,
  cells: readonly string[],
  nameWidth: number,
  line: (name: string, cells: readonly string[]) => string,
): string[] {
  return columnsOf(name) <= nameWidth ? [line(name, cells)] : [wrapped(name), line('', cells)]
}
