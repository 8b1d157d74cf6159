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
