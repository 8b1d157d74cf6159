import { setTimeout as sleep } from 'node:timers/promises'

/** Looks every 50 ms until it is so; fails after `timeoutMs`. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`It was not so within ${timeoutMs} ms.`)
    await sleep(50)
  }
}
