import { ImapFlow } from 'imapflow'
import { z } from 'zod'
import { dayMs, type Instant } from '../../../domain/instant.ts'
import { tlsTrouble } from '../tls-trouble.ts'
import { type ImapSettings, nameOfMailbox, requiresStartTls } from './imap-settings.ts'
import { type Handled, largestReportBytes, type MailSource, MailSourceError } from './source.ts'

/** How far a mailbox was read. Its numbers hold as long as `uidValidity` is the same (RFC 9051 2.3.1.1). */
export interface MailboxPosition {
  readonly uidValidity: string
  readonly lastUid: number
}

export interface KeptPosition {
  load(mailbox: string): Promise<MailboxPosition | null>
  save(mailbox: string, position: MailboxPosition): Promise<void>
}

interface MailboxOptions {
  readonly settings: ImapSettings
  readonly position: KeptPosition
  readonly now: () => Instant
  readonly timeoutMs?: number
}

/** At the first reading, and after the mailbox was made anew, no further back than this: reports come within days. */
const firstReadingMs = 30 * dayMs
const usualTimeoutMs = 30_000
/** The library's own limits begin anew with each byte: a step of a reading may take as many of them, however much is said. */
const timeoutsPerStep = 4
/** How often a mail is asked for that its server doesn't give out, before those behind it are read. */
const mostTries = 3

/** A mailbox behind IMAP, opened read-only: nothing in it is marked as read. Each mail is handed over once, over restarts too. */
export function imapMailbox({
  settings,
  position,
  now,
  timeoutMs = usualTimeoutMs,
}: MailboxOptions): MailSource {
  const name = nameOfMailbox(settings)
  const refusals = new Map<string, number>()
  return {
    name,
    async read(handle) {
      const client = clientOf(settings, timeoutMs)
      // A connection that ends in between makes the command under way fail; without a listener, the process would end.
      client.on('error', () => undefined)
      const step = stepsOf(client, { name, limitMs: timeoutsPerStep * timeoutMs })
      try {
        await step(client.connect())
        const lock = await step(client.getMailboxLock(settings.mailbox, { readOnly: true }))
        try {
          await readNew(client, { name, position, now, refusals, handle, step })
        } finally {
          lock.release()
        }
        // All is read and kept: whatever comes of it, there is nothing to tell.
        await step(client.logout()).catch(() => undefined)
      } catch (error) {
        throw sourceErrorOf(error, name)
      } finally {
        client.close()
      }
    },
  }
}

/** Waits for a step of a reading, and closes the connection where it takes too long. @throws MailSourceError then */
type Step = <T>(underway: Promise<T>) => Promise<T>

function stepsOf(
  client: ImapFlow,
  { name, limitMs }: { readonly name: string; readonly limitMs: number },
): Step {
  return async (underway) => {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(new MailSourceError(`${name} takes too long to answer: check its server, and what its log says`))
        client.close()
      }, limitMs)
    })
    try {
      return await Promise.race([underway, tooLong])
    } finally {
      clearTimeout(timer)
    }
  }
}

interface Reading extends Pick<MailboxOptions, 'position' | 'now'> {
  readonly name: string
  /** How often each mail was refused, by the mailbox's validity and the mail's number. */
  readonly refusals: Map<string, number>
  readonly handle: (mail: Buffer | null) => Promise<Handled>
  readonly step: Step
}

async function readNew(
  client: ImapFlow,
  { name, position, now, refusals, handle, step }: Reading,
): Promise<void> {
  if (client.mailbox === false) throw new MailSourceError(`${name} was closed by its server`)
  // Some servers leave out what they have to say (RFC 9051 6.3.2), whatever the library's types promise.
  const { uidValidity, uidNext } = mailboxSchema.parse(client.mailbox)
  if (uidValidity === undefined)
    throw new MailSourceError(
      `${name} can't be read: its server gives mails no lasting numbers (UIDVALIDITY)`,
    )
  const kept = await position.load(name)
  const from = kept?.uidValidity === uidValidity ? kept.lastUid : null
  const sought = from === null ? { since: new Date(now() - firstReadingMs) } : { uid: `${from + 1}:*` }
  const found = await step(client.search(sought, { uid: true }))
  // The library tells of a refused search by no list: an empty one would be taken for an empty mailbox.
  if (!Array.isArray(found))
    throw new MailSourceError(`${name} can't be searched: check what its server’s log says`)
  // `n:*` always holds the last mail, whatever its number.
  const uids = found.filter((uid) => uid > (from ?? 0)).toSorted((a, b) => a - b)
  for (const uid of uids) {
    let mail = await step(mailOf(client, uid))
    if (mail === 'refused') {
      const key = `${uidValidity} ${uid}`
      const tries = (refusals.get(key) ?? 0) + 1
      refusals.set(key, tries)
      const last = uids.at(-1) ?? uid
      if (tries < mostTries || (await step(mailOf(client, last))) === 'refused')
        throw new MailSourceError(
          `${name}: its server doesn't give out mail ${uid}: those behind it wait; look at it there, or delete it`,
        )
      mail = null
    }
    if (mail !== 'gone' && (await handle(mail)) === 'again') return
    await position.save(name, { uidValidity, lastUid: uid })
  }
  // An empty mailbox has a position too: what arrives later is new, however old it says it is.
  if (uids.length === 0 && from === null && uidNext !== undefined)
    await position.save(name, { uidValidity, lastUid: uidNext - 1 })
}

const mailboxSchema = z.object({
  uidValidity: z.bigint().transform(String).optional().catch(undefined),
  uidNext: z.number().int().positive().optional().catch(undefined),
})

/** A mail's bytes, null where it is too large for a report, or why there are none: it was deleted meanwhile, or its server refuses it. */
async function mailOf(client: ImapFlow, uid: number): Promise<Buffer | null | 'gone' | 'refused'> {
  try {
    const known = await client.fetchOne(String(uid), { uid: true, size: true }, { uid: true })
    const size = known === false ? 0 : (known.size ?? 0)
    if (size > largestReportBytes) return null
    const whole =
      known === false ? false : await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true })
    const source = whole === false ? undefined : whole.source
    if (source !== undefined && (source.length > 0 || size === 0)) return source
  } catch (error) {
    if (!wasRefused(error)) throw error
    return 'refused'
  }
  // Exchange answers OK, without a word of a mail that it can't convert (OfflineIMAP/offlineimap#62), others with NIL.
  const still = await client.search({ uid: String(uid) }, { uid: true })
  return Array.isArray(still) && !still.includes(uid) ? 'gone' : 'refused'
}

function wasRefused(error: unknown): boolean {
  const { responseStatus } = imapErrorSchema.safeParse(error).data ?? {}
  return responseStatus === 'NO' || responseStatus === 'BAD'
}

function clientOf(settings: ImapSettings, timeoutMs: number): ImapFlow {
  const { host, port, tlsFromStart, login } = settings
  return new ImapFlow({
    host,
    port,
    secure: tlsFromStart,
    ...(tlsFromStart ? {} : { doSTARTTLS: requiresStartTls(settings) }),
    auth: { user: login.user, pass: login.password },
    tls: { minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
}

/** The part of the library's errors that says whose fault it is. */
const imapErrorSchema = z.object({
  code: z.string().optional().catch(undefined),
  authenticationFailed: z.boolean().optional().catch(undefined),
  responseStatus: z.string().optional().catch(undefined),
})

/** Leaves out the server's text, which may repeat the login. Errors that aren't the connection's stay as they are. */
function sourceErrorOf(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof MailSourceError) return error
  const { code, authenticationFailed, responseStatus } = imapErrorSchema.parse(error)
  if (authenticationFailed === true)
    return new MailSourceError(
      `${name} doesn't take the login: check user and password of MAIL_BOUNCES_URL; where passwords aren't taken (as at Exchange Online), have its mails put into a folder (MAIL_BOUNCES_DIR)`,
    )
  if (responseStatus !== undefined)
    return new MailSourceError(
      `${name} can't be opened (${responseStatus}): check the mailbox of MAIL_BOUNCES_URL`,
    )
  const tls = code === undefined ? null : tlsTrouble(code, { name: 'Its server', scheme: 'imap' })
  if (tls !== null) return new MailSourceError(`${name} can't be read. ${tls}`)
  if (code !== undefined)
    return new MailSourceError(
      `${name} can't be reached (${code}): check that its server runs, and its address`,
    )
  return error
}
