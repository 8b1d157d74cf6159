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

/** Waits, or until the signal aborts. */
export async function pauseUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
