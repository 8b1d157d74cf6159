import type { Logger } from 'pino'
import { ownMessageOf } from '../../activities/failures.ts'
import type { Instant } from '../../domain/instant.ts'

interface Outage {
  readonly sinceAt: Instant
  /** What noticed it, and ends it with its next success. */
  readonly noticedBy: string
}

/** Logs when a server that we depend on is lost and when it is back: once each way, however often it is tried. */
export class OutageLog {
  readonly #log: Logger
  readonly #now: () => Instant
  readonly #outages = new Map<string, Outage>()

  constructor(log: Logger, now: () => Instant) {
    this.#log = log
    this.#now = now
  }

  /** @param noticedBy as in `gotThrough`; only the first to notice counts */
  lost(server: string, cause: string, noticedBy: string): void {
    if (this.#outages.has(server)) return
    this.#outages.set(server, { sinceAt: this.#now(), noticedBy })
    this.#log.warn({ server, cause, outage: 'lost' }, `${server} is lost`)
  }

  /** Ends every outage that `noticedBy` had noticed, after a success. */
  gotThrough(noticedBy: string): void {
    for (const [server, outage] of this.#outages) {
      if (outage.noticedBy === noticedBy) this.returned(server)
    }
  }

  returned(server: string): void {
    const outage = this.#outages.get(server)
    if (outage === undefined) return
    this.#outages.delete(server)
    const lastedMs = this.#now() - outage.sinceAt
    this.#log.info({ server, lastedMs, outage: 'returned' }, `${server} is back`)
  }
}

/** An attempt of an activity, by whose outcome outages are noticed. */
export interface Attempt {
  readonly activityType: string
  readonly workflowId: string | undefined
}

/** Notes the outage that made an attempt fail, if it was one. */
export function noteFailure(outages: OutageLog, attempt: Attempt, error: unknown): void {
  const server = lostServer(attempt, error)
  if (server !== null) outages.lost(server, ownMessageOf(error), noticerOf(attempt, server))
}

/** Ends the outages that the same work had failed from. */
export function noteSuccess(outages: OutageLog, attempt: Attempt): void {
  for (const server of [database, relay, trackerOf(attempt)]) outages.gotThrough(noticerOf(attempt, server))
}

export const database = 'database'
const relay = 'mail relay'

/** A sync's workflow is named after its connection. */
function trackerOf({ workflowId }: Attempt): string {
  return `tracker of ${workflowId ?? 'no workflow'}`
}

function noticerOf({ activityType }: Attempt, server: string): string {
  return `${activityType}, ${server}`
}

function lostServer(attempt: Attempt, error: unknown): string | null {
  if (!(error instanceof Error)) return null
  switch (error.name) {
    case 'TrackerUnavailableError':
      return trackerOf(attempt)
    case 'MailUnavailableError':
      return relay
    case 'StoreUnavailableError':
      return database
    default:
      return null
  }
}
