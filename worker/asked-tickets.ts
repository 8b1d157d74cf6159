import type { Logger } from 'pino'
import { askedReader } from '../activities/read-asked.ts'
import { connectionsAsked, postponeAsked } from '../adapters/store/hooks/asked-tickets.ts'
import { type Store, StoreUnavailableError } from '../adapters/store/sql/client.ts'
import { getConnection } from '../adapters/store/sync/connections.ts'
import { noteTrouble } from '../adapters/store/sync/trouble.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerSignInError,
  TrackerUnavailableError,
} from '../adapters/trackers/errors.ts'
import type { Instant } from '../domain/instant.ts'
import { askedPauseMs } from '../domain/sync/asked-tickets.ts'
import type { OpenTracker } from './parts/tracker.ts'
import { pauseUnlessStopped } from './pause.ts'

interface Reading {
  readonly store: Store
  /** The worker's own: its syncs and this share each connection's limiter. */
  readonly openTracker: OpenTracker
  readonly now: () => Instant
  readonly log: Logger
}

/** What a webhook named is read within seconds. */
const lookEveryMs = 2_000

/** Reads what webhooks name, until the signal aborts. What can't be read is tried again later, and the syncs go on beside it. */
export async function watchAskedTickets(reading: Reading, signal: AbortSignal): Promise<void> {
  const reader = askedReader(reading)
  while (!signal.aborted) {
    try {
      const connectionIds = await connectionsAsked(reading.store, reading.now())
      await Promise.all(connectionIds.map((id) => readConnection(reading, reader, id, signal)))
    } catch (error) {
      // The outage is logged by who watches the database.
      if (!signal.aborted && !(error instanceof StoreUnavailableError)) throw error
    }
    await pauseUnlessStopped(lookEveryMs, signal)
  }
}

async function readConnection(
  { store, now, log }: Reading,
  reader: ReturnType<typeof askedReader>,
  connectionId: string,
  signal: AbortSignal,
): Promise<void> {
  const connection = await getConnection(store, connectionId)
  if (connection === null) return
  try {
    const startedAt = now()
    for (let tickets = reader.ticketsPerRead; tickets === reader.ticketsPerRead && !signal.aborted; ) {
      tickets = await reader.readSome(connection, signal)
      log.info({ connectionId, tickets, durationMs: now() - startedAt }, 'tickets read that webhooks named')
    }
  } catch (error) {
    if (signal.aborted) return
    const waitMs = pauseAfter(error)
    if (waitMs === null || !(error instanceof Error)) throw error
    await postponeAsked(store, connectionId, now() + waitMs)
    await noteTrouble(store, { connectionId, failure: error.message, nowAt: now() })
    log.warn({ connectionId, failure: error.message, waitMs }, 'tickets that webhooks named are read later')
  }
}

/** Null for what is a bug. */
function pauseAfter(error: unknown): number | null {
  const isFinal = [TrackerAuthError, TrackerRequestError, TrackerSignInError].some(
    (each) => error instanceof each,
  )
  if (isFinal) return askedPauseMs.credentials
  if (error instanceof TrackerLimitError) return Math.max(error.retryAfterMs, askedPauseMs.usual)
  return error instanceof TrackerUnavailableError ? askedPauseMs.usual : null
}
