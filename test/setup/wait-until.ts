import { setTimeout as sleep } from 'node:timers/promises'
import { waitLimitMs } from './time-limits.ts'

/**
 * Looks every 50 ms until it is so. The limit only ends what hangs, and proves nothing about speed.
 */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = waitLimitMs,
): Promise<void> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`It was not so within ${timeoutMs} ms.`)
    await sleep(50)
  }
}
