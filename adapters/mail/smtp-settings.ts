/** Host, port, TLS and login of the mail relay. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (smtps). */
  readonly tlsFromStart: boolean
  readonly login: { readonly user: string; readonly password: string } | null
}

/** The address of the mail relay can't be understood; the message never holds the address itself. */
export class SmtpUrlError extends Error {
  override readonly name = 'SmtpUrlError'

  constructor(cause: string) {
    super(`SMTP_URL can't be used: ${cause}`)
  }
}

/** Reads `smtp://user:password@host:port`; 587 and 465 (smtps) are the ports when none is given. @throws SmtpUrlError */
export function parseSmtpUrl(text: string): SmtpSettings {
  const url = URL.parse(text)
  if (url === null) throw new SmtpUrlError('it is not a URL')
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new SmtpUrlError('it begins with neither smtp:// nor smtps://')
  if (url.hostname === '') throw new SmtpUrlError('it names no host')
  const tlsFromStart = url.protocol === 'smtps:'
  return {
    // Brackets belong to the URL's way of writing an IPv6 address, not to the address.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (tlsFromStart ? 465 : 587) : Number(url.port),
    tlsFromStart,
    login: url.username === '' ? null : { user: decoded(url.username), password: decoded(url.password) },
  }
}

/** Tells a relay from others, without its login. @throws SmtpUrlError */
export function relayName(smtpUrl: string): string {
  const { host, port } = parseSmtpUrl(smtpUrl)
  return `${host}:${port}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) throw new SmtpUrlError('a % in user or password must be written %25')
    throw error
  }
}

/** Whether the relay runs on this machine: then no data leaves it, and TLS isn't required. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
