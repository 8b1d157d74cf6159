/** The projects or teams that a connection reads, and those that were chosen for it and are no longer visible. */
export interface ChosenScopes<Scope> {
  readonly scopes: readonly Scope[]
  readonly lostKeys: readonly string[]
}

/** Nothing chosen means everything visible. */
export function chooseScopes<Scope extends { readonly key: string }>(
  chosenKeys: readonly string[],
  visible: readonly Scope[],
): ChosenScopes<Scope> {
  if (chosenKeys.length === 0) return { scopes: visible, lostKeys: [] }
  return {
    scopes: visible.filter((scope) => chosenKeys.includes(scope.key)),
    lostKeys: chosenKeys.filter((key) => visible.every((scope) => scope.key !== key)),
  }
}
