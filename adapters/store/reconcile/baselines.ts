import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, instantColumn, inTransaction, selectRow, timestampOf } from '../sql/rows.ts'
import { stripJson } from '../sql/sanitize-text.ts'
import { planSchema } from './plan-schema.ts'

/** What is frozen of a quarter's start. */
export interface BaselineStart {
  readonly quarter: QuarterId
  readonly planVersion: string
  readonly plan: Plan
  readonly takenAt: Instant
  /** Tickets created before this are in it. */
  readonly cutoffAt: Instant
}

export interface Baseline extends BaselineStart {
  readonly tickets: readonly TicketRef[]
}

const baselineRow: z.ZodType<BaselineStart> = z.object({
  quarter: z.string(),
  planVersion: z.string(),
  plan: planSchema,
  takenAt: instantColumn,
  cutoffAt: instantColumn,
})

const ticketRefRow: z.ZodType<TicketRef> = z.object({ connectionId: z.string(), ticketId: z.string() })

/** Freezes the plan and the tickets created before the cutoff. Once per quarter: later calls return the first. */
export async function takeBaseline(store: Store, start: BaselineStart): Promise<Baseline> {
  await inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `insert into baselines (quarter, plan_version, plan, taken_at, cutoff_at) values ($1, $2, $3, $4, $5)
       on conflict (quarter) do nothing`,
      [
        start.quarter,
        start.planVersion,
        stripJson(start.plan).value,
        timestampOf(start.takenAt),
        timestampOf(start.cutoffAt),
      ],
    )
    if (rowCount === 0) return
    await client.query(
      `insert into baseline_tickets (quarter, connection_id, ticket_id)
       select $1, connection_id, ticket_id from tickets where created_at < $2`,
      [start.quarter, timestampOf(start.cutoffAt)],
    )
  })
  const baseline = await loadBaseline(store, start.quarter)
  if (baseline === null) throw new Error(`the baseline of ${start.quarter} was stored and is not there`)
  return baseline
}

/** A quarter's baseline; null where none was taken. */
export async function loadBaseline(store: Store, quarter: QuarterId): Promise<Baseline | null> {
  const row = await selectRow(
    store.pool,
    baselineRow,
    `select quarter, plan_version as "planVersion", plan, taken_at as "takenAt", cutoff_at as "cutoffAt"
     from baselines where quarter = $1`,
    [quarter],
  )
  if (row === null) return null
  const tickets = await collectRows(
    store,
    ticketRefRow,
    `select connection_id as "connectionId", ticket_id as "ticketId" from baseline_tickets
     where quarter = $1 order by connection_id, ticket_id collate "C"`,
    [quarter],
  )
  return { ...row, tickets }
}
