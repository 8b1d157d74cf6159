import { waitForOwnership } from '../embedded/process/owner-file.mjs'
import type { Say } from '../worker/process/say.ts'

/** Another demo runs on the same folder and goes on running. */
export class DemoRunsError extends Error {
  override readonly name = 'DemoRunsError'
}

/** Long enough for a whole journey on a slow machine; a demo that is being stopped ends sooner. */
const defaultTimeoutMs = 120_000

/**
 * Takes the demo's folder for this process: a second demo on it would change the first one's ports, tokens and plan.
 * @throws DemoRunsError when another process still holds it after `timeoutMs`
 */
export async function takeDemoFolder(file: string, say: Say, timeoutMs = defaultTimeoutMs): Promise<void> {
  const outcome = await waitForOwnership(file, {
    timeoutMs,
    onWait: ({ pid }) =>
      say(
        `Waiting for the demo that runs on this folder (process ${pid}) to end, for at most ${Math.round(timeoutMs / 1000)} s.`,
      ),
  })
  if (!outcome.taken)
    throw new DemoRunsError(
      `Another demo (process ${outcome.owner.pid}) runs on this folder: end it first, or give this one a folder of its own in PLUMBLINE_DEMO_DIR.`,
    )
}
