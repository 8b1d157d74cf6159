import type { Connection } from '../../../adapters/store/connections/connections.ts'
import type { Preflight, Tracker } from '../../../adapters/trackers/tracker.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { OpenTracker } from './tracker.ts'

/** Older answers are not used: what an account sees may change. */
const keptForMs = 30_000

interface AskedAhead {
  readonly openTracker: OpenTracker
  /** Ends the requests that are under way. */
  stop(): void
}

/**
 * Opens trackers as `open` does, and asks those of `connections` at once what their accounts see: the answers come while a worker is
 * still starting. Each answer is given once, to whoever opens that connection as it was; so is a failure.
 */
export function askedAhead(
  open: OpenTracker,
  connections: readonly Connection[],
  now: () => Instant,
): AskedAhead {
  const stop = new AbortController()
  const askedAt = now()
  const trackers = new Map(
    connections.map((connection) => [JSON.stringify(connection), ask(open, connection, stop.signal)]),
  )
  return {
    openTracker(connection) {
      const key = JSON.stringify(connection)
      const asked = trackers.get(key)
      trackers.delete(key)
      return asked === undefined || now() - askedAt > keptForMs ? open(connection) : asked
    },
    stop: () => stop.abort(),
  }
}

function ask(open: OpenTracker, connection: Connection, stop: AbortSignal): Promise<Tracker> {
  const cancelled = new AbortController()
  const asked = open(connection).then((tracker) => {
    let answer: Promise<Preflight> | null = tracker.preflight(AbortSignal.any([stop, cancelled.signal]))
    // Whoever opens the connection gets the failure, and maybe nobody does.
    answer.catch(() => undefined)
    return {
      ...tracker,
      preflight(signal?: AbortSignal) {
        signal?.throwIfAborted()
        const first = answer
        answer = null
        if (first === null) return tracker.preflight(signal)
        signal?.addEventListener('abort', () => cancelled.abort(signal.reason), { once: true })
        return first
      },
    }
  })
  asked.catch(() => undefined)
  return asked
}
