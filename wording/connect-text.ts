import type { SignIn, TrackerDefinition } from '../adapters/trackers/definition.ts'
import type { TrackerScope } from '../adapters/trackers/tracker.ts'
import { plainText } from '../domain/plain-text.ts'
import type { ConnectionCheck } from '../queries/connections/check-connection.ts'

const mostNames = 20

/** Projects or teams by key and name, the first twenty. */
export function scopeNames(scopes: readonly TrackerScope[]): string {
  const names = scopes.slice(0, mostNames).map(({ key, name }) => `${key} (${plainText(name)})`)
  return scopes.length > mostNames
    ? `${names.join(', ')} and ${scopes.length - mostNames} more`
    : names.join(', ')
}

/** Why what was wanted can't be read, and what can. */
export function checkText(
  check: Exclude<ConnectionCheck, { kind: 'fits' }>,
  { scopeNoun }: TrackerDefinition,
  { secretName }: SignIn,
): string {
  switch (check.kind) {
    case 'other site':
      return `the address is that of "${check.wanted}", and the ${secretName} belongs to "${plainText(check.found)}": make the ${secretName} there, or give the other address`
    case 'scopes not seen':
      return `the account sees no ${check.lostKeys.join(', ')}; the ${scopeNoun.plural} it sees: ${scopeNames(check.visible)}`
  }
}
