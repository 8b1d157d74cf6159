import { isLoopback } from '../smtp-settings.ts'

/** Host, port, TLS, login and mailbox of an IMAP server. */
export interface ImapSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (imaps). */
  readonly tlsFromStart: boolean
  readonly login: { readonly user: string; readonly password: string }
  /** Such as `INBOX`. */
  readonly mailbox: string
}

/** The address of the mailbox can't be understood; the message never holds the address itself. */
export class ImapUrlError extends Error {
  override readonly name = 'ImapUrlError'

  constructor(cause: string) {
    super(`MAIL_BOUNCES_URL can't be used: ${cause}`)
  }
}

/**
 * Reads `imaps://user:password@host:port/mailbox`; 993 (imaps), 143 and INBOX are what isn't given. Without TLS from the start,
 * STARTTLS is required before the login, except over loopback. @throws ImapUrlError
 */
export function parseImapUrl(text: string): ImapSettings {
  const url = URL.parse(text)
  if (url === null) throw new ImapUrlError('it is not a URL')
  if (url.protocol !== 'imap:' && url.protocol !== 'imaps:')
    throw new ImapUrlError('it begins with neither imap:// nor imaps://')
  if (url.hostname === '') throw new ImapUrlError('it names no host')
  if (url.username === '' || url.password === '') throw new ImapUrlError('it has no user and password')
  const tlsFromStart = url.protocol === 'imaps:'
  const mailbox = decoded(url.pathname.slice(1))
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (tlsFromStart ? 993 : 143) : Number(url.port),
    tlsFromStart,
    login: { user: decoded(url.username), password: decoded(url.password) },
    mailbox: mailbox === '' ? 'INBOX' : mailbox,
  }
}

/** The mailbox as a person knows it, and as its position is kept. */
export function nameOfMailbox({ host, port, tlsFromStart, login, mailbox }: ImapSettings): string {
  return `${tlsFromStart ? 'imaps' : 'imap'}://${encodeURIComponent(login.user)}@${host}:${port}/${mailbox}`
}

/** Whether a login may only follow STARTTLS. */
export function requiresStartTls({ host, tlsFromStart }: ImapSettings): boolean {
  return !tlsFromStart && !isLoopback(host)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError)
      throw new ImapUrlError('a % in user, password or mailbox must be written %25')
    throw error
  }
}
