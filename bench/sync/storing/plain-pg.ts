import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Table } from '../../../adapters/store/sql/table.ts'
import { keysOf } from '../../../adapters/store/sync/page-batches.ts'
import { eventRowOf } from '../../../adapters/store/tickets/events.ts'
import {
  eventTable,
  statusTable,
  ticketKeyTable,
  ticketTable,
  userTable,
} from '../../../adapters/store/tickets/tables.ts'
import type { TicketPage } from '../../../adapters/trackers/tracker.ts'

/** The most parameters of a statement. */
const mostParameters = 65_535

/** The rows of pages by what a user of `pg` writes: `insert … values … on conflict do update` of many rows, a transaction a page. */
export async function storePlainly(
  store: Store,
  _connectionId: string,
  pages: readonly TicketPage[],
): Promise<void> {
  const client = await store.connect()
  const insert = async <Row extends object>(table: Table<Row>, rows: readonly object[]) => {
    const distinct = [...new Map(rows.map((row) => [keyOf(table, row), row])).values()]
    const rowsPerStatement = Math.floor(mostParameters / table.columns.size)
    for (let from = 0; from < distinct.length; from += rowsPerStatement) {
      const part = distinct.slice(from, from + rowsPerStatement)
      await client.query(
        statementOf(table, part.length),
        part.flatMap((row) => valuesOf(table, row)),
      )
    }
  }
  try {
    for (const { tickets, events, users, named = [], statuses } of pages) {
      await client.query('begin')
      await insert(statusTable, statuses)
      await insert(userTable, [...named, ...users])
      await insert(ticketTable, tickets)
      await insert(eventTable, events.map(eventRowOf))
      await insert(ticketKeyTable, keysOf(tickets, events))
      await client.query('commit')
    }
  } finally {
    client.release(false)
  }
}

function statementOf<Row extends object>({ name, key, columns }: Table<Row>, rows: number): string {
  const all = [...columns.values()].map((column) => column.name)
  const isKey = ([field]: readonly [string, unknown]) => key.includes(field)
  const keys = [...columns].filter(isKey).map(([, column]) => column.name)
  const sets = all
    .filter((column) => !keys.includes(column))
    .map((column) => `${column} = excluded.${column}`)
  const tuples = Array.from(
    { length: rows },
    (_, row) => `(${all.map((_column, place) => `$${row * all.length + place + 1}`).join(', ')})`,
  )
  const onConflict = sets.length === 0 ? 'do nothing' : `do update set ${sets.join(', ')}`
  return `insert into ${name} (${all.join(', ')}) values ${tuples.join(', ')} on conflict (${keys.join(', ')}) ${onConflict}`
}

function valuesOf<Row extends object>({ columns }: Table<Row>, row: object): unknown[] {
  return [...columns].map(([field, { type }]) => {
    const value: unknown = Reflect.get(row, field)
    if (value === null || value === undefined) return null
    if (type === 'timestamptz') return new Date(Number(value))
    return type === 'jsonb' ? JSON.stringify(value) : value
  })
}

function keyOf<Row extends object>({ key }: Table<Row>, row: object): string {
  return key.map((field) => String(Reflect.get(row, field))).join('\u0000')
}
