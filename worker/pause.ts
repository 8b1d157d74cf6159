import { setTimeout as wait } from 'node:timers/promises'

/** Waits; rejects early with the signal's reason when it aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    // The timer's own AbortError hides who aborted, and why.
    signal?.throwIfAborted()
    throw error
  }
}
