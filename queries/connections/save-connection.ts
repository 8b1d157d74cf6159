import { type SecretKey, sealSecret } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import {
  type Connection,
  createConnection,
  type NewConnection,
} from '../../adapters/store/sync/connections.ts'

/** Keeps a connection with its secret sealed; one of the same name is changed. */
export function saveConnection(
  store: Store,
  key: SecretKey,
  { secret, ...connection }: Omit<NewConnection, 'secret'> & { readonly secret: string },
): Promise<Connection> {
  return createConnection(store, { ...connection, secret: sealSecret(key, secret, connection.name) })
}
