import { z } from 'zod'

const unreachable = 'check that PostgreSQL runs and that DATABASE_URL names its host and port'

/** What to do, by the code of Node's socket or PostgreSQL (SQLSTATE). */
const adviceByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
  '28000': 'check the user in DATABASE_URL',
  '28P01': 'check the user and the password in DATABASE_URL',
  '3D000': 'create the database that DATABASE_URL names',
  '53300': 'the server has no connection left: raise max_connections or lower the number of workers',
  '57P01': 'the server is being stopped: try again when it is back',
  '57P02': 'the server ended a connection after a crash: try again',
  '57P03': 'the server is starting: try again in a moment',
}

/** node-postgres gives no code where its own timer or a closed socket speaks. */
const codelessWords = /timeout exceeded when trying to connect|Connection terminated|Client has encountered/

const failureShape = z.object({ code: z.string().optional(), message: z.string() })

/** What to do about a database that is absent, unreachable or refuses us; null for the mistakes of a query. */
export function adviceOn(error: unknown): string | null {
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error]
  for (const cause of causes) {
    const failure = failureShape.safeParse(cause)
    const advice = failure.success ? adviceFor(failure.data.code, failure.data.message) : null
    if (advice !== null) return advice
  }
  return null
}

function adviceFor(code: string | undefined, message: string): string | null {
  if (code === undefined) return codelessWords.test(message) ? unreachable : null
  // Class 08: connection exceptions.
  return adviceByCode[code] ?? (code.startsWith('08') ? unreachable : null)
}
