import { asyncLocalStorage, Context } from '@temporalio/activity'
import { letOthersRun } from '../adapters/slices.ts'

/** Also how soon an attempt learns that its workflow was cancelled: Temporal says so in its reply to a heartbeat. */
export const heartbeatEveryMs = 1_000

/**
 * Sends a heartbeat every second while `work` lasts, whatever it waits for: a slow page, a tracker's limit, a relay's
 * response. So the heartbeat timeout can be short, and passes only when this process is gone.
 */
export async function whileBeating<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current()
  const beating = setInterval(() => context.heartbeat(), heartbeatEveryMs)
  try {
    return await work()
  } finally {
    clearInterval(beating)
  }
}

/** Aborts when the attempt under way is cancelled or its worker stops; null outside a worker, where a preview drafts. */
export function currentSignal(): AbortSignal | null {
  return asyncLocalStorage.getStore()?.cancellationSignal ?? null
}

/** Throws if the attempt was cancelled; outside a worker it does nothing. @throws CancelledFailure */
export function betweenSlices(): Promise<void> {
  return letOthersRun(currentSignal())
}
