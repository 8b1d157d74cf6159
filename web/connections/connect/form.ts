import { z } from 'zod'
import { readAccount } from '../../../adapters/trackers/account.ts'
import {
  type AccountKind,
  accountKindOf,
  type SignIn,
  type TrackerDefinition,
} from '../../../adapters/trackers/definition.ts'
import type { Instant } from '../../../domain/instant.ts'
import { connectionNameRule, isConnectionName } from '../../../domain/sync/connection-name.ts'
import { readExpiryDate } from '../../../domain/sync/secret-expiry.ts'

const text = (most: number) => z.string().max(most).default('')

/** The fields of the form that connects a tracker. */
export const connectFields = z.object({
  name: text(200),
  url: text(4000),
  auth: text(100),
  email: text(400),
  userName: text(400),
  clientId: text(400),
  secret: text(20_000),
  expires: text(20),
})

export type ConnectFields = z.infer<typeof connectFields>

/** What is wrong with one field, or with all of them together (null). */
export interface ConnectProblem {
  readonly field: 'name' | 'url' | 'email' | 'userName' | 'clientId' | 'secret' | 'expires' | null
  readonly words: string
}

/** What the form asks for, complete. */
export interface ConnectRequest {
  readonly name: string
  readonly url: string
  readonly signIn: SignIn
  /** The account's e-mail address or user name, or the app's client id; null unless the sign-in needs one. */
  readonly account: string | null
  readonly secret: string
  /** When the secret expires; null where nobody said. */
  readonly expiresAt: Instant | null
}

/** What is said of an expiry that is no date. */
export const notADate = 'Write the expiry as a date, such as 2027-01-31.'

/** The kind of secret that was chosen; the usual one where none was. */
export function signInOf({ signIns }: TrackerDefinition, auth: string): SignIn {
  return signIns.find(({ kind }) => kind === auth) ?? signIns[0]
}

/** Reads the form, or says of every field at once what is missing in it. */
export function readConnectForm(
  definition: TrackerDefinition,
  fields: ConnectFields,
): { readonly request: ConnectRequest } | { readonly problems: readonly ConnectProblem[] } {
  const signIn = signInOf(definition, fields.auth)
  const name = fields.name.trim()
  const url = fields.url.trim() || (definition.address.defaultUrl ?? '')
  const accountKind = accountKindOf(signIn)
  const account = accountKind === null ? null : readAccount(accountKind, fields[accountKind])
  const secret = fields.secret.trim()
  const expiresAt = readExpiryDate(fields.expires)
  const problems: ConnectProblem[] = []
  if (name === '') problems.push({ field: 'name', words: 'The connection needs a name.' })
  else if (!isConnectionName(name))
    problems.push({ field: 'name', words: `In a connection’s name ${connectionNameRule}.` })
  if (url === '') problems.push({ field: 'url', words: `The address of ${definition.label} is missing.` })
  if (accountKind !== null && account === null) {
    const isMissing = fields[accountKind].trim() === ''
    const words = isMissing ? missingAccount(accountKind, signIn) : noAccount[accountKind]
    problems.push({ field: accountKind, words })
  }
  if (secret === '') problems.push({ field: 'secret', words: `The ${signIn.secretName} is missing.` })
  if (fields.expires !== '' && expiresAt === null) problems.push({ field: 'expires', words: notADate })
  return problems.length > 0 ? { problems } : { request: { name, url, signIn, account, secret, expiresAt } }
}

const noAccount: Readonly<Record<AccountKind, string>> = {
  email: 'This is not an e-mail address.',
  userName: 'This is not a user name: none has a colon or a line break.',
  clientId: 'This is not a client id: copy it again, without blanks.',
}

function missingAccount(kind: AccountKind, { secretName }: SignIn): string {
  switch (kind) {
    case 'email':
      return `The e-mail is missing: the ${secretName} belongs to the account with that address.`
    case 'userName':
      return `The user name is missing: the ${secretName} belongs to the account with that name.`
    case 'clientId':
      return 'The client id is missing: it is shown beside the client secret.'
  }
}
