import { addLink, findLink, recordLinkMail } from '../../adapters/store/sign-in/links.ts'
import type { SignInLink } from '../../adapters/store/sign-in/tables.ts'
import { countTries } from '../../adapters/store/sign-in/tries.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { emailKey } from '../../domain/email.ts'
import type { Instant } from '../../domain/instant.ts'
import {
  linkLifeMs,
  mostLinksPerAddress,
  mostTriesPerClient,
  tryWindowMs,
} from '../../domain/sign-in/limits.ts'
import { safeReturnPath } from '../../domain/sign-in/return-path.ts'
import { tokenHash, trySubject } from '../../domain/sign-in/tokens.ts'
import { newToken } from './new-token.ts'
import { knownVisitor } from './visitors.ts'

/** A link that may be handed to its person; its token stands nowhere else. */
export interface NewLink {
  readonly token: string
  readonly email: string
  /** For the mail's head. */
  readonly name: string | null
  readonly createdAt: Instant
}

export interface LinkRequest {
  readonly email: string
  /** Where the request comes from, such as an IP address. */
  readonly client: string
  readonly returnTo: string
  readonly nowAt: Instant
}

/** Counts a try of a client. @returns false once it made too many */
export async function isClientWithinLimit(store: Store, client: string, nowAt: Instant): Promise<boolean> {
  const window = { sinceAt: nowAt - tryWindowMs, nowAt }
  const [tries = 0] = await countTries(store, [trySubject('client', client)], window)
  return tries <= mostTriesPerClient
}

/**
 * A link to mail to who asked for one. Null for addresses that nobody with a role has, and for one that was mailed too many: whoever
 * asks is told the same in every case.
 */
export async function requestLink(store: Store, request: LinkRequest): Promise<NewLink | null> {
  const { nowAt } = request
  const subject = trySubject('address', emailKey(request.email))
  const [tries = 0] = await countTries(store, [subject], { sinceAt: nowAt - tryWindowMs, nowAt })
  const visitor = await knownVisitor(store, request.email)
  if (visitor === null || tries > mostLinksPerAddress) return null
  return createLink(store, { ...visitor, returnTo: request.returnTo, askedOn: 'page', nowAt })
}

/** Makes a link, whoever the address is: to be called where the person's right to it is known. */
export async function createLink(
  store: Store,
  {
    email,
    name = null,
    returnTo,
    askedOn,
    nowAt,
  }: Pick<SignInLink, 'email' | 'returnTo' | 'askedOn'> & {
    readonly name?: string | null
    readonly nowAt: Instant
  },
): Promise<NewLink> {
  const token = newToken()
  await addLink(store, {
    linkHash: tokenHash(token),
    email,
    returnTo: safeReturnPath(returnTo),
    askedOn,
    createdAt: nowAt,
    expiresAt: nowAt + linkLifeMs,
    usedAt: null,
    mailOutcome: null,
    mailReply: null,
  })
  return { token, email, name, createdAt: nowAt }
}

/** Whom a link would sign in; looking uses nothing up. Null for a link that is forged, used or too old. */
export async function addressOfLink(store: Store, token: string, nowAt: Instant): Promise<string | null> {
  return (await findLink(store, tokenHash(token), nowAt))?.email ?? null
}

/** Writes down what came of a link's mail. */
export function recordMailOf(
  store: Store,
  token: string,
  outcome: NonNullable<SignInLink['mailOutcome']>,
  reply: string,
): Promise<void> {
  return recordLinkMail(store, tokenHash(token), outcome, reply)
}
