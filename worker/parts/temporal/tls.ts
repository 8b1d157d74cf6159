import { type ConnectionOptions, connect } from 'node:tls'

/** The server is there, and will never take our connections: TLS is on at one end alone, or its certificate isn't trusted. */
export class TemporalTlsError extends Error {
  override readonly name = 'TemporalTlsError'
}

/** Null in `tls` means that it is off. */
export interface TlsSettings {
  readonly address: string
  readonly tls: {
    readonly serverRootCACertificate?: Buffer
    readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer }
  } | null
}

const probeTimeoutMs = 5_000
const defaultPort = 7233
/** OpenSSL's words for bytes that are no TLS. */
const notTlsCodes = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
]
const certificateCode = /CERT|VERIFY_LEAF_SIGNATURE/

/**
 * Explains a connection that got no answer. gRPC tells none of this: to the client the server is merely not ready yet.
 * @returns null where the settings fit, or the server says nothing either way
 */
export async function findTlsMismatch({ address, tls }: TlsSettings): Promise<TemporalTlsError | null> {
  const code = await handshake(address, tls)
  if (code === null) return null
  if (code === 'agreed')
    return tls === null
      ? new TemporalTlsError('it expects TLS, which is off here: set TEMPORAL_TLS=true')
      : null
  if (notTlsCodes.includes(code))
    return tls === null
      ? null
      : new TemporalTlsError('it answers without TLS, which is on here: set TEMPORAL_TLS=false')
  if (!certificateCode.test(code)) return null
  return new TemporalTlsError(
    tls === null
      ? 'it expects TLS, which is off here: set TEMPORAL_TLS=true'
      : `its certificate is not trusted for this address: ${code}; see TEMPORAL_TLS_CA_FILE`,
  )
}

/** Asks for TLS: "agreed", the code of the error, or null where there was no answer in time. */
function handshake(address: string, tls: TlsSettings['tls']): Promise<string | null> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const host = hostname.replace(/^\[|\]$/g, '')
  const options: ConnectionOptions = {
    host,
    port: Number(port || defaultPort),
    timeout: probeTimeoutMs,
    ALPNProtocols: ['h2'],
    ...(tls?.serverRootCACertificate && { ca: tls.serverRootCACertificate }),
    ...(tls?.clientCertPair && { cert: tls.clientCertPair.crt, key: tls.clientCertPair.key }),
  }
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const socket = connect(options)
  const settle = (outcome: string | null): void => {
    socket.destroy()
    resolve(outcome)
  }
  socket.once('secureConnect', () => settle('agreed'))
  socket.once('timeout', () => settle(null))
  socket.on('error', (error) => settle('code' in error ? String(error.code) : null))
  return promise
}
