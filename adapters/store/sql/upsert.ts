import { z } from 'zod'
import type { Immutable } from '../../../domain/fields.ts'
import { sanitizeJson } from './sanitize-text.ts'
import type { Queryable } from './session.ts'
import type { Column, Table } from './table.ts'

/** The rows of a batch as one parameter: texts sanitized, one row per key (the last one), in the key's order. */
export interface Batch {
  readonly json: string
  readonly rows: number
  readonly removedCharacters: number
}

type RowsOf<Row> = readonly (object & Immutable<Row>)[]

const plainRows = z.array(z.record(z.string(), z.unknown()))

/** Makes a batch of rows: a key twice in one statement is an error (21000), and unordered batches deadlock. */
export function batchOf<Row extends object>(table: Table<Row>, rows: RowsOf<NoInfer<Row>>): Batch {
  const distinct = distinctRows(table.key, rows)
  const { value: json, removedCharacters } = sanitizeJson(distinct)
  if (removedCharacters === 0) return { json, rows: distinct.length, removedCharacters }
  // Two keys can be the same once they are sanitized.
  const sanitized = distinctRows(table.key, plainRows.parse(JSON.parse(json)))
  return { json: JSON.stringify(sanitized), rows: sanitized.length, removedCharacters }
}

function distinctRows<Row extends object>(key: readonly string[], rows: readonly Row[]): Row[] {
  const byKey = new Map<string, Row>()
  for (const row of rows) byKey.set(keyOf(key, row), row)
  const distinct: Row[] = []
  // Without a comparison of ours, which would be called for each pair.
  for (const each of [...byKey.keys()].sort()) {
    const row = byKey.get(each)
    if (row !== undefined) distinct.push(row)
  }
  return distinct
}

function keyOf(fields: readonly string[], row: object): string {
  let joined = ''
  for (const field of fields) joined += `${String(Reflect.get(row, field))}\u0000`
  return joined
}

/** Inserts a batch's rows, and rewrites those stored ones that differ: rows that are already so cost no write. */
export async function upsertRows<Row extends object>(
  on: Queryable,
  table: Table<Row>,
  rows: RowsOf<NoInfer<Row>>,
): Promise<Batch> {
  const batch = batchOf(table, rows)
  await upsertBatch(on, table, batch)
  return batch
}

/** The same with a batch of the table's rows. */
export async function upsertBatch<Row extends object>(
  on: Queryable,
  table: Table<Row>,
  batch: Batch,
): Promise<void> {
  if (batch.rows === 0) return
  await on.query(`${insertFrom(table, inputSet(table))} ${onConflict(table)}`, [batch.json])
}

/** Inserts a batch's rows, which can't be there yet: one that is fails. */
export async function insertBatch<Row extends object>(
  on: Queryable,
  table: Table<Row>,
  batch: Batch,
): Promise<void> {
  if (batch.rows === 0) return
  await on.query(insertFrom(table, inputSet(table)), [batch.json])
}

/** Inserts rows that can't be there yet; a key twice is a bug, and fails. */
export async function insertRows<Row extends object>(
  on: Queryable,
  table: Table<Row>,
  rows: RowsOf<NoInfer<Row>>,
): Promise<void> {
  const sql = insertFrom(table, inputSet(table))
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await on.query(sql, [sanitizeJson(rows.slice(start, start + rowsPerInsert)).value])
}

/** A text of some megabytes at a time. */
const rowsPerInsert = 10_000

/**
 * A batch of rows, given as a parameter (`$1`, as a rule), as a set of rows with the fields' names as column names; instants are
 * numbers in it.
 */
export function inputSet<Row extends object>({ columns }: Table<Row>, parameter = '$1'): string {
  const list = [...columns].map(
    ([field, { type }]) => `"${field}" ${type === 'timestamptz' ? 'double precision' : type}`,
  )
  return `json_to_recordset(${parameter}::json) as input(${list.join(', ')})`
}

/** The insert of all rows of `source`, which has the columns of `inputSet`. */
export function insertFrom<Row extends object>({ name, columns }: Table<Row>, source: string): string {
  const targets = [...columns.values()].map((column) => column.name).join(', ')
  const values = [...columns].map(([field, column]) => inputValue(field, column)).join(', ')
  return `insert into ${name} (${targets}) select ${values} from ${source}`
}

function inputValue(field: string, { type }: Column): string {
  // An interval counts whole microseconds; to_timestamp(ms / 1000) would lose some in far years.
  return type === 'timestamptz' ? `timestamptz 'epoch' + "${field}" * interval '1 millisecond'` : `"${field}"`
}

/** What an insert does with rows that are there already. */
export function onConflict<Row extends object>({ name, key, columns, stamps, unknowns }: Table<Row>): string {
  const rest = [...columns].filter(([field]) => !key.includes(field))
  const keyColumns = [...columns].filter(([field]) => key.includes(field)).map(([, column]) => column.name)
  const target = `on conflict (${keyColumns.join(', ')})`
  if (rest.length === 0) return `${target} do nothing`
  const newValueOf = ([field, column]: readonly [string, Column]) =>
    newValue(name, column.name, unknowns[field])
  const sets = rest.map((each) => `${each[1].name} = ${newValueOf(each)}`)
  const compared = rest.filter(([field]) => !stamps.includes(field))
  const stored = compared.map(([, column]) => `${name}.${column.name}`).join(', ')
  const arriving = compared.map(newValueOf).join(', ')
  return `${target} do update set ${sets.join(', ')} where (${stored}) is distinct from (${arriving})`
}

function newValue(table: string, column: string, unknown: string | null | undefined): string {
  if (unknown === undefined) return `excluded.${column}`
  if (unknown === null) return `coalesce(excluded.${column}, ${table}.${column})`
  return `coalesce(nullif(excluded.${column}, '${unknown}'), ${table}.${column})`
}
