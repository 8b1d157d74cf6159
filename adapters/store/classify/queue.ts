import { z } from 'zod'
import { type Category, categories } from '../../../domain/category.ts'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { SampleUnit } from '../../../domain/sample/draws.ts'
import { type TicketRef, ticketRefKey } from '../../../domain/ticket.ts'
import { addAuditEntry, type NewAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom, selectList } from '../sql/table.ts'
import { insertRows, upsertRows } from '../sql/upsert.ts'

const sampleUnitRow = z.object({
  quarter: text,
  teamId: text,
  connectionId: uuid,
  ticketId: text,
  milliDays: wholeNumber,
})

export const sampleUnitTable = describeTable('sample_units', sampleUnitRow, {
  key: ['quarter', 'teamId', 'connectionId', 'ticketId'],
})

const queueAnswerRow = z.object({
  connectionId: uuid,
  ticketId: text,
  category: z.enum(categories).nullable(),
  author: text,
  answeredAt: instant,
  withdrawn: z.boolean(),
})

export const queueAnswerTable = describeTable('queue_answers', queueAnswerRow, {
  key: ['connectionId', 'ticketId', 'answeredAt'],
})

const storedUnit: z.ZodType<SampleUnit> = sampleUnitTable.row.transform(
  ({ connectionId, ticketId, teamId, milliDays }) => ({
    teamId,
    ticket: { connectionId, ticketId },
    milliDays,
  }),
)

/** The uncategorised work of a quarter from which tickets are drawn; empty before the sample was begun. */
export function loadSampleUnits(store: Store, quarter: QuarterId): Promise<SampleUnit[]> {
  return selectRows(
    store.pool,
    storedUnit,
    `${selectFrom(sampleUnitTable)} where quarter = $1
     order by team_id collate "C", connection_id, ticket_id collate "C"`,
    [quarter],
  )
}

/** Begins a quarter's sample: what is drawn from, in the place of earlier units only where it begins anew. */
export function saveSampleUnits(
  store: Store,
  quarter: QuarterId,
  units: readonly SampleUnit[],
  { anew, change }: { readonly anew: boolean; readonly change: NewAuditEntry },
): Promise<void> {
  return inTransaction(store, async (client) => {
    await client.query('lock table sample_units in share row exclusive mode')
    const begun = await client.query('select from sample_units where quarter = $1 limit 1', [quarter])
    if (!anew && begun.rowCount !== 0) return
    await client.query('delete from sample_units where quarter = $1', [quarter])
    await insertRows(
      client,
      sampleUnitTable,
      units.map(({ teamId, ticket: { connectionId, ticketId }, milliDays }) => ({
        quarter,
        teamId,
        connectionId,
        ticketId,
        milliDays,
      })),
    )
    await addAuditEntry(client, change)
  })
}

export interface QueueAnswer {
  readonly ticket: TicketRef
  /** Null where the person could not tell. */
  readonly category: Category | null
  readonly author: string
}

/** Keeps what a person said; the latest answer to a ticket counts. */
export async function saveAnswer(on: Queryable, answer: QueueAnswer, nowAt: Instant): Promise<void> {
  const { connectionId, ticketId } = answer.ticket
  const { category, author } = answer
  await upsertRows(on, queueAnswerTable, [
    { connectionId, ticketId, category, author, answeredAt: nowAt, withdrawn: false },
  ])
}

type StandingAnswer = Immutable<z.infer<typeof queueAnswerRow>>

/** The same, and two who answer a ticket at once follow one another until their transactions end. */
export async function lockLastAnswer(on: Queryable, ticket: TicketRef): Promise<StandingAnswer | null> {
  await on.query('select pg_advisory_xact_lock(hashtext($1))', [
    `queue answer ${ticket.connectionId} ${ticket.ticketId}`,
  ])
  return await loadLastAnswer(on, ticket)
}

/** The answer to a ticket that counts; null for none, or one that was taken back. */
export async function loadLastAnswer(
  on: Queryable,
  { connectionId, ticketId }: TicketRef,
): Promise<StandingAnswer | null> {
  const last = await selectRow(
    on,
    queueAnswerTable.row,
    `${selectFrom(queueAnswerTable)} where connection_id = $1 and ticket_id = $2
     order by answered_at desc limit 1`,
    [connectionId, ticketId],
  )
  return last === null || last.withdrawn ? null : last
}

/** Takes an answer back from now on, and removes the override that it made, which is known by its note. */
export async function removeAnswer(
  on: Queryable,
  last: StandingAnswer,
  note: string,
  nowAt: Instant,
): Promise<void> {
  // A clock that was set back must not leave the answer the latest.
  const answeredAt = Math.max(nowAt, last.answeredAt)
  await upsertRows(on, queueAnswerTable, [{ ...last, answeredAt, withdrawn: true }])
  await on.query('delete from overrides where connection_id = $1 and ticket_id = $2 and note = $3', [
    last.connectionId,
    last.ticketId,
    note,
  ])
}

const namedAnswer = z.object({
  connectionId: uuid,
  ticketId: text,
  key: text,
  title: text,
  category: z.enum(categories).nullable(),
})

/** The tickets whose answer that counts is this person's, the last answered first. */
export function loadAnswersBy(
  store: Store,
  author: string,
  limit: number,
): Promise<Immutable<z.infer<typeof namedAnswer>>[]> {
  return selectRows(
    store.pool,
    namedAnswer,
    `select q.connection_id as "connectionId", q.ticket_id as "ticketId", t.key, t.title, q.category
     from queue_answers q join tickets t using (connection_id, ticket_id)
     where q.author = $1 and not q.withdrawn
       and not exists (select from queue_answers later
         where (later.connection_id, later.ticket_id) = (q.connection_id, q.ticket_id)
           and later.answered_at > q.answered_at)
     order by q.answered_at desc, q.connection_id, q.ticket_id collate "C" limit $2`,
    [author, limit],
  )
}

/**
 * The latest answer to each ticket, by `ticketRefKey`, without those that were taken back.
 *
 * @param knownAt leaves out what was answered, changed or taken back later
 */
export async function loadAnswers(
  store: Store,
  knownAt: Instant | null = null,
): Promise<Map<string, Category | null>> {
  const rows = await selectRows(
    store.pool,
    queueAnswerTable.row,
    `select distinct on (connection_id, ticket_id collate "C") ${selectList(queueAnswerRow)} from queue_answers
     where $1::timestamptz is null or answered_at <= $1
     order by connection_id, ticket_id collate "C", answered_at desc`,
    [timestampOf(knownAt)],
  )
  return new Map(rows.filter(({ withdrawn }) => !withdrawn).map((row) => [ticketRefKey(row), row.category]))
}
