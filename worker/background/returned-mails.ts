import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { mailFolder } from '../../adapters/mail/returned/folder.ts'
import { type MailSource, MailSourceError } from '../../adapters/mail/returned/source.ts'
import {
  loadMailboxPosition,
  saveMailboxPosition,
} from '../../adapters/store/deliver/returned/mailbox-positions.ts'
import { type ReturnRecorded, recordReturn } from '../../adapters/store/deliver/returned/returned-mails.ts'
import { markInterrupted } from '../../adapters/store/deliver/send/interrupted.ts'
import { type Store, StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { type Instant, minuteMs } from '../../domain/instant.ts'
import type { OutageLog } from '../logging/outage-log.ts'
import { pauseUnlessStopped } from '../process/pause.ts'
import type { Config } from '../settings/config.ts'

/** What was found in a folder or mailbox. All but the first two were left without effect. */
export interface ReturnedMailCounts {
  readonly bounced: number
  readonly suppressed: number
  /** Reports about mails of ours that change nothing: another address, an earlier attempt, read before. */
  readonly withoutEffect: number
  /** Reports about mails that aren't ours, forged ones included. */
  readonly notOurs: number
  /** Mails that are no reports. */
  readonly others: number
  /** Mails that weren't read, being larger than any report or not given out by their server: a person has to look at them. */
  readonly notRead: number
}

interface Reading {
  readonly store: Store
  readonly now: () => Instant
}

/**
 * Reads what is new in a folder or mailbox, and does what its bounces and complaints say about mails of ours.
 * @throws MailSourceError
 */
export async function readReturnedMails(
  source: MailSource,
  { store, now }: Reading,
): Promise<ReturnedMailCounts> {
  const counts = { bounced: 0, suppressed: 0, withoutEffect: 0, notOurs: 0, others: 0, notRead: 0 }
  await source.read(async (mail) => {
    if (mail === null) {
      counts.notRead += 1
      return 'done'
    }
    // What parses mails is loaded only where there is one.
    const { readReport } = await import('../../adapters/mail/returned/read-report.ts')
    const read = await readReport(mail)
    if (read.kind !== 'report') {
      counts[read.kind === 'no report' ? 'others' : 'notOurs'] += 1
      return 'done'
    }
    const contentHash = createHash('sha256').update(mail).digest('hex')
    const record = () => recordReturn(store, { report: read.report, contentHash, nowAt: now() })
    let recorded = await record()
    if (recorded === 'being sent') {
      // A sender that died settles nothing, and a mailbox is read no further than the mail that is left unread.
      await markInterrupted(store, { nowAt: now(), staleBeforeAt: now() })
      recorded = await record()
    }
    if (recorded === 'being sent') return 'again'
    counts[countedAs(recorded)] += 1
    return 'done'
  })
  return counts
}

function countedAs(recorded: Exclude<ReturnRecorded, 'being sent'>): keyof ReturnedMailCounts {
  if (recorded === 'not ours') return 'notOurs'
  return recorded === 'bounced' || recorded === 'suppressed' ? recorded : 'withoutEffect'
}

/** Reports arrive minutes to days after the mail. */
const readEveryMs = 5 * minuteMs

/** Reads bounces and complaints now and every five minutes, until the signal aborts; what can't be read is logged once and tried again. */
export async function watchReturnedMails(
  config: Config,
  reading: Reading & { readonly log: Logger; readonly outages: OutageLog },
  signal: AbortSignal,
): Promise<void> {
  const sources = await returnedMailSources(config.mail, reading)
  if (sources.length === 0) return
  while (!signal.aborted) {
    for (const source of sources) await readLogged(source, reading)
    await pauseUnlessStopped(readEveryMs, signal)
  }
}

async function readLogged(
  source: MailSource,
  { log, outages, ...reading }: Parameters<typeof watchReturnedMails>[1],
): Promise<void> {
  try {
    const counts = await readReturnedMails(source, reading)
    outages.gotThrough(watcher)
    if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'bounces and complaints read')
  } catch (error) {
    // The database's outage is logged by who watches it; the next reading begins where this one ended.
    if (error instanceof MailSourceError) outages.lost('the mailbox of bounces', error.message, watcher)
    else if (!(error instanceof StoreUnavailableError)) throw error
  }
}

const watcher = 'reader of bounces'

/** The folder and the mailbox that the settings name. */
export async function returnedMailSources(
  { bouncesDir, bouncesUrl }: Config['mail'],
  { store, now }: Reading,
): Promise<MailSource[]> {
  const folders = bouncesDir === null ? [] : [mailFolder(bouncesDir)]
  if (bouncesUrl === null) return folders
  // The library is loaded only where a mailbox is read.
  const [{ imapMailbox }, { parseImapUrl }] = await Promise.all([
    import('../../adapters/mail/returned/mailbox.ts'),
    import('../../adapters/mail/returned/imap-settings.ts'),
  ])
  const position = {
    load: (mailbox: string) => loadMailboxPosition(store, mailbox),
    save: (mailbox: string, at: { uidValidity: string; lastUid: number }) =>
      saveMailboxPosition(store, { mailbox, ...at }),
  }
  return [...folders, imapMailbox({ settings: parseImapUrl(bouncesUrl), position, now })]
}
