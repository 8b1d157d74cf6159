import { plainText } from '../../domain/text/plain-text.ts'
import type { UnmatchedAccount, UnmatchedPerson } from '../../queries/people/unmatched.ts'
import { counted } from '../counted.ts'

/** Words a person in the plan without an account, and what to do. */
export function unmatchedPersonText({ name, email, unknownConnection }: UnmatchedPerson): string {
  const why =
    unknownConnection === null
      ? 'if the tracker hides its e-mail, name the account in the plan (people: accounts)'
      : `the plan names an account on “${plainText(unknownConnection)}”, but there is no such connection`
  return `no account matches ${plainText(name)} <${plainText(email)}>: ${why}`
}

/** Words an account that belongs to nobody in the plan, and what to do in its file. */
export function unmatchedAccountText(account: UnmatchedAccount): string {
  const { connection, accountId, sameNameAs } = account
  const whose =
    sameNameAs === null
      ? 'if somebody in the plan uses it, add to that person'
      : `it has the name of ${namesake(sameNameAs)}; if it is theirs, add to that person`
  return `the ${accountFact(account)} and matches nobody in the plan; ${whose}: accounts: { ${connection}: "${plainText(accountId)}" }`
}

/** Words the same where a page leads to what to do. */
export function unmatchedAccountLine(account: UnmatchedAccount): string {
  const { sameNameAs } = account
  return `The ${accountFact(account)}${sameNameAs === null ? '' : `; it has the name of ${namesake(sameNameAs)}`}`
}

function accountFact({ displayName, isClosed, recentTickets }: UnmatchedAccount): string {
  return `${isClosed ? 'closed account' : 'account'} “${plainText(displayName)}” has ${counted(recentTickets, 'recent ticket')}`
}

function namesake({ name, email }: NonNullable<UnmatchedAccount['sameNameAs']>): string {
  return `${plainText(name)} <${plainText(email)}>`
}
