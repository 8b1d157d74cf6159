import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { type ConnectionOptions, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client'
import { pause } from '../../process/pause.ts'

export interface ClientRetries {
  /** For the connection, in place of the client's own. */
  readonly interceptors: NonNullable<ConnectionOptions['interceptors']>
  /** Retries nothing more, and waits until those under way are sent: at most `longestDelayMs`. */
  stop(): Promise<void>
}

const longestDelayMs = 1_000
/** With delays that short, this goes on for about 25 s, as the client's own ten attempts do. */
const maxAttempts = 30

/**
 * Retries calls as Temporal's client does by itself, but can be stopped. Its retries (1.24) run from timers, and one that
 * fires after the connection was closed throws there, where nobody can catch it: call `stop` first.
 */
export function clientRetries(): ClientRetries {
  const usual = defaultGrpcRetryOptions({ maxAttempts })
  let stopped = false
  let lastRetryAt = 0
  const interceptor = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !stopped && usual.retryableDecider(attempt, status),
    delayFunction(attempt, status) {
      const delayMs = Math.min(usual.delayFunction(attempt, status), longestDelayMs)
      lastRetryAt = Math.max(lastRetryAt, performance.now() + delayMs)
      return delayMs
    },
  })
  return {
    interceptors: [interceptor],
    async stop() {
      stopped = true
      // A timer counts from the time that its turn of the loop began with: in a busy process one can fire before another that is due
      // earlier.
      for (let leftMs = leftUntil(lastRetryAt); leftMs > 0; leftMs = leftUntil(lastRetryAt))
        await pause(leftMs)
      // The second turn begins after that time, and fires all that was due by it.
      await turnOfTheLoop()
      await turnOfTheLoop()
    },
  }
}

function leftUntil(at: number): number {
  return at - performance.now()
}
