import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { Logger } from 'pino'
import type { Store } from '../../adapters/store/sql/client.ts'
import { isProcessLockFree } from '../../adapters/store/sql/process-lock.ts'

/** What a worker holds while it serves a queue: see `holdProcessLock`. */
export function queueLockName(namespace: string, taskQueue: string): string {
  return `plumbline queue ${namespace} ${taskQueue}`
}

const lookEveryMs = 5_000

export interface RunsToEnd {
  readonly client: Client
  readonly store: Store
  readonly log: Logger
}

/**
 * Ends those of these workflows that run on a queue which no process serves: a command that was killed leaves its own there, and a
 * stopped `npm start` leaves what it was about. Nobody would resume them, and their ids would block every later start. What
 * they stored stays: a sync goes on from its last page, and a mail that was sent is never sent again.
 * @returns the workflows' ids
 */
export async function endUnservedRuns(
  { client, store, log }: RunsToEnd,
  workflowIds: readonly string[],
): Promise<string[]> {
  const { namespace } = client.options
  const ended = await Promise.all(
    workflowIds.map(async (workflowId) => {
      const handle = client.workflow.getHandle(workflowId)
      try {
        const { status, taskQueue, runId } = await handle.describe()
        if (status.name !== 'RUNNING') return null
        if (!(await isProcessLockFree(store, queueLockName(namespace, taskQueue)))) return null
        await client.workflow
          .getHandle(workflowId, runId)
          .terminate('the process that did this work has ended')
        log.info({ workflowId, taskQueue }, 'ended a workflow that no process serves')
        return workflowId
      } catch (error) {
        // None of that id, or it ended meanwhile.
        if (error instanceof WorkflowNotFoundError) return null
        throw error
      }
    }),
  )
  return ended.filter((each) => each !== null)
}

/** Ends unserved runs now and every few seconds until `stop`: the process we wait for may die meanwhile. */
export async function keepEndingUnservedRuns(
  runs: RunsToEnd,
  workflowIds: () => Promise<readonly string[]>,
): Promise<{ stop(): Promise<void> }> {
  await endUnservedRuns(runs, await workflowIds())
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      try {
        await endUnservedRuns(runs, await workflowIds())
      } catch (error) {
        // The database or Temporal is away for a moment; its other users report that.
        runs.log.warn(
          { message: error instanceof Error ? error.message : String(error) },
          'could not look for workflows that no process serves',
        )
      }
    })
  }, lookEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
