/** gRPC's cancelled, deadline exceeded, permission denied, resource exhausted, unavailable, unauthenticated: no fault of what was asked. */
const codesOfServer: ReadonlySet<unknown> = new Set([1, 4, 7, 8, 14, 16])

/**
 * Why Temporal did not do what it was asked, where that lies with the server or the way to it; null for any other error. By names and
 * shapes of Temporal's libraries (1.24), because loading them costs a second at each start.
 */
export function temporalAwayReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error.name === 'TransportError') return error.message
  if ('code' in error && 'details' in error && 'metadata' in error)
    return codesOfServer.has(error.code) ? error.message : null
  return error.name === 'ServiceError' ? temporalAwayReason(error.cause) : null
}
