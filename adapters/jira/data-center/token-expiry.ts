import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseJiraTime } from '../map/time.ts'

type TokenLister = Pick<Version2Client, 'listAccessTokens'>

const tokensSchema = z.array(
  z.object({ lastAccessedAt: z.string().nullish(), expiringAt: z.string().nullish() }),
)

/**
 * When the personal access token expires that we sign in with: the account's only one, or the one that was used last, which is
 * ours, for this very list is read with it. Jira doesn't name it.
 * @returns null where it never expires, or Jira doesn't tell
 */
export async function readTokenExpiry(
  client: TokenLister,
  signal: AbortSignal | undefined,
): Promise<Instant | null> {
  const listed = tokensSchema.safeParse(await listTokens(client, signal)).data ?? []
  const usedAt = (token: (typeof listed)[number]): Instant => timeOf(token.lastAccessedAt) ?? 0
  const [last, next] = listed.toSorted((a, b) => usedAt(b) - usedAt(a))
  if (last === undefined || (next !== undefined && usedAt(next) === usedAt(last))) return null
  return timeOf(last.expiringAt)
}

async function listTokens(client: TokenLister, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await client.listAccessTokens(signal)
  } catch (error) {
    if (isHttpError(error, 403, 404, 405)) return []
    throw error
  }
}

function timeOf(text: string | null | undefined): Instant | null {
  return text == null ? null : parseJiraTime(text)
}
