import { setTimeout as wait } from 'node:timers/promises'

/** Waits; ends early with the signal's reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal })
}
