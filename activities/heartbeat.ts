import { Context } from '@temporalio/activity'

const beatEveryMs = 5_000

/**
 * Tells Temporal every few seconds that we are alive while `work` lasts, whatever it waits for: a slow page, a tracker's
 * limit, a relay's answer. So a heartbeat timeout can be short, and says one thing only: this process is gone.
 * @param countsOf what has been done so far; shown with the heartbeat
 */
export async function whileBeating<Result>(
  countsOf: () => Readonly<Record<string, number>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const context = Context.current()
  const beating = setInterval(() => context.heartbeat(countsOf()), beatEveryMs)
  try {
    return await work()
  } finally {
    clearInterval(beating)
  }
}
