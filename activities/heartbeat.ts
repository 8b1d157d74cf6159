import { setImmediate } from 'node:timers/promises'
import { asyncLocalStorage, Context } from '@temporalio/activity'

/** Also how soon an attempt learns that its workflow was cancelled, which Temporal tells in reply to a heartbeat. */
export const heartbeatEveryMs = 2_000

/**
 * Sends a heartbeat every two seconds while `work` lasts, whatever it waits for: a slow page, a tracker's limit, a relay's
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

/** Ends an attempt that Temporal cancelled; outside a worker, where a preview drafts, nothing can be. @throws CancelledFailure */
export async function betweenSlices(): Promise<void> {
  await setImmediate()
  asyncLocalStorage.getStore()?.cancellationSignal.throwIfAborted()
}
