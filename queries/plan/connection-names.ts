import type { Store } from '../../adapters/store/sql/client.ts'
import { loadConnectionNames } from '../../adapters/store/sync/connection-names.ts'

/** What the connections are called, in the order of their names. */
export async function connectionNames(store: Store): Promise<string[]> {
  return [...(await loadConnectionNames(store)).values()]
}
