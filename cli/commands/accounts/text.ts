import { plainText } from '../../../domain/text/plain-text.ts'
import type { Accounts, MatchedAccount } from '../../../queries/people/accounts.ts'
import { accountLine, accountReason } from '../../../wording/plan/account-text.ts'
import { columns } from '../../output/columns.ts'

/** A row for each account, then what to add to the plan for those that are nobody's. */
export function accountLines({ accounts, hasPlan }: Accounts): string[] {
  if (accounts.length === 0) return ['No account has recent work: sync first (plumbline sync).']
  const unmatched = accounts.filter(({ match }) => match.kind === 'nobody')
  return [
    ...columns([
      ['connection', 'account', 'name', 'whose', 'because'],
      ...accounts.map((account) => [
        plainText(account.connection),
        plainText(account.accountId),
        plainText(account.displayName),
        whoseText(account),
        accountReason(account),
      ]),
    ]),
    ...(hasPlan || unmatched.length === 0
      ? []
      : ['', 'There is no plan yet: plumbline plan template drafts one.']),
    ...(hasPlan && unmatched.length > 0
      ? ['', 'Add to a person in the plan, if the account is theirs:', ...unmatched.map(lineText)]
      : []),
  ]
}

function whoseText({ match }: MatchedAccount): string {
  switch (match.kind) {
    case 'person':
      return `${plainText(match.person.name)} <${plainText(match.person.email)}>`
    case 'machine':
      return 'a machine'
    case 'nobody':
      return 'nobody'
  }
}

function lineText(account: MatchedAccount): string {
  const { match, displayName } = account
  const namesake = match.kind === 'nobody' ? match.sameNameAs : null
  const who =
    namesake === null ? '' : `, the name of ${plainText(namesake.name)} <${plainText(namesake.email)}>`
  return `  ${plainText(accountLine(account) ?? '')}   # ${plainText(displayName)}${who}`
}
