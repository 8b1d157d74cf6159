import { z } from 'zod'
import type { RunAuthorisation } from '../../../domain/deliver/authorisation.ts'
import { instant, text } from '../../../domain/fields.ts'
import { addAuditEntry, type NewAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'

export type RunAuthorisationKey = Pick<RunAuthorisation, 'runAuthorisationId' | 'quarter' | 'workflowId'>

const authorisationRow = z.object({
  runAuthorisationId: text,
  quarter: text,
  workflowId: text,
  madeBy: text,
  madeAt: instant,
  notBeforeAt: instant,
  expiresAt: instant,
  runId: text.nullable(),
})

export const authorisationTable = describeTable('run_authorisations', authorisationRow, {
  key: ['runAuthorisationId', 'quarter', 'workflowId'],
})

const isKey = 'run_authorisation_id = $1 and quarter = $2 and workflow_id = $3'

function valuesOf({ runAuthorisationId, quarter, workflowId }: RunAuthorisationKey): string[] {
  return [runAuthorisationId, quarter, workflowId]
}

/** Those of one schedule or command, by the time from which they hold. */
export function listRunAuthorisations(store: Store, runAuthorisationId: string): Promise<RunAuthorisation[]> {
  return selectRows(
    store.pool,
    authorisationTable.row,
    `${selectFrom(authorisationTable)} where run_authorisation_id = $1
     order by not_before_at, quarter, workflow_id collate "C"`,
    [runAuthorisationId],
  )
}

/** Null for none. */
export function loadRunAuthorisation(
  store: Store,
  key: RunAuthorisationKey,
): Promise<RunAuthorisation | null> {
  return selectRow(
    store.pool,
    authorisationTable.row,
    `${selectFrom(authorisationTable)} where ${isKey}`,
    valuesOf(key),
  )
}

const insert = `insert into run_authorisations
  (run_authorisation_id, quarter, workflow_id, made_by, made_at, not_before_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7)`

function insertValuesOf(each: RunAuthorisation): unknown[] {
  const times = [each.madeAt, each.notBeforeAt, each.expiresAt].map(timestampOf)
  return [...valuesOf(each), each.madeBy, ...times]
}

/** Adds what a person authorises, with its entry in the audit trail where one is given. */
export async function addRunAuthorisations(
  store: Store,
  authorisations: readonly RunAuthorisation[],
  entry?: NewAuditEntry,
): Promise<void> {
  await inTransaction(store, async (client) => {
    for (const each of authorisations) await client.query(insert, insertValuesOf(each))
    if (entry !== undefined) await addAuditEntry(client, entry)
  })
}

/** Adds what an authorised run lets another one mail, once. To be called in the transaction that queues it. */
export async function allowRun(on: Queryable, authorisation: RunAuthorisation): Promise<void> {
  await on.query(`${insert} on conflict do nothing`, insertValuesOf(authorisation))
}

/**
 * Makes a schedule's authorisations exactly these. One that a run has used stays as it is, so that a date that was reported on
 * isn't open again; one that is there already keeps the time at which it was made.
 */
export async function replaceRunAuthorisations(
  store: Store,
  runAuthorisationId: string,
  authorisations: readonly RunAuthorisation[],
): Promise<void> {
  await inTransaction(store, async (client) => {
    // Two starts at once: the second waits, and writes the same.
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [
      `run authorisation ${runAuthorisationId}`,
    ])
    await client.query(
      `delete from run_authorisations where run_authorisation_id = $1 and run_id is null
         and not (quarter || ' ' || workflow_id = any($2))`,
      [runAuthorisationId, authorisations.map(({ quarter, workflowId }) => `${quarter} ${workflowId}`)],
    )
    for (const each of authorisations) {
      await client.query(
        `${insert} on conflict (run_authorisation_id, quarter, workflow_id) do update
         set not_before_at = excluded.not_before_at, expires_at = excluded.expires_at
         where run_authorisations.run_id is null`,
        insertValuesOf(each),
      )
    }
  })
}

/** Adds what isn't there yet; what is there stays as it is, used or not. */
export async function keepRunAuthorisations(
  store: Store,
  authorisations: readonly RunAuthorisation[],
): Promise<void> {
  await inTransaction(store, async (client) => {
    for (const each of authorisations) await allowRun(client, each)
  })
}

/** Ties an authorisation to the run that uses it. @returns false where another run was first */
export async function useRunAuthorisation(
  store: Store,
  key: RunAuthorisationKey,
  runId: string,
): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `update run_authorisations set run_id = $4
     where ${isKey} and (run_id is null or run_id = $4)`,
    [...valuesOf(key), runId],
  )
  return rowCount === 1
}
