import type { Store } from '../../adapters/store/sql/client.ts'
import { type Connection, getConnection, listConnections } from '../../adapters/store/sync/connections.ts'
import { NegativeResultError } from '../errors.ts'

/** The connection of that name. @throws NegativeResultError that names those there are */
export async function connectionNamed(store: Store, name: string): Promise<Connection> {
  const connection = await getConnection(store, name)
  if (connection !== null) return connection
  const names = (await listConnections(store)).map((each) => each.name)
  throw new NegativeResultError(
    names.length === 0
      ? `there is no connection "${name}", and no other yet: plumbline connect --help`
      : `there is no connection "${name}"; there are: ${names.join(', ')}`,
  )
}
