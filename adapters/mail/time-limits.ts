import type { Handover } from './handover.ts'
import { type RelayOptions, timeoutsOf } from './relay-connection.ts'

/** A limit for one attempt to send a mail; `end` it when the attempt has ended. */
export interface TimeLimit {
  /** Aborted with an error of code ETIMEDOUT. */
  readonly signal: AbortSignal
  end(): void
}

/**
 * Limits the time until a session is ready, each step of the mail's transfer, and the whole of it. The mail library's own limits
 * begin anew with each byte, so that they never end a relay that sends one every few seconds.
 */
export function limitTime(handover: Handover, options: RelayOptions): TimeLimit {
  const { connectTimeoutMs, replyTimeoutMs } = timeoutsOf(options)
  const giveUp = new AbortController()
  const after = (ms: number, what: string) => setTimeout(() => giveUp.abort(tooLong(what)), ms)
  // A connection that is closed before its greeting is replaced once.
  let step = after(2 * connectTimeoutMs, 'The session took too long')
  let whole: NodeJS.Timeout | undefined
  handover.onStep = () => {
    clearTimeout(step)
    step = after(replyTimeoutMs, 'The server took too long for a reply')
    whole ??= after(2 * replyTimeoutMs, 'The server took too long for the mail')
  }
  return {
    signal: giveUp.signal,
    end() {
      handover.onStep = () => undefined
      clearTimeout(step)
      clearTimeout(whole)
    },
  }
}

/** As the mail library tells of its own limits. */
export function tooLong(what: string): Error {
  return Object.assign(new Error(what), { code: 'ETIMEDOUT' })
}
