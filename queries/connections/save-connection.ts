import { type KeyRing, sealSecret } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import {
  type Connection,
  createConnection,
  type NewConnection,
} from '../../adapters/store/sync/connections.ts'

/** Keeps a connection with its secret sealed; one of the same name is changed. */
export function saveConnection(
  store: Store,
  keys: KeyRing,
  { secret, ...connection }: Omit<NewConnection, 'secret'> & { readonly secret: string },
): Promise<Connection> {
  return createConnection(store, { ...connection, secret: sealSecret(keys, secret, connection.name) })
}
