import { z } from 'zod'
import { type KeyRing, lookForKey, openSecret, sealSecret } from '../../adapters/secrets.ts'
import { addTrackerSignIn, takeTrackerSignIn } from '../../adapters/store/sign-in/tracker-sign-ins.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { type Instant, minuteMs } from '../../domain/instant.ts'
import { tokenHash } from '../../domain/sign-in/tokens.ts'

/** What has to be known of a sign-in by OAuth when the tracker sends the browser back. */
const waitingSignIn = z.object({
  tracker: z.string(),
  authKind: z.string(),
  name: z.string(),
  baseUrl: z.string(),
  /** As `UnderstoodAddress.siteName`. */
  siteName: z.string().nullable(),
  scopeKeys: z.array(z.string()),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUrl: z.string(),
  /** Of PKCE; null where the tracker doesn't use it. */
  verifier: z.string().nullable(),
})

export type WaitingSignIn = Readonly<z.infer<typeof waitingSignIn>>

interface Browser {
  /** The session's cookie. */
  readonly sessionToken: string
  readonly state: string
  readonly nowAt: Instant
}

const waitMs = 15 * minuteMs

/** Keeps a sign-in, sealed, until the tracker sends the same browser back: a quarter of an hour at most. */
export async function keepWaitingSignIn(
  store: Store,
  keys: KeyRing,
  { sessionToken, state, nowAt }: Browser,
  signIn: WaitingSignIn,
): Promise<void> {
  const [stateHash, sessionHash] = [tokenHash(state), tokenHash(sessionToken)]
  const secret = sealSecret(keys, JSON.stringify(signIn), stateHash)
  await addTrackerSignIn(store, { stateHash, sessionHash }, { secret, expiresAt: nowAt + waitMs, nowAt })
}

/**
 * Takes a sign-in that was kept; once.
 * @returns null where this session began none with that state, or too long ago
 */
export async function takeWaitingSignIn(
  store: Store,
  keys: KeyRing,
  { sessionToken, state, nowAt }: Browser,
): Promise<WaitingSignIn | null> {
  const [stateHash, sessionHash] = [tokenHash(state), tokenHash(sessionToken)]
  const secret = await takeTrackerSignIn(store, { stateHash, sessionHash }, nowAt)
  if (secret === null) return null
  await lookForKey(keys, secret.keyId)
  return waitingSignIn.parse(JSON.parse(openSecret(keys, secret, stateHash)))
}
