import { setTimeout as sleep } from 'node:timers/promises'
import { dropDeadClaim, hasLiveOwner, readClaim, takeClaim } from '../embedded/process/claim.ts'
import type { Say } from '../worker/say.ts'

/** Another demo runs on the same folder and goes on running. */
export class DemoRunsError extends Error {
  override readonly name = 'DemoRunsError'
}

/** A whole journey on a slow machine; one that was told to stop ends sooner. */
const patienceMs = 120_000

/**
 * Takes the demo's folder for this process: two demos on one folder would end each other's servers and change each other's tokens.
 * @throws DemoRunsError when another live process still has it after the patience
 */
export async function takeDemoFolder(file: string, say: Say, waitMs = patienceMs): Promise<void> {
  const startedAt = performance.now()
  let told = false
  while (!takeClaim(file)) {
    const claim = readClaim(file)
    if (claim === null) continue
    if (!hasLiveOwner(claim)) {
      dropDeadClaim(file)
      continue
    }
    if (performance.now() - startedAt > waitMs)
      throw new DemoRunsError(
        `Another demo (process ${claim.ownerPid}) runs on this folder: end it first, or give this one a folder of its own in PLUMBLINE_DEMO_DIR.`,
      )
    if (!told)
      say(
        `Waiting for the demo that runs on this folder (process ${claim.ownerPid}) to end, for at most ${Math.round(waitMs / 1000)} s.`,
      )
    told = true
    await sleep(200)
  }
}
