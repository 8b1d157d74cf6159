import type { Mailer } from '../adapters/mail/mailer.ts'
import type { MailIdentity } from '../adapters/mail/message.ts'
import type { BetweenSlices } from '../adapters/slices.ts'
import type { Connection } from '../adapters/store/connections/connections.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Tracker } from '../adapters/trackers/tracker.ts'
import type { MailPacing } from '../domain/deliver/turns.ts'
import type { Instant } from '../domain/instant.ts'

/** What activities need of the process they run in; the worker wires it once. */
export interface ActivityDependencies {
  /** In a worker, its statements end when the activity is cancelled. */
  readonly store: Store
  /** Opens a connection's tracker, with its limiter; the secret is unsealed here and nowhere else. */
  readonly openTracker: (connection: Connection) => Promise<Tracker>
  readonly now: () => Instant
  readonly betweenSlices: BetweenSlices
  /** How far nightly syncs read back; a day by default. */
  readonly nightlyOverlapMs?: number | undefined
  /** What figures are computed by, stored with them: others may come to others. */
  readonly codeVersion: () => Promise<string>
  /** The origin of our pages that mails may link to; null where none is set. */
  readonly publicOrigin: string | null
}

/** What activities that queue and send mails need besides. */
export interface MailDependencies extends ActivityDependencies {
  /** The same store, for what must be written of a mail under way although the activity was cancelled. */
  readonly recordStore: Store
  readonly mailer: Mailer
  /** As many as `mailer` opens at most. */
  readonly connections: number
  readonly mail: MailIdentity
  /** Shared with the other processes that send through the relay. */
  readonly pacing: MailPacing
  /** Ends early when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Names this process in the record of each attempt. */
  readonly workerName: string
}
