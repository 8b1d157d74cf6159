import type { Client } from '@temporalio/client'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTurn } from '../../adapters/store/sql/process-lock.ts'
import { recordStart } from '../../queries/audit/record-start.ts'
import { isWorkflowRunning } from '../temporal/describe-workflow.ts'
import { orAway } from '../temporal/temporal-away.ts'

interface Start {
  readonly workflowId: string
  /** What the audit trail says of it. */
  readonly entry: Parameters<typeof recordStart>[1]
  readonly start: () => Promise<unknown>
}

/**
 * Starts work for a person, unless it runs: who presses a button twice starts it once, and stands in the audit trail once.
 * @returns `away` where Temporal didn't answer
 */
export function startOnce(
  { client, store }: { readonly client: Client; readonly store: Store },
  { workflowId, entry, start }: Start,
): Promise<'started' | 'away'> {
  return inTurn(store, `plumbline start of ${workflowId}`, async () => {
    const running = await orAway(client, async () => ({ is: await isWorkflowRunning(client, workflowId) }))
    if (running === null) return 'away'
    if (running.is) return 'started'
    // Nothing starts that isn't written down.
    await recordStart(store, entry)
    return (await orAway(client, start)) === null ? 'away' : 'started'
  })
}
