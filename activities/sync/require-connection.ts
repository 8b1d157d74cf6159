import { type Connection, getConnection } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { ConnectionMissingError } from '../errors.ts'

/** @throws ConnectionMissingError */
export async function requireConnection(store: Store, connectionId: string): Promise<Connection> {
  const connection = await getConnection(store, connectionId)
  if (connection === null) throw new ConnectionMissingError(connectionId)
  return connection
}
