import { listConnections } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { loadTicket } from '../../adapters/store/tickets/tickets.ts'
import type { Ticket } from '../../domain/ticket.ts'

/**
 * The tickets of a key, on any connection: those that have it now, or else those that once had it. Where one connection reads a ticket
 * as context and another for itself, the latter's.
 */
export async function findTickets(store: Store, key: string): Promise<Ticket[]> {
  return inScopeFirst(await withKey(store, key))
}

async function withKey(store: Store, key: string): Promise<Ticket[]> {
  const found = await loadTicket(store, key)
  const now = found.filter((ticket) => ticket.key.toUpperCase() === key.toUpperCase())
  return now.length > 0 ? now : found
}

function inScopeFirst(tickets: readonly Ticket[]): Ticket[] {
  const inScope = tickets.filter(({ isContext }) => !isContext)
  return inScope.length > 0 ? inScope : [...tickets]
}

export type OneTicket =
  | { readonly kind: 'found'; readonly ticket: Ticket }
  | { readonly kind: 'missing'; readonly missing: MissingTicket }
  /** Several have this key, on several connections of which none was named, or had it before, and none has it now. */
  | {
      readonly kind: 'ambiguous'
      readonly tickets: readonly { readonly key: string; readonly connectionName: string }[]
    }

/** Why a ticket isn't in the store. */
export interface MissingTicket {
  /** False before the first connection. */
  readonly isConnected: boolean
}

/** The one ticket of a key, on a named connection or on any. */
export async function findTicket(store: Store, key: string, connectionName?: string): Promise<OneTicket> {
  const connections = await listConnections(store)
  const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
  const onConnection = (await withKey(store, key)).filter(
    ({ connectionId }) => connectionName === undefined || names.get(connectionId) === connectionName,
  )
  const found = inScopeFirst(onConnection)
  const [ticket, ...others] = found
  if (ticket === undefined) return { kind: 'missing', missing: { isConnected: connections.length > 0 } }
  if (others.length === 0) return { kind: 'found', ticket }
  return {
    kind: 'ambiguous',
    tickets: found.map((each) => ({
      key: each.key,
      connectionName: names.get(each.connectionId) ?? each.connectionId,
    })),
  }
}
