/** What a network error means for us. */
export interface NetworkFailure {
  /** For messages: the cause with advice, and the system's code; nothing of the error's own message, which may hold the address. */
  readonly message: string
  /** False where only a person can change the outcome. */
  readonly retryable: boolean
}

const untrusted =
  "its certificate isn't signed by an authority that this machine trusts; set NODE_EXTRA_CA_CERTS to a file with the certificate of " +
  "the authority that does: your company's or its proxy's, or the server's own where it signed itself"
const notTls = "it doesn't speak TLS as we do; check the address, and whether it is https"
const notHttp = "it doesn't speak HTTP; check the address"
const unresolved = "its host name can't be resolved; check the connection's address and this machine's DNS"
const unreachable = 'the network has no way to it; check the address, the firewall and the proxy'
const recoded = "its response isn't compressed as it says; a proxy may have changed it"

const finalCodes: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_REVOKED: 'its certificate was revoked',
  CERT_HAS_EXPIRED: "its certificate has expired, or this machine's clock is wrong",
  CERT_NOT_YET_VALID: "its certificate isn't valid yet, or this machine's clock is wrong",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name; check the address',
  EPROTO: notTls,
}

const passingCodes: Readonly<Record<string, string>> = {
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  ECONNREFUSED: 'nothing listens at its address; check the address, the firewall and the proxy',
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  UND_ERR_CONNECT_TIMEOUT: unreachable,
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  Z_DATA_ERROR: recoded,
  Z_BUF_ERROR: recoded,
  ERR__ERROR_FORMAT_PADDING_1: recoded,
}

/**
 * Explains what fetch rejected with. undici rejects with a TypeError whose cause is the network's error.
 * @returns null for a TypeError without a cause: that is a bug of ours
 */
export function explainNetworkError({ cause }: TypeError): NetworkFailure | null {
  if (cause === undefined) return null
  const code = codeOf(cause)
  if (code === null) return withoutCode(cause)
  const final = finalCodes[code] ?? (/^ERR_SSL_/.test(code) ? notTls : undefined)
  if (final !== undefined) return { message: `${final} (${code})`, retryable: false }
  const passing = passingCodes[code] ?? (/^HPE_/.test(code) ? notHttp : undefined)
  return { message: passing === undefined ? code : `${passing} (${code})`, retryable: true }
}

/** Some of undici's versions give these causes no code, and a response with 407 not even a message. */
function withoutCode(cause: unknown): NetworkFailure {
  if (!(cause instanceof Error)) return { message: 'the connection was closed', retryable: true }
  if (cause.name === 'HTTPParserError') return { message: notHttp, retryable: true }
  if (cause.message === 'bad port') {
    return { message: 'no web server may use its port; check the address', retryable: true }
  }
  if (cause.message === '') {
    return { message: 'a proxy asks for credentials of its own (HTTP 407)', retryable: false }
  }
  return { message: 'the connection was closed', retryable: true }
}

function codeOf(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null
  return typeof cause.code === 'string' ? cause.code : null
}
