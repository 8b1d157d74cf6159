import { queueSignInMail, settleSignInMails } from '../../adapters/store/deliver/send/sign-in-mails.ts'
import { addLink, findLink, hasAskedSince } from '../../adapters/store/sign-in/links.ts'
import type { SignInLink } from '../../adapters/store/sign-in/tables.ts'
import { countTries } from '../../adapters/store/sign-in/tries.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Instant } from '../../domain/instant.ts'
import {
  linkLifeMs,
  mostLinksPerAddress,
  mostTriesPerClient,
  pressedTwiceMs,
  tryWindowMs,
} from '../../domain/sign-in/limits.ts'
import { safeReturnPath } from '../../domain/sign-in/return-path.ts'
import { tokenHash, trySubject } from '../../domain/sign-in/tokens.ts'
import { emailKey } from '../../domain/text/email.ts'
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

/** A link whose mail is queued. */
export interface LinkToSend extends NewLink, Pick<SignInLink, 'linkHash' | 'expiresAt'> {}

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
 * A link for who asked for one, with its mail queued. Null for addresses that nobody with a role has, and for one that was mailed too
 * many: whoever asks is told the same in every case.
 */
export async function requestLink(store: Store, request: LinkRequest): Promise<LinkToSend | null> {
  const { nowAt } = request
  const subject = trySubject('address', emailKey(request.email))
  const [tries = 0] = await countTries(store, [subject], { sinceAt: nowAt - tryWindowMs, nowAt })
  const visitor = await knownVisitor(store, request.email)
  if (visitor === null || tries > mostLinksPerAddress) return null
  await settleSignInMails(store, { nowAt, expiredBeforeAt: nowAt - linkLifeMs })
  const { link, row } = newLink({ ...visitor, returnTo: request.returnTo, askedOn: 'page', nowAt })
  const { email, linkHash, expiresAt } = row
  return inTransaction(store, async (client) => {
    // Pressed twice: the first link is on its way.
    if (await hasAskedSince(client, email, nowAt - pressedTwiceMs)) return null
    await addLink(client, row)
    await queueSignInMail(client, { linkHash, email, name: visitor.name ?? email, nowAt })
    return { ...link, linkHash, expiresAt }
  })
}

interface LinkFor extends Pick<SignInLink, 'email' | 'returnTo' | 'askedOn'> {
  readonly name?: string | null
  readonly nowAt: Instant
}

/** Makes a link that is not mailed, whoever the address is: to be called where the person's right to it is known. */
export async function createLink(store: Store, given: LinkFor): Promise<NewLink> {
  const { link, row } = newLink(given)
  await inTransaction(store, (client) => addLink(client, row))
  return link
}

function newLink({ email, name = null, returnTo, askedOn, nowAt }: LinkFor) {
  const token = newToken()
  const link: NewLink = { token, email, name, createdAt: nowAt }
  const row: SignInLink = {
    linkHash: tokenHash(token),
    email,
    returnTo: safeReturnPath(returnTo),
    askedOn,
    createdAt: nowAt,
    expiresAt: nowAt + linkLifeMs,
    usedAt: null,
  }
  return { link, row }
}

/** Whom a link would sign in; looking uses nothing up. Null for a link that is forged, used or too old. */
export async function addressOfLink(store: Store, token: string, nowAt: Instant): Promise<string | null> {
  return (await findLink(store, tokenHash(token), nowAt))?.email ?? null
}
