/** The projects or teams that a connection reads, and those that were chosen for it and are no longer visible. */
export interface ChosenScopes<Scope> {
  readonly scopes: readonly Scope[]
  readonly lostKeys: readonly string[]
}

interface PlacedScope {
  readonly scopeId: string
  readonly key: string
  /** Ids, keys and names of the teams above it. */
  readonly above?: readonly string[] | undefined
}

/** Nothing chosen means everything visible; a chosen team means its sub-teams too, those made later included. */
export function chooseScopes<Scope extends PlacedScope>(
  chosenKeys: readonly string[],
  visible: readonly Scope[],
): ChosenScopes<Scope> {
  if (chosenKeys.length === 0) return { scopes: visible, lostKeys: [] }
  const chosenIds = visible.filter(({ key }) => chosenKeys.includes(key)).map(({ scopeId }) => scopeId)
  return {
    scopes: visible.filter(({ scopeId, above = [] }) =>
      chosenIds.some((id) => id === scopeId || above.includes(id)),
    ),
    lostKeys: chosenKeys.filter((key) => visible.every((scope) => scope.key !== key)),
  }
}
