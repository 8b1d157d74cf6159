import { setImmediate as nextTurn } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import pLimit from 'p-limit'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import type { Handover } from './handover.ts'
import { hearReplies, socketOf } from './heard-replies.ts'
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
const usualMessages = 100

/** A pool of connections to the relay; none is opened yet. @throws SmtpUrlError */
export function transportOf(options: PoolOptions, on: Partial<OnConnection> = {}) {
  return createTransport({
    ...relayConnection(options),
    pool: true,
    maxConnections: options.maxConnections ?? usualConnections,
    // The mail library would close a connection that is used up as soon as something answers its reset: `relayPool` counts instead.
    maxMessages: Number.POSITIVE_INFINITY,
    // One more try where an idle connection had been closed by the server; `Handover` refuses any after the first byte.
    maxRequeues: 1,
    // The only place where the mail library shows what is said on a connection; it hides logins.
    transactionLog: true,
    logger: {
      debug({ tnx, sid }: LogEntry, line: unknown) {
        if (tnx === 'client' && typeof line === 'string') on.said?.(sid ?? '', line)
        if (tnx === 'smtp' && typeof line === 'string' && line.startsWith('Closing')) on.left?.(sid ?? '')
      },
      info({ tnx, sid }: LogEntry) {
        // It says how many bytes they were, the final dot included.
        if (tnx === 'message') on.mailGiven?.(sid ?? '')
      },
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

interface LogEntry {
  readonly tnx?: string
  readonly sid?: string
}

interface OnConnection {
  readonly said: (connection: string, command: string) => void
  readonly mailGiven: (connection: string) => void
  /** The mail library closes it. */
  readonly left: (connection: string) => void
}

/**
 * Connections that let a `Handover` know how far each mail got, and give up a relay that takes too long. No mail waits for a
 * connection within the mail library: what a relay says too much after one mail would be taken for an answer to the next.
 *
 * @throws SmtpUrlError
 */
export function relayPool(options: PoolOptions) {
  let transport = watchedTransport(options, renew)
  const whenFree = pLimit(options.maxConnections ?? usualConnections)

  function renew(): void {
    transport.close()
    transport = watchedTransport(options, renew)
  }

  return {
    /** @throws what the mail library does, or the signal's reason */
    send(message: MailMessage, handover: Handover, signal: AbortSignal | undefined): Promise<SendOutcome> {
      return whenFree(async () => {
        const limit = limitTime(handover, options)
        const signals = signal === undefined ? [limit.signal] : [signal, limit.signal]
        try {
          while (transport.hearingOut.size > 0) await Promise.all(transport.hearingOut)
          return await transport.send(message, handover, AbortSignal.any(signals))
        } catch (error) {
          throw limit.signal.aborted && !handover.isAnswered ? limit.signal.reason : error
        } finally {
          limit.end()
          handover.stop()
        }
      })
    },
    /** Sends what comes from now on over new connections; mails under way end on theirs. */
    renew,
    close: () => transport.close(),
  }
}

/** Calls `onUsedUp` with the first mail after which one of its connections takes no more. */
function watchedTransport(options: PoolOptions, onUsedUp: () => void) {
  const { maxMessagesPerConnection = usualMessages } = options
  const mailsOn = new Map<string, number>()
  /** By what the mail library holds for the mail. */
  const offers = new WeakMap<object, Offer>()
  const onConnection = new Map<string, Handover>()
  let offeredLast: Handover | null = null
  /** Mails that were refused whole: none may start meanwhile, for it might be given their connection, and what is still said there. */
  const hearingOut = new Set<Promise<void>>()
  let underway = 0
  let isLeft = false
  const transport = transportOf(options, {
    said(connection, command) {
      // The mail library asks for a mail's stream and sends its first command in one go.
      if (command.startsWith('MAIL FROM') && offeredLast !== null) {
        forget(offeredLast)
        onConnection.set(connection, offeredLast)
        count(connection)
      }
      onConnection.get(connection)?.said(command)
    },
    mailGiven(connection) {
      const handover = onConnection.get(connection)
      if (handover !== undefined) handover.dotGiven = true
    },
    left(connection) {
      onConnection.get(connection)?.left()
    },
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

  function forget(handover: Handover): void {
    for (const [connection, its] of onConnection) if (its === handover) onConnection.delete(connection)
  }

  function hear(connection: string): void {
    const socket = socketOf(transport.transporter, connection)
    if (socket === undefined) return
    hearReplies(socket, {
      bytes: (isUnfinished) => onConnection.get(connection)?.heard(isUnfinished),
      reply: (reply) => onConnection.get(connection)?.replied(reply),
      ended: () => onConnection.get(connection)?.endedByServer(),
      closed() {
        onConnection.get(connection)?.closed()
        mailsOn.delete(connection)
      },
    })
  }

  function count(connection: string): void {
    const mails = (mailsOn.get(connection) ?? 0) + 1
    if (mails === 1) hear(connection)
    mailsOn.set(connection, mails)
    if (mails >= maxMessagesPerConnection && !isLeft) onUsedUp()
  }

  return {
    hearingOut,
    async send(message: MailMessage, handover: Handover, signal: AbortSignal): Promise<SendOutcome> {
      underway += 1
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
      } catch (error) {
        const heardOut = handover.hearOut(signal)
        if (handover.isReset) hearingOut.add(heardOut)
        await heardOut
        hearingOut.delete(heardOut)
        throw error
      } finally {
        forget(handover)
        underway -= 1
        if (isLeft && underway === 0) transport.close()
      }
    },
    /** Once the mails under way have ended: closing ends what they hear. */
    close() {
      isLeft = true
      if (underway === 0) transport.close()
    },
  }
}

/** An attempt to send a mail. */
interface Offer {
  readonly handover: Handover
  readonly parts: readonly Buffer[]
}
