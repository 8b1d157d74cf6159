import { parseEmail } from '../../domain/text/email.ts'
import type { AccountKind } from './definition.ts'

/**
 * Reads what is entered beside a secret: an e-mail address, a user name or an app's client id.
 * @returns it without blanks around it, its case kept; null where it can be none: nothing is then sent with it
 */
export function readAccount(kind: AccountKind, text: string): string | null {
  const account = text.trim()
  return fits(kind, account) ? account : null
}

function fits(kind: AccountKind, account: string): boolean {
  switch (kind) {
    case 'email':
      return parseEmail(account) !== null
    case 'userName':
      // HTTP ends a user name at the first colon: the rest would be taken for the password.
      return /^[^:\p{Cc}]+$/u.test(account)
    case 'clientId':
      return /^[\x21-\x7e]+$/.test(account)
  }
}
