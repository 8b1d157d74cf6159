import { removeConnection } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { commandLineActor } from '../sign-in/admins.ts'
import { type ConnectionLookup, findConnection } from './find-connection.ts'

/** Removes the connection of a name with its secret and what was read through it. @returns it as it was */
export async function removeConnectionByName(
  store: Store,
  name: string,
  nowAt: Instant,
  actor = commandLineActor,
): Promise<ConnectionLookup> {
  const found = await findConnection(store, name)
  if (found.connection !== null)
    await removeConnection(store, found.connection.connectionId, { actor, nowAt })
  return found
}
