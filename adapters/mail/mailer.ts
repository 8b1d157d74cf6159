import { createTransport } from 'nodemailer'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import { type Pace, paceOf, takeTurn } from '../../domain/deliver/pace.ts'
import type { Instant } from '../../domain/instant.ts'
import { Handover } from './handover.ts'
import type { MailMessage } from './message.ts'
import { mayBeOfSession, outcomeOf } from './outcome.ts'
import { isLoopback, parseSmtpUrl } from './smtp-settings.ts'

/** Sends mails through a relay and reports how each attempt ended. */
export interface Mailer {
  /**
   * Sends one mail once. `onHandingOver` is awaited after the server has agreed to take the mail and before
   * its first byte goes out; when it throws, nothing is handed over and `send` throws the same.
   *
   * @throws MailUnavailableError when there was no session to send in: nothing was sent
   */
  send(message: MailMessage, hooks: SendHooks): Promise<SendOutcome>
  /** Waits for the mails under way, then closes the connections. */
  close(): Promise<void>
}

export interface SendHooks {
  readonly onHandingOver: () => Promise<void>
  /** Ends the wait for the relay: what wasn't handed over throws the signal's reason, the rest is ambiguous. */
  readonly signal?: AbortSignal
}

export interface MailerOptions {
  /** `smtp://user:password@host:587`, or `smtps://…` */
  readonly smtpUrl: string
  readonly maxConnections?: number
  readonly maxMessagesPerConnection?: number
  /** Mails a minute over all connections; null sends as fast as the relay takes them. */
  readonly ratePerMinute?: number | null
  readonly now: () => Instant
  /** Ends early with the signal's reason. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Until a session is ready. */
  readonly connectTimeoutMs?: number
  /** For each reply. The server may take 10 minutes for the final dot (RFC 5321 4.5.3.2.6); with less, mails become ambiguous. */
  readonly replyTimeoutMs?: number
}

/** Options of a connection to the relay. */
export type RelayOptions = Omit<MailerOptions, 'now' | 'sleep' | 'ratePerMinute'>

/** Opens a pool of connections on first use. @throws SmtpUrlError */
export function createMailer(options: MailerOptions): Mailer {
  const pool = watchedTransport(transportOf(options))
  const afresh = watchedTransport(transportOf({ ...options, maxMessagesPerConnection: 1 }))
  const underway = new Set<Promise<unknown>>()
  let pace: Pace | null =
    typeof options.ratePerMinute === 'number' ? paceOf(options.ratePerMinute, options.now()) : null

  async function waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    if (pace === null) return
    const turn = takeTurn(pace, options.now())
    pace = turn.pace
    if (turn.waitMs > 0) await options.sleep(turn.waitMs, signal)
  }

  async function attempt(message: MailMessage, { onHandingOver, signal }: SendHooks): Promise<SendOutcome> {
    await waitForTurn(signal)
    const offered = new Handover(onHandingOver)
    try {
      return await pool.send(message, offered, signal)
    } catch (error) {
      if (!mayBeOfSession(error, offered)) return settle(error, offered, signal)
    }
    // The connection may have been used up by the mails before; only a new one tells what the relay thinks of this mail.
    const again = new Handover(onHandingOver)
    return afresh.send(message, again, signal).catch((error: unknown) => settle(error, again, signal))
  }

  return {
    send(message, hooks) {
      const sending = attempt(message, hooks)
      underway.add(sending)
      const done = () => underway.delete(sending)
      sending.then(done, done)
      return sending
    },
    async close() {
      await Promise.allSettled(underway)
      pool.close()
      afresh.close()
    },
  }
}

function settle(error: unknown, handover: Handover, signal: AbortSignal | undefined): SendOutcome {
  if (handover.refusal !== undefined) throw handover.refusal
  if (!handover.begun) signal?.throwIfAborted()
  return outcomeOf(error, handover)
}

/** A transport that lets a `Handover` know how far each mail got; `send` throws what the mail library does. */
function watchedTransport(transport: ReturnType<typeof transportOf>) {
  const watches = new WeakMap<object, Handover>()
  // Replaces the mail library's stream of a message with one that records how far it was read.
  transport.use('stream', (mail, done) => {
    const { raw } = mail.data
    const handover = raw instanceof Buffer ? watches.get(raw) : undefined
    if (raw instanceof Buffer && handover !== undefined && mail.message !== null) {
      mail.message.createReadStream = () => handover.watch(raw)
    }
    done()
  })
  return {
    async send(
      message: MailMessage,
      handover: Handover,
      signal: AbortSignal | undefined,
    ): Promise<SendOutcome> {
      // A separate view for each attempt, as the key under which its handover is found.
      const raw = message.raw.subarray()
      watches.set(raw, handover)
      const info = await transport.sendMail({
        envelope: { ...message.envelope },
        raw,
        ...(signal !== undefined && { signal }),
      })
      return { kind: 'sent', reply: info.response }
    },
    close: () => transport.close(),
  }
}

/** A pool of connections to the relay; none is opened yet. @throws SmtpUrlError */
export function transportOf(options: RelayOptions) {
  const { host, port, tlsFromStart, login } = parseSmtpUrl(options.smtpUrl)
  const connectTimeoutMs = options.connectTimeoutMs ?? 30_000
  return createTransport({
    pool: true,
    host,
    port,
    secure: tlsFromStart,
    // A login is never sent unencrypted, except over loopback.
    requireTLS: login !== null && !tlsFromStart && !isLoopback(host),
    ignoreTLS: isLoopback(host) && !tlsFromStart,
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    maxConnections: options.maxConnections ?? 4,
    maxMessages: options.maxMessagesPerConnection ?? 100,
    // One more try where an idle connection had been closed by the server; `Handover` refuses any after the first byte.
    maxRequeues: 1,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: options.replyTimeoutMs ?? 600_000,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
