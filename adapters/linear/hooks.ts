import { z } from 'zod'
import type { Instant } from '../../domain/instant.ts'
import { type HookRead, type HookRequest, isSignedBy, jsonOf } from '../trackers/hooks.ts'

/** How old a request may be, by our clock and Linear's: what was overheard can't be sent again later. */
const replayWindowMs = 60_000

const issueId = z.string().regex(/^[\w-]{1,64}$/)

const bodySchema = z.object({
  type: z.string(),
  webhookTimestamp: z.number(),
  data: z
    .object({
      id: issueId.nullish().catch(null),
      issueId: issueId.nullish().catch(null),
      issue: z.object({ id: issueId }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

/**
 * Reads one of Linear's webhooks (https://linear.app/developers/webhooks). Comments and the rest of what hangs on an issue name it.
 *
 * TRAP: Linear's own client (98) ignores the timestamp that it is given; the one that counts stands in the signed body.
 */
export function readHook({ header, body }: HookRequest, secret: string, nowAt: Instant): HookRead {
  if (!isSignedBy(secret, body, header('linear-signature'))) return { kind: 'refused' }
  const parsed = bodySchema.safeParse(jsonOf(body))
  if (!parsed.success) return { kind: 'unreadable' }
  const { type, webhookTimestamp, data } = parsed.data
  if (Math.abs(nowAt - webhookTimestamp) > replayWindowMs) return { kind: 'refused' }
  const named = type === 'Issue' ? data?.id : (data?.issueId ?? data?.issue?.id)
  return { kind: 'hook', deliveryId: header('linear-delivery'), ticketIds: named == null ? [] : [named] }
}
