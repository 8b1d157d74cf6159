import { randomUUID } from 'node:crypto'
import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import { addRunAuthorisations, useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { commandLineActor } from '../../queries/sign-in/admins.ts'
import { deliverWorkflowId, quarterReportId } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'

export interface ReportToSend {
  readonly quarter: QuarterId
  /** Null: now. */
  readonly asOfAt: Instant | null
  /** Defaults to the one of which each quarter has one at a time. */
  readonly workflowId?: string
  /** The command or page that a person used, such as `report send`; kept with the authorisation. */
  readonly madeBy: string
  /** Who sends it, for the audit trail. Defaults to the command line. */
  readonly actor?: string
  readonly nowAt: Instant
}

/** Authorises one run of a quarter's report to mail, and starts it; joins the one of the same id that runs. */
export async function startReport(
  {
    client,
    store,
    taskQueue,
  }: { readonly client: Client; readonly store: Store; readonly taskQueue: string },
  {
    quarter,
    asOfAt,
    madeBy,
    nowAt,
    actor = commandLineActor,
    workflowId = quarterReportId(quarter),
  }: ReportToSend,
) {
  const runAuthorisationId = randomUUID()
  const authorisations = [workflowId, deliverWorkflowId(quarter)].map((each) =>
    authorisedNow({ runAuthorisationId, quarter, workflowId: each, madeBy, nowAt }),
  )
  const after = asOfAt === null ? 'authorised, as of now' : `authorised, as of ${isoOf(asOfAt)}`
  await addRunAuthorisations(store, authorisations, {
    changedAt: nowAt,
    actor,
    action: 'send report',
    subject: `reports of ${quarter}`,
    before: null,
    after,
  })
  const handle = await client.workflow.start<typeof quarterReport>('quarterReport', {
    taskQueue,
    workflowId,
    args: [{ choice: { quarter }, asOfAt, through: 'deliver', runAuthorisationId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
  // From now on a copy of this start is refused, even if this run never comes as far as its mails.
  await useRunAuthorisation(store, { runAuthorisationId, quarter, workflowId }, handle.firstExecutionRunId)
  return handle
}
