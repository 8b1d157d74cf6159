import type { Logger } from 'pino'
import { askedReader } from '../../activities/sync/read-asked.ts'
import { getConnection } from '../../adapters/store/connections/connections.ts'
import { clearTrouble, noteTrouble } from '../../adapters/store/connections/trouble.ts'
import { connectionsAsked, postponeAsked } from '../../adapters/store/hooks/asked-tickets.ts'
import { type Store, StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { mayPass, TrackerLimitError } from '../../adapters/trackers/errors.ts'
import { failureRule } from '../../domain/failures.ts'
import type { Instant } from '../../domain/instant.ts'
import { askedPauseMs } from '../../domain/sync/asked-tickets.ts'
import type { OpenTracker } from '../parts/trackers/tracker.ts'
import { pauseUnlessStopped } from '../process/pause.ts'

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
  const { store, now } = reading
  const reader = askedReader(reading)
  /** By connection: whatever is named meanwhile waits too. */
  const pausedUntil = new Map<string, Instant>()
  /** By connection: a tracker that is slow, or that named many tickets, holds up no other. */
  const underWay = new Map<string, Promise<void>>()
  const failures: unknown[] = []

  async function read(connectionId: string): Promise<void> {
    if (now() < (pausedUntil.get(connectionId) ?? 0)) return
    const waitMs = await readConnection(reading, reader, connectionId, signal)
    if (waitMs === null) return
    pausedUntil.set(connectionId, now() + waitMs)
    await postponeAsked(store, connectionId, now() + waitMs)
  }

  /** The outage is logged by who watches the database. */
  async function unlessAway(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!signal.aborted && !(error instanceof StoreUnavailableError)) failures.push(error)
    }
  }

  async function beginReading(): Promise<void> {
    for (const connectionId of await connectionsAsked(store, now())) {
      if (underWay.has(connectionId)) continue
      const ended = unlessAway(() => read(connectionId)).finally(() => underWay.delete(connectionId))
      underWay.set(connectionId, ended)
    }
  }

  while (!signal.aborted) {
    await unlessAway(beginReading)
    if (failures.length > 0) throw failures[0]
    await pauseUnlessStopped(lookEveryMs, signal)
  }
  await Promise.all(underWay.values())
}

/** @returns how long to leave the connection alone; null after a success */
async function readConnection(
  { store, now, log }: Reading,
  reader: ReturnType<typeof askedReader>,
  connectionId: string,
  signal: AbortSignal,
): Promise<number | null> {
  const connection = await getConnection(store, connectionId)
  if (connection === null) return null
  try {
    const startedAt = now()
    for (let tickets = reader.ticketsPerRead; tickets === reader.ticketsPerRead && !signal.aborted; ) {
      tickets = await reader.readSome(connection, signal)
      log.info({ connectionId, tickets, durationMs: now() - startedAt }, 'tickets read that webhooks named')
    }
    await clearTrouble(store, connectionId)
    return null
  } catch (error) {
    if (signal.aborted || error instanceof StoreUnavailableError || !(error instanceof Error)) throw error
    const waitMs = pauseAfter(error)
    const isBug = (failureRule(error.name)?.treatment ?? 'bug') === 'bug'
    // As in a sync, a bug ends the work on its own connection, and the worker goes on.
    if (isBug) log.error({ connectionId, err: error }, 'reading what webhooks named failed')
    else log.warn({ connectionId, failure: error.message, waitMs }, 'what webhooks named is read later')
    if (mayPass(error)) await noteTrouble(store, { connectionId, failure: error.message, nowAt: now() })
    return waitMs
  }
}

function pauseAfter(error: Error): number {
  if (error instanceof TrackerLimitError) return Math.max(error.retryAfterMs, askedPauseMs.usual)
  return failureRule(error.name)?.treatment === 'retryable' ? askedPauseMs.usual : askedPauseMs.final
}
