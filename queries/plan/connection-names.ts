import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import type { Store } from '../../adapters/store/sql/client.ts'

/** What the connections are called, in the order of their names. */
export async function connectionNames(store: Store): Promise<string[]> {
  return [...(await loadConnectionNames(store)).values()]
}
