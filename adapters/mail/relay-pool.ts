import { setImmediate as nextTurn } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import type { Handover } from './handover.ts'
import type { MailMessage } from './message.ts'
import { outcomeOfReply } from './outcome.ts'
import { type RelayOptions, relayConnection } from './relay-connection.ts'
import { limitTime } from './time-limits.ts'
import { needsUtf8 } from './utf8-addresses.ts'

/** Options of a pool of connections to the relay. */
export interface PoolOptions extends RelayOptions {
  readonly maxConnections?: number
  readonly maxMessagesPerConnection?: number
}

const usualConnections = 4

/** A pool of connections to the relay; none is opened yet. @throws SmtpUrlError */
export function transportOf(options: PoolOptions, onLine: OnLine = () => undefined) {
  return createTransport({
    ...relayConnection(options),
    pool: true,
    maxConnections: options.maxConnections ?? usualConnections,
    maxMessages: options.maxMessagesPerConnection ?? 100,
    // One more try where an idle connection had been closed by the server; `Handover` refuses any after the first byte.
    maxRequeues: 1,
    // The only place where the mail library shows what is said on a connection; it hides logins.
    transactionLog: true,
    logger: {
      debug({ tnx, sid }: LogEntry, line: unknown) {
        if ((tnx === 'client' || tnx === 'server') && typeof line === 'string')
          onLine({ connection: sid ?? '', by: tnx, line })
      },
      info: () => undefined,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

interface LogEntry {
  readonly tnx?: string
  readonly sid?: string
}

type OnLine = (said: {
  readonly connection: string
  readonly by: 'client' | 'server'
  readonly line: string
}) => void

/**
 * Connections that let a `Handover` know how far each mail got, and give up a relay that takes too long. No mail waits for a
 * connection within the mail library: what a relay says too much after one mail would be taken for an answer to the next.
 *
 * @throws SmtpUrlError
 */
export function relayPool(options: PoolOptions) {
  let transport = watchedTransport(options)
  const waitForTurn = turns(options.maxConnections ?? usualConnections)

  return {
    /** @throws what the mail library does, or the signal's reason */
    async send(
      message: MailMessage,
      handover: Handover,
      signal: AbortSignal | undefined,
    ): Promise<SendOutcome> {
      const release = await waitForTurn()
      const limit = limitTime(handover, options)
      const signals = signal === undefined ? [limit.signal] : [signal, limit.signal]
      try {
        return await transport.send(message, handover, AbortSignal.any(signals))
      } catch (error) {
        throw limit.signal.aborted ? limit.signal.reason : error
      } finally {
        limit.end()
        handover.stop()
        release()
      }
    },
    /** Sends what comes from now on over new connections; mails under way end on theirs. */
    renew() {
      transport.close()
      transport = watchedTransport(options)
    },
    close: () => transport.close(),
  }
}

function watchedTransport(options: PoolOptions) {
  /** By what the mail library holds for the mail. */
  const offers = new WeakMap<object, Offer>()
  const onConnection = new Map<string, Handover>()
  let offeredLast: Handover | null = null
  const transport = transportOf(options, ({ connection, by, line }) => {
    // The mail library asks for a mail's stream and sends its first command in one go.
    if (by === 'client' && line.startsWith('MAIL FROM') && offeredLast !== null)
      onConnection.set(connection, offeredLast)
    if (by === 'server') onConnection.get(connection)?.replied(line)
  })
  // Replaces the mail library's stream of a message with one that records how far it was read.
  transport.use('stream', (mail, done) => {
    const { raw } = mail.data
    const offer = raw instanceof Buffer ? offers.get(raw) : undefined
    if (offer === undefined || mail.message === null) return done(new Error('a mail that nobody watches'))
    mail.message.createReadStream = () => {
      offeredLast = offer.handover
      return offer.handover.watch(offer.parts)
    }
    done()
  })
  return {
    async send(message: MailMessage, handover: Handover, signal: AbortSignal): Promise<SendOutcome> {
      // In place of the mail, whose bytes are asked for once the relay takes it: one for each attempt.
      const raw = Buffer.from(message.messageId)
      const { from, to, id } = message.envelope
      offers.set(raw, { handover, parts: message.parts })
      try {
        const info = await transport.sendMail({
          // What needs SMTPUTF8 stands as UTF-8 in the header lines too.
          envelope: { from, to, use8BitMime: needsUtf8(to) },
          // Where the relay knows them (RFC 3461): a bounce names the mail, and returns its head alone.
          dsn: { id, return: 'headers' },
          raw,
          signal,
        })
        // A reply that came with the answer is read by then.
        await nextTurn()
        return outcomeOfReply(info.response, handover)
      } finally {
        for (const [connection, its] of onConnection) if (its === handover) onConnection.delete(connection)
      }
    },
    close: () => transport.close(),
  }
}

/** An attempt to send a mail. */
interface Offer {
  readonly handover: Handover
  readonly parts: readonly Buffer[]
}

/** Lets as many go on at once, first come, first served; each calls what it got when it is done. */
function turns(most: number): () => Promise<() => void> {
  let free = most
  const waiting: (() => void)[] = []
  const release = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((done) => waiting.push(done))
    return release
  }
}
