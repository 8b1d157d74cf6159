/** The projects or teams that a connection reads; or those that were chosen for it and aren't visible. */
export type ScopeChoice<Scope> =
  | { readonly kind: 'chosen'; readonly scopes: readonly Scope[] }
  | { readonly kind: 'lost'; readonly lostKeys: readonly string[] }

/** Nothing chosen means everything visible. Whatever is lost is never skipped: that would look like no work. */
export function chooseScopes<Scope extends { readonly key: string }>(
  chosenKeys: readonly string[],
  visible: readonly Scope[],
): ScopeChoice<Scope> {
  if (chosenKeys.length === 0) return { kind: 'chosen', scopes: visible }
  const lostKeys = chosenKeys.filter((key) => visible.every((scope) => scope.key !== key))
  if (lostKeys.length > 0) return { kind: 'lost', lostKeys }
  return { kind: 'chosen', scopes: visible.filter(({ key }) => chosenKeys.includes(key)) }
}

/** Why a connection that lost some of its scopes can't be synced, and what to do. */
export function lostScopesRefusal(
  connectionName: string,
  lostKeys: readonly string[],
  accountName: string,
): string {
  return `${connectionName} no longer sees ${lostKeys.join(', ')}: give ${accountName} access again, or connect without it`
}

/**
 * The chosen keys as they are now, where a chosen project or team has another one since it was last read; null where none has.
 * A key that was given to another one since is no longer the chosen one's.
 * @param known the scopes that were read, each with its key at that time
 */
export function renamedKeys(
  chosenKeys: readonly string[],
  known: readonly { readonly scopeId: string; readonly key: string; readonly absentSinceAt: number | null }[],
  visible: readonly { readonly scopeId: string; readonly key: string }[],
): readonly string[] | null {
  const keyNow = new Map(visible.map(({ scopeId, key }) => [scopeId, key]))
  const current = chosenKeys.map((chosen) => {
    const named = known.filter(({ key }) => key === chosen)
    const scope = named.find(({ absentSinceAt }) => absentSinceAt === null) ?? named[0]
    return (scope && keyNow.get(scope.scopeId)) ?? chosen
  })
  return current.every((key, place) => key === chosenKeys[place]) ? null : current
}
