import {
  type Connection,
  getConnection,
  listConnections,
} from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { compareNaturally } from '../../domain/text/text-order.ts'

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
    names: (await allConnections(store)).map((each) => each.name),
  }
}

/** Every connection, by name. */
export async function allConnections(store: Store): Promise<Connection[]> {
  return (await listConnections(store)).toSorted((a, b) => compareNaturally(a.name, b.name))
}
