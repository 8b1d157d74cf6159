import { signInName } from '../../adapters/trackers/definition.ts'
import type { OAuthSecret } from '../../adapters/trackers/oauth/oauth-secret.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { expiryDateOf } from '../../domain/sync/secret-expiry.ts'
import type { Connection } from '../../queries/connections/find-connection.ts'
import { timeOf, writtenIn } from '../times.ts'

type SignedIn = Pick<Connection, 'tracker' | 'authKind' | 'secretExpiresAt'>

/** How a connection signs in, and until when. @param tokens of a sign-in by OAuth; null for any other */
export function signInText(
  { tracker, authKind, secretExpiresAt }: SignedIn,
  tokens: Pick<OAuthSecret, 'signedInAt' | 'expiresAt'> | null,
  timeZone: string,
): string {
  const name = signInName(trackers.signInOf(tracker, authKind))
  const end = secretExpiresAt === null ? null : expiryDateOf(secretExpiresAt)
  if (tokens === null)
    return end === null ? `signs in by ${name}` : `signs in by ${name}, which expires on ${end}`
  const { signedInAt, expiresAt } = tokens
  const renewed =
    expiresAt === null
      ? ''
      : `; its token expires at ${writtenIn(timeZone, timeOf(expiresAt))} and is renewed automatically`
  return `signs in by OAuth since ${expiryDateOf(signedInAt)}${end === null ? '' : `, until ${end} at the latest`}${renewed}`
}
