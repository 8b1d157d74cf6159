import { setImmediate } from 'node:timers/promises'
import { asyncLocalStorage, Context } from '@temporalio/activity'

/** Also how soon an attempt learns that its workflow was cancelled: Temporal says so in its reply to a heartbeat. */
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

/** Throws if Temporal cancelled the attempt; outside a worker (a preview's drafts) it does nothing. @throws CancelledFailure */
export async function betweenSlices(): Promise<void> {
  await setImmediate()
  asyncLocalStorage.getStore()?.cancellationSignal.throwIfAborted()
}
