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

/** What Prisma's driver adapter calls a server that it can't reach; it keeps no code then. */
const unreachableKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'])

/** SQLSTATE of what passes by itself though the server answers: it is full, being stopped, or others were in the way. */
const passingStates = /^(53|57P|25P03$|40001$|40P01$|55P03$)/

const failureShape = z.object({ code: z.string().optional(), message: z.string() })
type Failure = z.infer<typeof failureShape>

/** Prisma hides what the driver said two layers down. */
const wrappedShape = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        kind: z.string(),
        originalCode: z.string().optional(),
        originalMessage: z.string().default(''),
      }),
    }),
  }),
})

/** What to do about a database that is absent, unreachable or refuses us; null for the mistakes of a query. */
export function adviceOn(error: unknown): string | null {
  for (const { code, message } of failuresIn(error)) {
    const advice = adviceFor(code, message)
    if (advice !== null) return advice
  }
  return null
}

/** Whether the same question may be answered another time: the database was lost, is full, or others were in the way. */
export function mayPass(error: unknown): boolean {
  return (
    adviceOn(error) !== null ||
    failuresIn(error).some(({ code }) => code !== undefined && passingStates.test(code))
  )
}

function failuresIn(error: unknown): Failure[] {
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error]
  return causes.flatMap((cause) => {
    const wrapped = wrappedShape.safeParse(cause)
    if (wrapped.success) return [unwrapped(wrapped.data)]
    const failure = failureShape.safeParse(cause)
    return failure.success ? [failure.data] : []
  })
}

function unwrapped({ meta }: z.infer<typeof wrappedShape>): Failure {
  const { kind, originalCode, originalMessage } = meta.driverAdapterError.cause
  return {
    code: originalCode ?? (unreachableKinds.has(kind) ? 'ECONNRESET' : kind),
    message: originalMessage,
  }
}

function adviceFor(code: string | undefined, message: string): string | null {
  if (code === undefined) return codelessWords.test(message) ? unreachable : null
  // Class 08: connection exceptions.
  return adviceByCode[code] ?? (code.startsWith('08') ? unreachable : null)
}
