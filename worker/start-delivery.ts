import { randomUUID } from 'node:crypto'
import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client'
import { addRunAuthorisations, useRunAuthorisation } from '../adapters/store/deliver/run-authorisations.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { authorisedNow } from '../domain/deliver/authorisation.ts'
import type { Instant } from '../domain/instant.ts'
import type { QuarterId } from '../domain/quarter.ts'
import { commandLineActor } from '../queries/sign-in/admins.ts'
import { deliverWorkflowId } from '../workflows/ids.ts'
import type { deliverEditions } from '../workflows/index.ts'

export interface DeliveryToStart {
  readonly quarter: QuarterId
  /** Editions and notices that were queued before; nothing is queued by this. */
  readonly editionIds: readonly string[]
  /** The command or page that a person used, such as `deliveries send`; kept with the authorisation. */
  readonly madeBy: string
  /** Of the delivery. Defaults to that of the quarter's reports. */
  readonly workflowId?: string
  /** Who sends them, for the audit trail. Defaults to the command line. */
  readonly actor?: string
  readonly nowAt: Instant
}

/** Authorises one run to mail what is queued of a quarter, and starts it; joins the delivery of the quarter that runs. */
export async function startDelivery(
  {
    client,
    store,
    taskQueue,
  }: { readonly client: Client; readonly store: Store; readonly taskQueue: string },
  {
    quarter,
    editionIds,
    madeBy,
    nowAt,
    workflowId = deliverWorkflowId(quarter),
    actor = commandLineActor,
  }: DeliveryToStart,
) {
  const key = { runAuthorisationId: randomUUID(), quarter, workflowId }
  await addRunAuthorisations(store, [authorisedNow({ ...key, madeBy, nowAt })], {
    ...{ changedAt: nowAt, actor, action: 'send mails', subject: `reports of ${quarter}` },
    ...{ before: null, after: 'authorised' },
  })
  const handle = await client.workflow.start<typeof deliverEditions>('deliverEditions', {
    taskQueue,
    workflowId: key.workflowId,
    args: [{ quarter, editionIds, runAuthorisationId: key.runAuthorisationId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  })
  // From now on a copy of this start is refused.
  await useRunAuthorisation(store, key, handle.firstExecutionRunId)
  return handle
}
