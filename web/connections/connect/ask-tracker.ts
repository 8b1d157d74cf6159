import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'
import { failureText } from '../../../wording/health/failure-text.ts'

/** What a tracker answered, or in words why it didn't. */
export type TrackerAnswer<Result> =
  | { readonly kind: 'answered'; readonly result: Result }
  | {
      readonly kind: 'failed'
      readonly words: string
      /** Where somebody who typed it looks first; null where what they typed isn't at fault. */
      readonly lookAt: 'secret' | 'address' | null
    }

/** A page waits for a tracker no longer; the sync does. */
const answerWithinMs = 15_000

/** Asks a tracker something while a page is made. @throws what is a bug */
export async function askTracker<Result>(
  label: string,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<TrackerAnswer<Result>> {
  const signal = AbortSignal.timeout(answerWithinMs)
  try {
    return { kind: 'answered', result: await ask(signal) }
  } catch (error) {
    if (signal.aborted && error === signal.reason)
      return {
        ...{ kind: 'failed', lookAt: 'address' },
        words: `${label} did not answer within ${answerWithinMs / 1000} s: try again`,
      }
    return { kind: 'failed', words: failureText(error), lookAt: atFault(error) }
  }
}

function atFault(error: unknown): 'secret' | 'address' | null {
  if (error instanceof TrackerAuthError) return 'secret'
  return error instanceof TrackerRequestError || error instanceof TrackerUnavailableError ? 'address' : null
}
