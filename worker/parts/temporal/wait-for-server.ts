import { pause } from '../../process/pause.ts'

export interface Waiting {
  /** Whether a failed attempt was answered, so that another one would fail too. */
  readonly isFinal: (error: unknown) => boolean
  /** Whether there is a server at all that may still answer. */
  readonly isThere: () => Promise<boolean>
  /** When the last failure is final. */
  readonly giveUpAfterMs: number
  readonly sayEveryMs: number
  /** Called with the time since the first attempt. */
  readonly onWait: (waitedMs: number) => void
  /** Ends the waiting at once. */
  readonly signal?: AbortSignal | undefined
}

const betweenAttemptsMs = 200

/**
 * Connects to a server that may be slow to answer because the machine is busy: tries again while it is there.
 * @param attempt connects once, within a time of its own; a connection that comes after the signal is closed
 * @throws what the attempt threw, where that is final, the server isn't there, or it has taken too long; the signal's reason
 */
export async function waitForServer<Connected extends { close(): Promise<void> }>(
  attempt: () => Promise<Connected>,
  { isFinal, isThere, giveUpAfterMs, sayEveryMs, onWait, signal }: Waiting,
): Promise<Connected> {
  const startedAt = performance.now()
  const waitedMs = (): number => performance.now() - startedAt
  const saying = setInterval(() => onWait(waitedMs()), sayEveryMs)
  try {
    for (;;) {
      signal?.throwIfAborted()
      try {
        return await orAborted(attempt(), signal)
      } catch (error) {
        if (isFinal(error) || waitedMs() > giveUpAfterMs || !(await isThere())) throw error
        await pause(betweenAttemptsMs, signal)
      }
    }
  } finally {
    clearInterval(saying)
  }
}

async function orAborted<Connected extends { close(): Promise<void> }>(
  connecting: Promise<Connected>,
  signal: AbortSignal | undefined,
): Promise<Connected> {
  if (signal === undefined) return await connecting
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => {
    aborted.reject(signal.reason)
    connecting.then((connected) => connected.close()).catch(() => undefined)
  }
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([connecting, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
