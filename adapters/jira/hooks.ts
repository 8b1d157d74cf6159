import { z } from 'zod'
import { hourMs, type Instant, minuteMs } from '../../domain/instant.ts'
import { type HookRead, type HookRequest, isSignedBy, jsonOf } from '../trackers/hooks.ts'

/** Jira sends again what wasn't taken, five times and up to 15 minutes apart, with the time of the first; bulk changes come late. */
const oldestMs = 3 * hourMs
/** Clocks differ. */
const newestMs = 5 * minuteMs

const issueId = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,18}$/))

const bodySchema = z.object({
  /** Milliseconds. */
  timestamp: z.number().nullish().catch(null),
  issue: z.object({ id: issueId }).nullish().catch(null),
  worklog: z.object({ issueId }).nullish().catch(null),
})

/**
 * Reads one of Jira's webhooks that were made with a secret: those of admins, in Cloud and in Data Center from 10. Issues, their
 * comments and worklogs name a ticket, and all else names none.
 */
export function readHook({ header, body }: HookRequest, secret: string, nowAt: Instant): HookRead {
  if (!isSignedBy(secret, body, signatureOf(header('x-hub-signature')))) return { kind: 'refused' }
  const parsed = bodySchema.safeParse(jsonOf(body))
  if (!parsed.success) return { kind: 'unreadable' }
  const { timestamp, issue, worklog } = parsed.data
  if (timestamp != null && (nowAt - timestamp > oldestMs || timestamp - nowAt > newestMs))
    return { kind: 'refused' }
  const named = issue?.id ?? worklog?.issueId
  return {
    kind: 'hook',
    deliveryId: header('x-atlassian-webhook-identifier'),
    ticketIds: named === undefined ? [] : [named],
  }
}

/** `sha256=…`; no other method is taken. */
function signatureOf(header: string | null): string | null {
  return /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1] ?? null
}
