import { z } from 'zod'
import type { SendOutcome } from '../../domain/deliver/delivery.ts'
import { senderRefused } from '../../domain/deliver/refusals.ts'
import type { Handover } from './handover.ts'
import { replyCode } from './reply-code.ts'
import { tlsTrouble } from './tls-trouble.ts'

/** The relay can't be reached, isn't ready, or doesn't take the login: nothing was sent, and the delivery is queued again. */
export class MailUnavailableError extends Error {
  override readonly name = 'MailUnavailableError'
}

/** The part of the mail library's errors that outcomes are made of. */
const smtpErrorSchema = z.object({
  message: z.string(),
  code: z.string().optional().catch(undefined),
  /** The system's or OpenSSL's own, where the mail library put its `code` over it. */
  originalCode: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  /** Which of the mail library's own limits ended the session. */
  timeoutType: z.string().optional().catch(undefined),
})

type SmtpError = z.infer<typeof smtpErrorSchema>

/** Failures while a session is made: greeting, TLS, login. A pooled connection that closed may bring them to a mail that was offered. */
const sessionCodes: readonly unknown[] = ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EDNS', 'EPROTOCOL']
/** The relay requires a login or TLS (RFC 4954 section 6). */
const loginWanted: readonly unknown[] = [530, 534, 535, 538]
/** "Closing", "too much for this session", "not in this order". */
const sessionReplies: readonly unknown[] = [421, 452, 503]

/**
 * Whether a refusal may be about the session rather than the mail, so that a new session may end otherwise: any answer to
 * MAIL, by which the relay doesn't know the recipient yet, and replies that say so. Many relays take few mails a connection.
 */
export function mayBeOfSession(error: unknown, handover: Handover): boolean {
  const parsed = smtpErrorSchema.safeParse(error)
  if (!parsed.success || !handover.offered || handover.begun) return false
  const { command, responseCode } = parsed.data
  return responseCode !== undefined && (command === 'MAIL FROM' || sessionReplies.includes(responseCode))
}

/** RFC 1870: this mail's size, not its sender. */
const tooLarge = 552

/** Longest reply that is kept. */
const longestReply = 500

/**
 * Decides how a failed attempt ended, from the server's code and from how far the message got:
 * a 4xx answer defers and a 5xx fails, whenever they come, unless the server may have taken the mail all the same;
 * without an answer, what was lost before the last byte is deferred, and what was lost after it is ambiguous, for
 * the server may have taken it (RFC 5321 4.5.3.2.6).
 *
 * @throws MailUnavailableError when there was no session to send in, or none for us
 */
export function outcomeOf(error: unknown, handover: Handover): SendOutcome {
  const parsed = smtpErrorSchema.safeParse(error)
  if (!parsed.success) throw error
  const { code, responseCode, response, message, command } = parsed.data
  const withoutSession = !handover.offered || (!handover.begun && sessionCodes.includes(code))
  if (withoutSession) throw new MailUnavailableError(unavailable(parsed.data))
  if (command === 'MAIL FROM' && loginWanted.includes(responseCode))
    throw new MailUnavailableError(unavailable({ message, code: 'ENOAUTH', responseCode }))
  const words = response ?? message
  const replied = response === undefined ? null : replyCode(response)
  const refusal = replied !== null && replied >= 400 && replied < 600 ? replied : null
  const isOfSender = command === 'MAIL FROM' && refusal !== null && refusal !== tooLarge
  const reply = shortened(isOfSender ? `${senderRefused}: ${words}` : words)
  if (refusal !== null && handover.mayBeTaken)
    return {
      kind: 'ambiguous',
      reply: `The whole mail was handed over, and whether it was refused can’t be told: ${reply}`,
    }
  if (refusal !== null) return { kind: refusal >= 500 ? 'failed' : 'deferred', smtpCode: refusal, reply }
  // The envelope was refused by the mail library itself: the server never saw it, and a retry would end the same.
  if (code === 'EENVELOPE' && response === undefined) return { kind: 'failed', smtpCode: null, reply }
  if (!handover.ended)
    return { kind: 'deferred', smtpCode: null, reply: `Lost before the end of the mail: ${reply}` }
  return { kind: 'ambiguous', reply: `The whole mail was handed over, and no answer came: ${reply}` }
}

/**
 * Decides how an attempt ended that the mail library holds for sent: for it any reply that starts with a 2 is a yes, also text that
 * isn't SMTP, or a reply that came before the end of the mail and so can't be about it.
 */
export function outcomeOfReply(response: string, handover: Handover): SendOutcome {
  const reply = shortened(response)
  if (!handover.ended)
    return { kind: 'deferred', smtpCode: null, reply: `The answer came before the end of the mail: ${reply}` }
  if (handover.hasEarlyAnswer)
    return { kind: 'ambiguous', reply: `The answer came before the end of the mail had left: ${reply}` }
  if (handover.hasUnaskedReply)
    return {
      kind: 'ambiguous',
      reply: `The whole mail was handed over, and more than one answer came: ${reply}`,
    }
  const code = replyCode(response)
  if (code === null || code < 200 || code > 299)
    return { kind: 'ambiguous', reply: `The whole mail was handed over, and the answer isn’t SMTP: ${reply}` }
  return { kind: 'sent', reply }
}

/** The error's message, with what to do. Leaves out the server's text, which may repeat the login. */
function unavailable(error: SmtpError): string {
  const { code, responseCode, originalCode } = error
  const answer = responseCode === undefined ? '' : `, answer ${responseCode}`
  const tls =
    originalCode === undefined ? null : tlsTrouble(originalCode, { name: 'The mail relay', scheme: 'smtp' })
  if (tls !== null) return tls
  if (brokeOffTls(error))
    return `The mail relay broke off while TLS was being set up (${originalCode ?? code ?? 'no code'}): check its TLS and what its log says; ${whichScheme}`
  switch (code) {
    case 'ENOAUTH':
      return `The mail relay takes mails only after a login${answer}: put user and password into the relay's address`
    case 'EAUTH':
    case 'EOAUTH2':
      return loginRefused(error, answer)
    case 'ETLS':
      return `The mail relay offers no TLS${answer}, and nothing is sent to it without: switch STARTTLS on there; ${whichScheme}`
    case 'EDNS':
      return 'The mail relay’s host name isn’t known: check the relay’s address'
    case 'ETIMEDOUT':
      return `The mail relay doesn’t answer in time: check that it can be reached from here${error.timeoutType === 'GREETING_TIMEOUT' ? `; ${whichScheme}` : ''}`
    default:
      return `The mail relay can’t be reached or isn’t ready (${originalCode ?? code ?? 'no code'}${answer}): check that it runs`
  }
}

/** An unknown kind of login, Exchange Online's and Google's refusal of passwords that are right. */
const otherLogin = /^504\b|^53[45][ -]5\.7\.(?:9|139)\b/

function loginRefused({ responseCode = 0, response = '' }: SmtpError, answer: string): string {
  const check = "check user and password of the relay's address"
  if (responseCode >= 400 && responseCode < 500)
    return `The mail relay can’t check the login now${answer}: it is asked again; if it stays so, ${check}`
  if (otherLogin.test(response))
    return `The mail relay doesn't take this kind of login${answer}: it may want SMTP AUTH switched on for the account (Exchange Online), or an app password (Google)`
  return `The mail relay doesn't take the login${answer}: ${check}`
}

const whichScheme = 'a port that starts with TLS needs smtps://'

/** Node tells a connection that ends within the handshake from others in its message alone. */
function brokeOffTls({ code, responseCode, timeoutType, message }: SmtpError): boolean {
  if (timeoutType === 'UPGRADE_TIMEOUT' || /before secure TLS connection/.test(message)) return true
  return code === 'ETLS' && responseCode === undefined
}

function shortened(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').slice(0, longestReply)
}
