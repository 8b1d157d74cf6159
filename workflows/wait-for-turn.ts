import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { sleep } from '@temporalio/workflow'

/** How long to wait between checks on another run: mostly it takes seconds, a first sync hours. */
const firstWaitMs = 1_000
/** Each check adds a dozen events to the history, which is limited to 51,200. */
const longestWaitMs = 60_000

/**
 * Starts a child of which there may be one at a time. If one is running, waits for its end and then starts ours.
 * @param otherwise asked at each try in vain; where it has a result, ours is needed no more
 */
export async function waitForTurn<Result, Other = never>(
  start: () => Promise<Result>,
  otherwise: () => Promise<Other | null> = async () => null,
): Promise<Result | Other> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await start()
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      const other = await otherwise()
      if (other !== null) return other
      await sleep(waitMs)
    }
  }
}
