import { z } from 'zod'

/**
 * The database can't be reached, refuses what we need, or isn't one that we can work with; the message says what to do.
 * It holds no password, and nothing of what a statement was given.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
}

const unreachable = 'check that PostgreSQL runs and that DATABASE_URL names its host and port'
const certificate =
  'its certificate is not trusted: name the authority in DATABASE_URL (sslrootcert=FILE), or set NODE_EXTRA_CA_CERTS'
const busy = 'others held what we need for too long: try again'

/** What to do about a pooler that keeps no sessions. */
export const keepsNoSessions =
  'DATABASE_URL names a pooler that hands connections on after each transaction, and our locks with them: let it name the server itself, or a pooler in session mode (PgBouncer: pool_mode = session; Supabase: port 5432; Neon: the host without "-pooler")'

/** By the code of Node's socket or PostgreSQL's SQLSTATE, or by the class of an SQLSTATE (its first two characters). */
const adviceByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
  '08': unreachable,
  '08P01': 'the server, or the pooler before it, refuses how we connect: take "options" out of DATABASE_URL',
  '25006': 'it is read-only: let DATABASE_URL name the primary server, and not a standby',
  '25P03': busy,
  '28000': 'check the user in DATABASE_URL',
  '28P01': 'check the user and the password in DATABASE_URL',
  '3D000': 'create the database that DATABASE_URL names',
  '40001': busy,
  '40P01': busy,
  '42501': 'let the user in DATABASE_URL own the database, or grant it what is missing',
  '53': 'the server is short of memory or connections: try again when it has room',
  '53100': "the server's disk is full: make room on it",
  '53300': 'the server has no connection left: raise max_connections or lower the number of workers',
  '53400': 'the server reached a limit of its configuration: raise it',
  '55P03': busy,
  '57014': 'a statement took too long and was cancelled: look for locks and load on the server',
  '57P': 'the server ended the connection: try again',
  '57P01': 'the server is being stopped: try again when it is back',
  '57P02': 'the server ended a connection after a crash: try again',
  '57P03': 'the server is starting: try again in a moment',
  '58': "the server can't read or write its own files: look into its log",
  XX001: 'the server found its data damaged: look into its log, and restore a backup',
  XX002: 'the server found an index damaged: rebuild it (reindex)',
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: let DATABASE_URL name that host',
  ERR_INVALID_URL:
    'DATABASE_URL is no address: write postgresql://USER:PASSWORD@HOST:PORT/NAME, percent-encoded',
  ENOENT: "a certificate or key file that DATABASE_URL names can't be read",
  EACCES: "a certificate or key file that DATABASE_URL names can't be read",
}

/** By what is said, where the code alone doesn't tell, or there is none: node-postgres gives none to errors of its own. */
const adviceByMessage: readonly (readonly [message: RegExp, advice: string])[] = [
  [
    /no pg_hba\.conf entry.*no encryption/,
    'it takes encrypted connections only: add sslmode=verify-full to DATABASE_URL',
  ],
  [/statement pooling mode/, keepsNoSessions],
  [/no pg_hba\.conf entry/, "allow this machine and user in the server's pg_hba.conf"],
  [/server does not support SSL/i, 'it takes no encrypted connections: remove sslmode from DATABASE_URL'],
  [/timeout exceeded when trying to connect|timeout expired|Connection terminated/, unreachable],
  [/Client has encountered a connection error|Client was closed/, unreachable],
]

const failure = z.object({ code: z.string().optional(), message: z.string() })

/** What to do about a failure of the database; null for a mistake in a query, which is a bug of ours. */
export function adviceOn(error: unknown): string | null {
  // A host name with several addresses fails once for each.
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error]
  for (const cause of causes) {
    const read = failure.safeParse(cause)
    const advice = read.success ? adviceFor(read.data) : null
    if (advice !== null) return advice
  }
  return null
}

/** What a caller of the store is given for an error of node-postgres: mistakes of ours stay what they are. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreUnavailableError) return error
  const advice = adviceOn(error)
  return advice === null
    ? error
    : new StoreUnavailableError(`The database is unavailable: ${advice}.`, { cause: error })
}

function adviceFor({ code, message }: z.infer<typeof failure>): string | null {
  const [, said] = adviceByMessage.find(([pattern]) => pattern.test(message)) ?? []
  if (said !== undefined) return said
  if (code === undefined) return null
  // What is missing stands in PostgreSQL's message: "permission denied for table tickets".
  if (code === '42501') return `${message}: ${adviceByCode[code]}`
  return adviceByCode[code] ?? adviceByCode[code.slice(0, 3)] ?? adviceByCode[code.slice(0, 2)] ?? null
}
