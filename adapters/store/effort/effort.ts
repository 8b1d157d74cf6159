import { z } from 'zod'
import type {
  CapacityRow,
  EffortOfTeams,
  EffortResult,
  EffortRow,
  EffortSummary,
} from '../../../domain/effort/effort.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'
import { insertOfTeamWeeks, teamWeeksOf } from './effort-rows.ts'
import { opinionsOf, storedOpinionsOf } from './opinions.ts'
import { capacityTable, effortRunTable, effortTable, secondOpinionTable } from './tables.ts'

export interface EffortRunToSave {
  readonly quarter: QuarterId
  readonly planVersion: string
  readonly rulesVersion: string
  readonly codeVersion: string
  readonly asOfAt: Instant
  readonly result: EffortResult
  /** The state of the tables that it was made from; null, as by default, where none was kept. */
  readonly snapshotNumber?: number | null
  readonly nowAt: Instant
}

export interface EffortRun extends Omit<EffortRunToSave, 'nowAt'> {
  readonly runId: string
  readonly savedAt: Instant
}

const runIdRow = z.object({ runId: z.string() })

/**
 * Stores one measuring whole, or not at all. While some teams' rows are written, the next teams' days are divided.
 * @returns its id, a UUID
 */
export function saveEffortByTeam(
  store: Store,
  run: Omit<EffortRunToSave, 'result'> & { readonly summary: EffortSummary },
  teams: AsyncIterable<EffortOfTeams> | Iterable<EffortOfTeams>,
): Promise<string> {
  const { summary } = run
  return inTransaction(store, async (client) => {
    const [row] = await selectRows(
      client,
      runIdRow,
      `insert into effort_runs (quarter, plan_version, rules_version, code_version, as_of_at, saved_at,
         type_weights, closed, unmatched_accounts, nobodys_logged_seconds, snapshot_number)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning run_id as "runId"`,
      [
        run.quarter,
        run.planVersion,
        run.rulesVersion,
        run.codeVersion,
        timestampOf(run.asOfAt),
        timestampOf(run.nowAt),
        sanitizeJson(summary.typeWeights).value,
        sanitizeJson(summary.closed).value,
        summary.unmatchedAccounts,
        summary.nobodysLoggedSeconds,
        run.snapshotNumber ?? null,
      ],
    )
    if (row === undefined) throw new Error('PostgreSQL returned no row for an insert')
    const { runId } = row
    let writing = Promise.resolve()
    const write = async (parts: readonly EffortOfTeams[]) => {
      await writing
      writing = insertEffort(client, runId, parts)
      // Whoever awaits it sees its failure; nobody does where a later team's days can't be divided.
      writing.catch(() => undefined)
    }
    let waiting: EffortOfTeams[] = []
    let waitingRows = 0
    for await (const team of teams) {
      waiting.push(team)
      waitingRows += team.rows.length
      if (waitingRows < rowsPerWrite) continue
      await write(waiting)
      waiting = []
      waitingRows = 0
    }
    await write(waiting)
    await writing
    return runId
  })
}

/**
 * The same of a measuring that is there already.
 * @internal for tests
 */
export function saveEffortRun(store: Store, { result, ...run }: EffortRunToSave): Promise<string> {
  return saveEffortByTeam(store, { ...run, summary: result }, [result])
}

/**
 * Few enough that the first are written early and the last ones soon, with nothing to divide meanwhile, and so many that a statement's
 * way there and back doesn't matter.
 */
const rowsPerWrite = 2000

/** In one statement: between two the database would wait until this process, which is dividing days, sends the next one. */
const insertOfTeams = `with weeks as (${insertOfTeamWeeks('$1', '$2')}),
    capacity as (${insertFrom(capacityTable, inputSet(capacityTable, '$3'))})
  ${insertFrom(secondOpinionTable, inputSet(secondOpinionTable, '$4'))}`

async function insertEffort(
  client: Queryable,
  runId: string,
  parts: readonly EffortOfTeams[],
): Promise<void> {
  const weeks = teamWeeksOf(parts.flatMap((part) => part.rows))
  const capacity = parts.flatMap((part) => part.capacity.map((each) => ({ runId, ...each })))
  const opinions = parts.flatMap((part) => part.secondOpinions)
  const sets = [weeks, capacity, storedOpinionsOf(runId, opinions)]
  await client.query(insertOfTeams, [runId, ...sets.map((rows) => sanitizeJson(rows).value)])
}

const storedEffort: z.ZodType<EffortRow> = effortTable.row.transform(
  ({ runId: _, connectionId, ticketId, ...rest }) => ({ ...rest, ticket: { connectionId, ticketId } }),
)

const storedCapacity: z.ZodType<CapacityRow> = capacityTable.row.transform(({ runId: _, ...rest }) => rest)

/** One measuring with all its rows; null for an unknown id. */
export async function loadEffortRun(store: Store, runId: string): Promise<EffortRun | null> {
  const head = await selectRow(
    store.pool,
    effortRunTable.row,
    `${selectFrom(effortRunTable)} where run_id = $1`,
    [runId],
  )
  return head && withRows(store, head)
}

/**
 * The last saved measuring of a quarter; null where there is none.
 * @internal for tests
 */
export async function latestEffortRun(store: Store, quarter: QuarterId): Promise<EffortRun | null> {
  const head = await selectRow(
    store.pool,
    effortRunTable.row,
    `${selectFrom(effortRunTable)} where quarter = $1 order by run_number desc limit 1`,
    [quarter],
  )
  return head && withRows(store, head)
}

async function withRows(store: Store, head: z.infer<typeof effortRunTable.row>): Promise<EffortRun> {
  const { typeWeights, closed, unmatchedAccounts, nobodysLoggedSeconds, ...run } = head
  const rows = await collectRows(
    store,
    storedEffort,
    `${selectFrom(effortTable)} where run_id = $1
     order by team_id collate "C", week_start, connection_id, ticket_id collate "C"`,
    [run.runId],
  )
  const capacity = await selectRows(
    store.pool,
    storedCapacity,
    `${selectFrom(capacityTable)} where run_id = $1
     order by team_id collate "C", week_start`,
    [run.runId],
  )
  const opinions = await collectRows(
    store,
    secondOpinionTable.row,
    `${selectFrom(secondOpinionTable)} where run_id = $1
     order by team_id collate "C", connection_id, ticket_id collate "C"`,
    [run.runId],
  )
  return {
    ...run,
    result: {
      rows,
      capacity,
      secondOpinions: opinions.flatMap(opinionsOf),
      typeWeights,
      closed,
      unmatchedAccounts,
      nobodysLoggedSeconds,
    },
  }
}
