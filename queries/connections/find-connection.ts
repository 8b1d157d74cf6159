import {
  type Connection,
  getConnection,
  listConnections,
} from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'

export type { Connection }

export interface ConnectionLookup {
  /** Null where none has that name. */
  readonly connection: Connection | null
  /** The names of all connections. */
  readonly names: readonly string[]
}

/** The connection of a name or id, with the names to choose from. */
export async function findConnection(store: Store, name: string): Promise<ConnectionLookup> {
  return {
    connection: await getConnection(store, name),
    names: (await listConnections(store)).map((each) => each.name),
  }
}

/** Every connection, by name. */
export function allConnections(store: Store): Promise<Connection[]> {
  return listConnections(store)
}
