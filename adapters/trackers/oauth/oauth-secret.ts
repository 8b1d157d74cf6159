import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { jsonOf } from '../transport.ts'

/** What a connection that signs in by OAuth keeps as its secret. Instants are milliseconds. */
const oauthSecretSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  accessToken: z.string(),
  /** Null where the tracker gave none: then somebody has to sign in again when the access token expires. */
  refreshToken: z.string().nullable(),
  /** Null where the tracker didn't say. */
  expiresAt: z.number().nullable(),
  scopes: z.array(z.string()),
  signedInAt: z.number(),
  /** When new tokens were asked for that were never stored; null when every answer was. */
  renewalBegunAt: z.number().nullable(),
})

export type OAuthSecret = Readonly<z.infer<typeof oauthSecretSchema>>

export function oauthSecretText(secret: OAuthSecret): string {
  return JSON.stringify(secret)
}

/** Null for a secret of another kind. */
export function readOAuthSecret(text: string): OAuthSecret | null {
  return oauthSecretSchema.safeParse(jsonOf(text)).data ?? null
}

/** An access token isn't sent this shortly before it expires: it has to live until it arrives. */
const marginMs = 60_000

export function isFresh({ expiresAt }: Pick<OAuthSecret, 'expiresAt'>, nowAt: Instant): boolean {
  return expiresAt === null || expiresAt - marginMs > nowAt
}
