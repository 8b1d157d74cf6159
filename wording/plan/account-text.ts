import type { MatchedAccount } from '../../queries/people/accounts.ts'

/** Why an account is whose it is. */
export function accountReason({ match }: Pick<MatchedAccount, 'match'>): string {
  switch (match.kind) {
    case 'person':
      return match.because === 'plan' ? 'the plan names the account' : 'same address'
    case 'machine':
      return match.because === 'plan' ? 'a machine account in the plan' : 'the tracker says it is an app'
    case 'nobody':
      return match.sameNameAs === null ? 'no address or account in the plan' : 'only the name is the same'
  }
}

/** The line to add to the plan for an account that is nobody's; null for others. YAML: the quotes are those of JSON. */
export function accountLine({ match, connection, accountId }: MatchedAccount): string | null {
  if (match.kind !== 'nobody') return null
  return `accounts: { ${JSON.stringify(connection)}: ${JSON.stringify(accountId)} }`
}
