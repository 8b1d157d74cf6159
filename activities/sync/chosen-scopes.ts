import type { Connection } from '../../adapters/store/connections/connections.ts'
import { TrackerAuthError } from '../../adapters/trackers/errors.ts'
import type { Preflight, TrackerScope } from '../../adapters/trackers/tracker.ts'
import { chooseScopes, lostScopesRefusal } from '../../domain/sync/scopes.ts'

/**
 * The projects or teams that a connection reads, as its account sees them.
 * @throws TrackerAuthError where a chosen one isn't visible any more: nothing may pass for gone then
 */
export function chosenScopes(
  { name, scopeKeys }: Pick<Connection, 'name' | 'scopeKeys'>,
  { scopes, accountName }: Preflight,
): readonly TrackerScope[] {
  const choice = chooseScopes(scopeKeys, scopes)
  if (choice.kind === 'chosen') return choice.scopes
  throw new TrackerAuthError(lostScopesRefusal(name, choice.lostKeys, accountName))
}
