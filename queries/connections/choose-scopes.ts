import { getConnection } from '../../adapters/store/connections/connections.ts'
import { type ScopesToSave, saveScopes } from '../../adapters/store/connections/scopes.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { OvertakenError } from '../../domain/overtaken.ts'

export type ScopesSaved =
  | { readonly kind: 'saved' | 'gone' }
  /** Somebody else chose others meanwhile, and nothing was saved. */
  | { readonly kind: 'overtaken'; readonly inForce: readonly string[] }

/** Limits a stored connection to some projects or teams; its secret stays. */
export async function chooseConnectionScopes(store: Store, choice: ScopesToSave): Promise<ScopesSaved> {
  try {
    return { kind: (await saveScopes(store, choice)) ? 'saved' : 'gone' }
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error
    const connection = await getConnection(store, choice.connectionId)
    return connection === null ? { kind: 'gone' } : { kind: 'overtaken', inForce: connection.scopeKeys }
  }
}
