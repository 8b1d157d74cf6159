import type { Store } from '../../adapters/store/sql/client.ts'
import { listConnections } from '../../adapters/store/sync/connections.ts'
import { loadTicket } from '../../adapters/store/sync/tickets.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { NegativeResultError } from '../errors.ts'

/**
 * The tickets of that key, on any connection: those that have it now, or else those that once had it.
 * @throws NegativeResultError when there is none
 */
export async function ticketsNamed(store: Store, key: string): Promise<Ticket[]> {
  const found = await loadTicket(store, key)
  const now = found.filter((ticket) => ticket.key.toUpperCase() === key.toUpperCase())
  if (now.length > 0) return now
  if (found.length > 0) return found
  const connections = await listConnections(store)
  throw new NegativeResultError(
    connections.length === 0
      ? `there is no ticket ${key}, for nothing is connected yet: plumbline connect --help`
      : `there is no ticket ${key} in the store. If it is new: plumbline sync. Else see whether its project is read: plumbline connections`,
  )
}

/** The one ticket of that key. @throws NegativeResultError when there is none, or one on each of several connections */
export async function ticketNamed(store: Store, key: string, connectionName?: string): Promise<Ticket> {
  const names = new Map((await listConnections(store)).map(({ connectionId, name }) => [connectionId, name]))
  const found = (await ticketsNamed(store, key)).filter(
    ({ connectionId }) => connectionName === undefined || names.get(connectionId) === connectionName,
  )
  const [ticket, ...others] = found
  if (ticket !== undefined && others.length === 0) return ticket
  throw new NegativeResultError(
    ticket === undefined
      ? `there is no ticket ${key} on "${connectionName ?? ''}"`
      : `${key} is on several connections; add --connection with one of ${found.map(({ connectionId }) => names.get(connectionId)).join(', ')}`,
  )
}
