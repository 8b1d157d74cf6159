import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { sleep } from '@temporalio/workflow'

/** Somebody else's run is waited for: seconds mostly, hours when it is a first sync. */
const firstWaitMs = 1_000
/** Each look adds a dozen events to the history, which ends at 51,200. */
const longestWaitMs = 60_000

/** Starts a child of which there may be one at a time. Where one is under way, waits for its end and then starts ours. */
export async function waitForTurn<Result>(start: () => Promise<Result>): Promise<Result> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await start()
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      await sleep(waitMs)
    }
  }
}
