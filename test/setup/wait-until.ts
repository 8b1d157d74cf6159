import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Looks every 50 ms until it is so. The limit only ends what hangs, a moment before the test's own does, and proves nothing about
 * speed: a busy machine takes ten times as long as an idle one.
 */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, timeoutMs = 280_000): Promise<void> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`It was not so within ${timeoutMs} ms.`)
    await sleep(50)
  }
}
