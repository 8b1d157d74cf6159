import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import { Handover } from './handover.ts'
import type { MailMessage } from './message.ts'
import { MailUnavailableError, mayBeOfSession, outcomeOf } from './outcome.ts'
import { relayConnection } from './relay-connection.ts'
import { type PoolOptions, relayPool } from './relay-pool.ts'
import { needsUtf8, takesUtf8 } from './utf8-addresses.ts'

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

/** Opens a pool of connections on first use. @throws SmtpUrlError */
export function createMailer(options: PoolOptions): Mailer {
  const pool = relayPool(options)
  const afresh = relayPool({ ...options, maxMessagesPerConnection: 1 })
  const underway = new Set<Promise<unknown>>()

  /** After an answer that nothing asked for, the connection's answers belong to other commands than the mail library thinks. */
  function leaveConnectionOf(handover: Handover): void {
    if (!handover.begun || (handover.ended && !handover.hasUnaskedReply && !handover.hasEarlyAnswer)) return
    pool.renew()
    afresh.renew()
  }

  async function attempt(message: MailMessage, { onHandingOver, signal }: SendHooks): Promise<SendOutcome> {
    const { from, to } = message.envelope
    if ((needsUtf8(from) || needsUtf8(to)) && !(await takesUtf8(relayConnection(options), signal))) {
      if (needsUtf8(from)) throw new MailUnavailableError(`MAIL_FROM ${utf8Unknown}`)
      return { kind: 'failed', smtpCode: null, reply: `The address ${utf8Unknown}` }
    }
    const offered = new Handover(onHandingOver)
    try {
      return await pool.send(message, offered, signal)
    } catch (error) {
      if (!mayBeOfSession(error, offered)) return settle(error, offered, signal)
    } finally {
      leaveConnectionOf(offered)
    }
    // The connection may have been used up by the mails before; only a new one tells what the relay thinks of this mail.
    const again = new Handover(onHandingOver)
    try {
      return await afresh.send(message, again, signal)
    } catch (error) {
      return settle(error, again, signal)
    } finally {
      leaveConnectionOf(again)
    }
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

const utf8Unknown =
  'has letters before the @ that are not ASCII, and the mail relay takes none (it doesn’t offer SMTPUTF8): write another address, or send through a relay that does'

function settle(error: unknown, handover: Handover, signal: AbortSignal | undefined): SendOutcome {
  if (handover.refusal !== undefined) throw handover.refusal
  if (!handover.begun) signal?.throwIfAborted()
  return outcomeOf(error, handover)
}
