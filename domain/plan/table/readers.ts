import { type ReaderRow, readerKey } from '../readers-csv.ts'
import { readPlanTables } from './read.ts'
import type { TableRow } from './table.ts'
import { writePlanTables } from './write/write.ts'

/** A plan file with other readers, or with more of them; the rest of it stays as it is. */
export function withReaders(yaml: string, readers: readonly ReaderRow[], how: 'replace' | 'add'): string {
  const tables = readPlanTables(yaml)
  if (tables === null) throw new Error('a plan in force is YAML')
  const keyOfRow = ({ cells: { email = '', audience = '', scope = '' } }: TableRow) =>
    readerKey({ email, audience, scope })
  const before = new Map(tables.readers.map((row) => [keyOfRow(row), row]))
  const rows = readers.map((reader): TableRow => {
    const stood = before.get(readerKey(reader))
    return { at: stood?.at ?? null, cells: { ...stood?.cells, ...reader } }
  })
  const listed = new Set(readers.map(readerKey))
  const others = how === 'add' ? tables.readers.filter((row) => !listed.has(keyOfRow(row))) : []
  return writePlanTables(yaml, { ...tables, readers: [...others, ...rows] })
}
