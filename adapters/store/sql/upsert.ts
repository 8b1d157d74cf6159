import { z } from 'zod'
import type { Queryable } from './rows.ts'
import { stripJson } from './sanitize-text.ts'
import { type ColumnType, columnOf, columnValueOf, inputOf, type TableShape } from './table.ts'

/** The rows of a batch as one parameter: texts stripped, one row per key (the last one), in the key's order. */
export interface Batch {
  readonly json: string
  readonly rows: number
  readonly strippedCharacters: number
}

const plainRows = z.array(z.record(z.string(), z.unknown()))

/** Makes a batch of rows: a key twice in one statement is an error (21000), and unordered batches deadlock. */
export function batchOf<Row extends object>(shape: TableShape<Row>, rows: readonly Row[]): Batch {
  const distinct = distinctRows(shape.key, rows)
  const { value: json, strippedCharacters } = stripJson(distinct)
  if (strippedCharacters === 0) return { json, rows: distinct.length, strippedCharacters }
  // Two keys can be the same once they are stripped.
  const stripped = distinctRows(shape.key, plainRows.parse(JSON.parse(json)))
  return { json: JSON.stringify(stripped), rows: stripped.length, strippedCharacters }
}

function distinctRows<Row extends object>(key: readonly string[], rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(key, row), row]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function keyOf(fields: readonly string[], row: object): string {
  const values: Partial<Record<string, unknown>> = { ...row }
  return fields.map((field) => String(values[field])).join('\u0000')
}

/** Inserts a batch's rows, and rewrites those stored ones that differ: rows that are already so cost no write. */
export async function upsertRows<Row extends object>(
  on: Queryable,
  shape: TableShape<Row>,
  rows: readonly Row[],
): Promise<Batch> {
  const batch = batchOf(shape, rows)
  if (batch.rows > 0)
    await on.query(`${insertFrom(shape, inputOf(shape))} ${onConflict(shape)}`, [batch.json])
  return batch
}

/** Inserts rows that can't be there yet; a key twice is a bug, and fails. */
export async function insertRows<Row extends object>(
  on: Queryable,
  shape: TableShape<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length > 0) await on.query(insertFrom(shape, inputOf(shape)), [stripJson(rows).value])
}

/** The insert of all rows of `source`, which has the fields' names as column names. */
export function insertFrom<Row extends object>(shape: TableShape<Row>, source: string): string {
  const fields = Object.entries<ColumnType>(shape.columns)
  const columns = fields.map(([field]) => columnOf(field)).join(', ')
  const values = fields.map(([field, type]) => columnValueOf(field, type)).join(', ')
  return `insert into ${shape.table} (${columns}) select ${values} from ${source}`
}

/** What an insert does with rows that are there already. */
export function onConflict<Row extends object>(shape: TableShape<Row>): string {
  const key: readonly string[] = shape.key
  const stamps: readonly string[] = shape.stamps ?? []
  const rest = Object.keys(shape.columns).filter((field) => !key.includes(field))
  const target = `on conflict (${key.map(columnOf).join(', ')})`
  if (rest.length === 0) return `${target} do nothing`
  const unknowns: Readonly<Record<string, string | null | undefined>> = shape.unknowns ?? {}
  const newValueOf = (field: string) => newValue(shape.table, columnOf(field), unknowns[field])
  const sets = rest.map((field) => `${columnOf(field)} = ${newValueOf(field)}`)
  const compared = rest.filter((field) => !stamps.includes(field))
  const stored = compared.map((field) => `${shape.table}.${columnOf(field)}`).join(', ')
  const arriving = compared.map(newValueOf).join(', ')
  return `${target} do update set ${sets.join(', ')} where (${stored}) is distinct from (${arriving})`
}

function newValue(table: string, column: string, unknown: string | null | undefined): string {
  if (unknown === undefined) return `excluded.${column}`
  if (unknown === null) return `coalesce(excluded.${column}, ${table}.${column})`
  return `coalesce(nullif(excluded.${column}, '${unknown}'), ${table}.${column})`
}
