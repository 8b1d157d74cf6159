import {
  type CorrectedTables,
  type PlanTables,
  type TableName,
  type TableRow,
  tableColumns,
} from '../../../domain/plan/table/table.ts'
import { type PartName, partTables } from './parts.ts'
import type { IsShown } from './shown-rows.ts'

/** A rota of some years has less. */
const mostTextLength = 300_000

type Fields = Readonly<Record<string, unknown>>

/**
 * The tables of a page as they were sent, without the row that is to go. Rows that weren't on the page stay.
 * @param before the tables of the text that the page was made from
 */
export function sentTables(
  sent: Fields,
  before: PlanTables,
  part: PartName,
  {
    isShown,
    gone,
  }: { readonly isShown: IsShown; readonly gone: { readonly name: string; readonly row: string } },
): CorrectedTables {
  const tables = partTables[part].map((name) => {
    const isGone = (row: number) => name === gone.name && row === Number(gone.row)
    const rows = new Map(
      numbersSent(sent, name)
        .filter((row) => !isGone(row))
        .map((row) => [row, rowSent(sent, name, row, before)]),
    )
    // A quarter, with all that is planned in it, goes by its own button alone.
    const isOnPage = (row: number) => name !== 'quarters' && isShown(name, row)
    const kept = before[name].flatMap(
      (row, number) => rows.get(number) ?? (isOnPage(number) || isGone(number) ? [] : [row]),
    )
    const added = [...rows].filter(([number]) => number >= before[name].length).map(([, row]) => row)
    return [name, [...kept, ...added]] as const
  })
  return { quarter: before.quarter, ...Object.fromEntries(tables) }
}

/** The numbers of the rows that were sent, in their order. */
function numbersSent(sent: Fields, name: TableName): number[] {
  const pattern = new RegExp(`^${name}\\.(\\d{1,5})\\.at$`)
  return Object.keys(sent)
    .flatMap((key) => pattern.exec(key)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)
}

function rowSent(sent: Fields, name: TableName, row: number, before: PlanTables): TableRow {
  const stood = before[name][row]
  const cells = cellsSent(sent, `${name}.${row}`, name)
  // A commitment that changes its team is a new one there.
  const isMoved = name === 'commitments' && stood?.cells['team'] !== cells['team']
  const at = stood === undefined || isMoved ? null : stood.at
  // A rota's text is not on the page: only another one is sent.
  const isKept = name === 'rota_files' && cells['text'] === '' && stood !== undefined
  return { at, cells: isKept ? { ...cells, text: stood.cells['text'] ?? '' } : cells }
}

/** The cells of a row; those of a column that isn't on the page are empty. */
export function cellsSent(sent: Fields, row: string, name: TableName): TableRow['cells'] {
  const cell = (column: string) =>
    String(sent[`${row}.${column}`] ?? '').slice(0, column === 'text' ? mostTextLength : 2000)
  return Object.fromEntries(tableColumns[name].map((column) => [column, cell(column)]))
}
