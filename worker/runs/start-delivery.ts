import { randomUUID } from 'node:crypto'
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
  type WorkflowStartOptions,
} from '@temporalio/client'
import { addRunAuthorisations, useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { commandLineActor } from '../../queries/sign-in/admins.ts'
import { deliverWorkflowId } from '../../workflows/ids.ts'
import type { deliverEditions } from '../../workflows/index.ts'
import { deliverTooSignal } from '../../workflows/messages.ts'

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

/**
 * Authorises one run to mail what is queued of a quarter, and starts it. Where a delivery of the quarter runs, that one is joined, and
 * sends these too.
 */
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
    changedAt: nowAt,
    actor,
    action: 'send mails',
    subject: `reports of ${quarter}`,
    before: null,
    after: 'authorised',
  })
  const delivery: WorkflowStartOptions<typeof deliverEditions> = {
    taskQueue,
    workflowId,
    args: [{ quarter, editionIds, runAuthorisationId: key.runAuthorisationId }],
  }
  const { handle, runId } = await startOrJoin(client, delivery, editionIds)
  // From now on a copy of this start is refused.
  await useRunAuthorisation(store, key, runId)
  return handle
}

async function startOrJoin(
  client: Client,
  delivery: WorkflowStartOptions<typeof deliverEditions>,
  editionIds: readonly string[],
): Promise<{ readonly handle: WorkflowHandle<typeof deliverEditions>; readonly runId: string }> {
  try {
    const handle = await client.workflow.start<typeof deliverEditions>('deliverEditions', delivery)
    return { handle, runId: handle.firstExecutionRunId }
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
  // Starts it after all where the other one has just ended.
  const handle = await client.workflow.signalWithStart<typeof deliverEditions, [readonly string[]]>(
    'deliverEditions',
    { ...delivery, signal: deliverTooSignal, signalArgs: [editionIds] },
  )
  return { handle, runId: handle.signaledRunId }
}

/** Has a delivery that runs send these too. @returns false where none runs */
export async function tellDelivery(
  client: Client,
  workflowId: string,
  editionIds: readonly string[],
): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).signal(deliverTooSignal, editionIds)
    return true
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}
