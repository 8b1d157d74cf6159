import { ownEhloName } from './ehlo-name.ts'
import { isLoopback, parseSmtpUrl } from './smtp-settings.ts'

export interface RelayOptions {
  /** `smtp://user:password@host:587`, or `smtps://…` */
  readonly smtpUrl: string
  /** How we greet the relay (EHLO); without it, by this machine's name, or by an address where relays don't take that. */
  readonly ehloName?: string | null
  /** What we show who we are with, where the relay asks for a certificate (TLS). */
  readonly clientCertificate?: ClientCertificate | null
  /** The oldest TLS under which mails leave; none leaves in clear then. Null: 1.2, and in clear where the relay offers none and asks for no login. */
  readonly tlsFloor?: TlsFloor | null
  /** Until a session is ready. */
  readonly connectTimeoutMs?: number
  /** For each reply. The server may take 10 minutes for the final dot (RFC 5321 4.5.3.2.6); with less, mails become ambiguous. */
  readonly replyTimeoutMs?: number
}

/** Versions of TLS; older ones are broken (RFC 8996). */
type TlsFloor = '1.2' | '1.3'

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
  const { tlsFloor = null } = options
  return {
    host,
    port,
    secure: tlsFromStart,
    // Whatever the process allows otherwise.
    tls: { minVersion: `TLSv${tlsFloor ?? '1.2'}` as const, ...options.clientCertificate },
    name: options.ehloName ?? ownEhloName(),
    // A login is never sent unencrypted, except over loopback.
    requireTLS: !tlsFromStart && (tlsFloor !== null || (login !== null && !isLoopback(host))),
    ignoreTLS: tlsFloor === null && isLoopback(host) && !tlsFromStart,
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
