import { z } from 'zod'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import { planSchema } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, inTransaction, selectRow, timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import { StoredDataError } from '../sql/stored-data.ts'
import { describeTable, selectFrom, selectList } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'

const baselineStart = z.object({
  quarter: text,
  planVersion: text,
  plan: planSchema,
  takenAt: instant,
  /** Tickets created before this are in it. */
  cutoffAt: instant,
})

/** What is frozen of a quarter's start. */
export type BaselineStart = Immutable<z.infer<typeof baselineStart>>

export const baselineTable = describeTable('baselines', baselineStart, {
  key: ['quarter'],
  documents: {
    plan: {
      what: 'the plan that the quarter began with',
      advice: 'run "plumbline plan import" with the file of that plan, and then again with the one in force',
    },
  },
})

export interface Baseline extends BaselineStart {
  readonly tickets: readonly TicketRef[]
}

const ticketRef = z.object({ connectionId: uuid, ticketId: text })

/** Freezes the plan and the tickets created before the cutoff. Once per quarter: later calls return the first. */
export async function takeBaseline(store: Store, start: BaselineStart): Promise<Baseline> {
  await inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `${insertFrom(baselineTable, inputSet(baselineTable))} on conflict (quarter) do nothing`,
      [sanitizeJson([start]).value],
    )
    if (rowCount === 0) return
    await client.query(
      `insert into baseline_tickets (quarter, connection_id, ticket_id)
       select $1, connection_id, ticket_id from tickets where created_at < $2 and not is_context`,
      [start.quarter, timestampOf(start.cutoffAt)],
    )
  })
  const baseline = await loadBaseline(store, start.quarter)
  if (baseline === null) throw new Error(`the baseline of ${start.quarter} was stored and is not there`)
  return baseline
}

/** A quarter's baseline; null where none was taken. */
export async function loadBaseline(store: Store, quarter: QuarterId): Promise<Baseline | null> {
  const row = await loadStart(store, quarter)
  if (row === null) return null
  const tickets = await collectRows(
    store,
    ticketRef,
    `select ${selectList(ticketRef)} from baseline_tickets
     where quarter = $1 order by connection_id, ticket_id collate "C"`,
    [quarter],
  )
  return { ...row, tickets }
}

async function loadStart(store: Store, quarter: QuarterId): Promise<BaselineStart | null> {
  const { row } = baselineTable
  try {
    return await selectRow(store.pool, row, `${selectFrom(baselineTable)} where quarter = $1`, [quarter])
  } catch (error) {
    if (!(error instanceof StoredDataError)) throw error
    // The same plan, as a later import of its file has stored it.
    return await selectRow(
      store.pool,
      row,
      `select ${selectList(baselineStart.omit({ plan: true }), 'b')}, p.plan
       from baselines b join plans p on p.plan_version = b.plan_version where b.quarter = $1`,
      [quarter],
    )
  }
}
