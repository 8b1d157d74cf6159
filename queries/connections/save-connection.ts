import { type KeyRing, sealSecret } from '../../adapters/secrets.ts'
import {
  type Connection,
  createConnection,
  type NewConnection,
} from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { commandLineActor } from '../sign-in/admins.ts'

/** Keeps a connection with its secret sealed; one of the same name is changed. */
export function saveConnection(
  store: Store,
  keys: KeyRing,
  { secret, ...connection }: Omit<NewConnection, 'secret'> & { readonly secret: string },
  actor = commandLineActor,
): Promise<Connection> {
  const sealed = sealSecret(keys, secret, connection.name)
  return createConnection(store, { ...connection, secret: sealed }, actor)
}
