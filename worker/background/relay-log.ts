import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { RelayLogReader } from '../../adapters/mail/relay-log/entries.ts'
import { RelayLogError, RotatedLog } from '../../adapters/mail/relay-log/files.ts'
import { type Doubt, listDoubts } from '../../adapters/store/deliver/doubts.ts'
import { recordReturn } from '../../adapters/store/deliver/returned/returned-mails.ts'
import { recordOutcome } from '../../adapters/store/deliver/send/outcomes.ts'
import { type Store, StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { entryThatSettles, type RelayLogEntry } from '../../domain/deliver/relay-log.ts'
import { type Instant, minuteMs } from '../../domain/instant.ts'
import type { OutageLog } from '../logging/outage-log.ts'
import { mailIdentityOf } from '../parts/mail-identity.ts'
import { pauseUnlessStopped } from '../process/pause.ts'
import type { Config } from '../settings/config.ts'

/** How many doubts there were, and how many of them the log has ended. */
export interface DoubtsLookedAt {
  readonly doubts: number
  readonly settled: number
}

/** What was read of the log, and for which attempts in doubt. */
interface Reading {
  readonly attemptIds: ReadonlySet<string>
  readonly reader: RelayLogReader
  readonly log: RotatedLog
}

/** The relay's clock may be behind ours, and a file's time is that of its last line. */
const clockSkewMs = 10 * minuteMs

/**
 * Ends doubts about mails by what the relay's log says of their Message-IDs. Nothing is read while there is no doubt, and each line is
 * read once, except that a new doubt begins anew: it may be about lines that were passed.
 */
export function relayLogResolver(
  store: Store,
  { path, messageIdDomain }: { readonly path: string; readonly messageIdDomain: string },
): { settleDoubts(nowAt: Instant): Promise<DoubtsLookedAt> } {
  let reading: Reading | null = null

  function beginReading(doubts: readonly Doubt[]): Reading {
    const deliveryIds = new Set(doubts.map(({ deliveryId }) => deliveryId))
    const attemptIds = new Set(doubts.map(({ attemptId }) => attemptId))
    const reader = new RelayLogReader({ deliveryIds, messageIdDomain })
    reading = { attemptIds, reader, log: new RotatedLog(path) }
    return reading
  }

  return {
    /** @throws RelayLogError */
    async settleDoubts(nowAt) {
      const doubts = await listDoubts(store)
      const [oldest] = doubts
      if (oldest === undefined) {
        reading = null
        return { doubts: 0, settled: 0 }
      }
      const before = reading
      const { reader, log } =
        before !== null && doubts.every(({ attemptId }) => before.attemptIds.has(attemptId))
          ? before
          : beginReading(doubts)
      await log.read(oldest.claimedAt - clockSkewMs, (line) => reader.read(line))
      let settled = 0
      for (const doubt of doubts) {
        const entry = entryThatSettles(reader.entries.get(doubt.deliveryId) ?? [], doubt)
        if (entry !== null && (await settle(store, doubt, entry, nowAt))) settled += 1
      }
      return { doubts: doubts.length, settled }
    },
  }
}

/** @returns false where something else has ended the doubt meanwhile */
async function settle(store: Store, doubt: Doubt, entry: RelayLogEntry, nowAt: Instant): Promise<boolean> {
  const { deliveryId, attemptId, claimedAt } = doubt
  const words = `In the relay’s log: ${entry.words}`.slice(0, 500)
  switch (entry.kind) {
    case 'taken': {
      const outcome = { kind: 'sent', reply: words } as const
      const takenAt = Math.max(claimedAt, entry.at ?? claimedAt)
      return await recordOutcome(store, { deliveryId, attemptId, outcome, nowAt: takenAt })
    }
    case 'refused': {
      const outcome = { kind: 'failed', smtpCode: null, reply: words } as const
      return await recordOutcome(store, { deliveryId, attemptId, outcome, nowAt })
    }
    case 'returned': {
      const recipients = entry.recipient === null ? [] : [entry.recipient]
      const report = { kind: 'bounce', deliveryId, recipients, words, writtenAt: entry.at } as const
      const contentHash = createHash('sha256').update(`${attemptId} ${entry.words}`).digest('hex')
      return (await recordReturn(store, { report, contentHash, nowAt })) === 'bounced'
    }
  }
}

/** A line is in the log a moment after the relay's answer, and a bounce seconds to days. */
const lookEveryMs = 60_000

/** Looks for doubts now and every minute, until the signal aborts; a log that can't be read is told once and tried again. */
export async function watchRelayLog(
  config: Config,
  {
    store,
    now,
    log,
    outages,
  }: {
    readonly store: Store
    readonly now: () => Instant
    readonly log: Logger
    readonly outages: OutageLog
  },
  signal: AbortSignal,
): Promise<void> {
  const path = config.mail.relayLogFile
  if (path === null) return
  const { messageIdDomain } = mailIdentityOf(config)
  const resolver = relayLogResolver(store, { path, messageIdDomain })
  while (!signal.aborted) {
    try {
      const looked = await resolver.settleDoubts(now())
      outages.gotThrough(watcher)
      if (looked.settled > 0) log.info(looked, 'doubts about mails ended by the relay’s log')
    } catch (error) {
      // The database's outage is logged by who watches it.
      if (error instanceof RelayLogError) outages.lost('the relay’s log', error.message, watcher)
      else if (!(error instanceof StoreUnavailableError)) throw error
    }
    await pauseUnlessStopped(lookEveryMs, signal)
  }
}

const watcher = 'reader of the relay’s log'
