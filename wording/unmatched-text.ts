import { plainText } from '../domain/plain-text.ts'
import type { UnmatchedAccount, UnmatchedPerson } from '../queries/people/unmatched.ts'
import { counted } from './counted.ts'

/** Words a person in the plan without an account, and what to do. */
export function unmatchedPersonText({ name, email, unknownConnection }: UnmatchedPerson): string {
  const why =
    unknownConnection === null
      ? 'name the account by hand where the tracker hides e-mails (people: accounts)'
      : `the plan names an account on "${plainText(unknownConnection)}", and there is no such connection`
  return `${plainText(name)} <${plainText(email)}> is matched to no account: ${why}`
}

/** Words an account that belongs to nobody in the plan, and what to do. */
export function unmatchedAccountText(account: UnmatchedAccount): string {
  const { connection, accountId, displayName, isClosed, recentTickets, sameNameAs } = account
  const kind = isClosed ? 'closed account' : 'account'
  const whose =
    sameNameAs === null
      ? 'if it is one of them, add to that person'
      : `it has the name of ${plainText(sameNameAs.name)} <${plainText(sameNameAs.email)}>; if it is theirs, add to them`
  return `the ${kind} "${plainText(displayName)}" has ${counted(recentTickets, 'recent ticket')} and matches nobody of the plan; ${whose}: accounts: { ${connection}: "${plainText(accountId)}" }`
}
