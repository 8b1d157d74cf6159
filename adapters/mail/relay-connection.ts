import { isLoopback, parseSmtpUrl } from './smtp-settings.ts'

export interface RelayOptions {
  /** `smtp://user:password@host:587`, or `smtps://…` */
  readonly smtpUrl: string
  /** How we greet the relay (EHLO); without it, by this machine's name, or by its address where that is no full name. */
  readonly ehloName?: string | null
  /** What we show who we are with, where the relay asks for a certificate (TLS). */
  readonly clientCertificate?: ClientCertificate | null
  /** Until a session is ready. */
  readonly connectTimeoutMs?: number
  /** For each reply. The server may take 10 minutes for the final dot (RFC 5321 4.5.3.2.6); with less, mails become ambiguous. */
  readonly replyTimeoutMs?: number
}

/** A certificate and its private key, in PEM. */
export interface ClientCertificate {
  readonly cert: Buffer
  readonly key: Buffer
}

export type RelayConnection = ReturnType<typeof relayConnection>

/** Options of the mail library for a connection to the relay. @throws SmtpUrlError */
export function relayConnection(options: RelayOptions) {
  const { host, port, tlsFromStart, login } = parseSmtpUrl(options.smtpUrl)
  const { connectTimeoutMs, replyTimeoutMs } = timeoutsOf(options)
  return {
    host,
    port,
    secure: tlsFromStart,
    // Whatever the process allows otherwise: older versions are broken (RFC 8996).
    tls: { minVersion: 'TLSv1.2' as const, ...options.clientCertificate },
    ...(typeof options.ehloName === 'string' && { name: options.ehloName }),
    // A login is never sent unencrypted, except over loopback.
    requireTLS: login !== null && !tlsFromStart && !isLoopback(host),
    ignoreTLS: isLoopback(host) && !tlsFromStart,
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: replyTimeoutMs,
  }
}

/** The options' timeouts, or the usual ones. */
export function timeoutsOf({
  connectTimeoutMs = 30_000,
  replyTimeoutMs = 600_000,
}: Pick<RelayOptions, 'connectTimeoutMs' | 'replyTimeoutMs'>) {
  return { connectTimeoutMs, replyTimeoutMs }
}
