import type { WorkflowHandle } from '@temporalio/client'
import { ActivityFailure, ApplicationFailure } from '@temporalio/common'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'

/** How a workflow that must fail failed at the bottom: the class and the words that people read. */
export async function failureOf(handle: Pick<WorkflowHandle, 'result'>) {
  try {
    await handle.result()
  } catch (error) {
    let cause: unknown = error instanceof Error ? error.cause : null
    while (cause instanceof ActivityFailure) cause = cause.cause
    if (!(cause instanceof ApplicationFailure)) throw error
    return { type: cause.type, message: cause.message }
  }
  throw new Error('the workflow succeeded where it had to fail')
}

/** Everything that Temporal keeps of a workflow, payloads in the clear. */
export async function historyText(handle: WorkflowHandle): Promise<string> {
  const json = JSON.stringify(historyToJSON(await handle.fetchHistory()))
  const payloads = [...json.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString(),
  )
  return [json, ...payloads].join('\n')
}
