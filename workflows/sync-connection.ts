import { allHandlersFinished, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import type { SyncClosed } from '../activities/sync/sync.ts'
import type { SyncDepth } from '../domain/sync/reading.ts'
import { failureText } from './failure-text.ts'
import { type SyncProgress, syncProgressQuery } from './messages.ts'
import { tracker } from './stages.ts'

export interface SyncConnectionInput {
  readonly connectionId: string
  readonly depth: SyncDepth
  /** Whether a person said that many tickets may be missing. Missing: no. */
  readonly acceptsMissing?: boolean
  /** Set by the run before, when it continues as new. */
  readonly carried?: { readonly runId: string; readonly progress: SyncProgress }
}

/**
 * Brings the store up to what one tracker holds. The cursor moves last; whatever happens before, the
 * next run goes on from the last page that was stored.
 */
export async function syncConnection(input: SyncConnectionInput): Promise<SyncClosed> {
  let progress: SyncProgress = input.carried?.progress ?? {
    connectionId: input.connectionId,
    pages: 0,
    tickets: 0,
    approximateTickets: null,
  }
  setHandler(syncProgressQuery, () => progress)

  const runId = input.carried?.runId ?? (await open())
  try {
    for (;;) {
      const read = await tracker.readPages({ runId })
      progress = { ...progress, pages: progress.pages + read.pages, tickets: progress.tickets + read.tickets }
      if (!read.hasMore) return await tracker.closeSync({ runId })
      if (workflowInfo().continueAsNewSuggested) break
    }
  } catch (error) {
    await tracker.recordSyncFailure({ runId, failure: failureText(error) })
    throw error
  }
  await condition(allHandlersFinished)
  return await continueAsNew<typeof syncConnection>({ ...input, carried: { runId, progress } })

  async function open(): Promise<string> {
    const { connectionId, depth, acceptsMissing = false } = input
    const opened = await tracker.openSync({ connectionId, depth, acceptsMissing })
    progress = { ...progress, approximateTickets: opened.approximateTickets }
    return opened.runId
  }
}
