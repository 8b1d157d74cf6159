import type { HookRequest } from '../../adapters/trackers/hooks.ts'
import { type HookReceived, receiveHook } from '../../queries/hooks/receive.ts'
import type { WebParts } from './parts.ts'

/** Where trackers send their webhooks, by the connection's id. */
export const hookRoute = '/hooks/:connectionId'

/** The largest webhook that is read: a ticket with all its fields is some hundred kilobytes. */
const mostHookBytes = 5 * 1024 * 1024

const statuses: Readonly<Record<HookReceived, number>> = { taken: 200, unreadable: 400, refused: 401 }

/**
 * Answers a tracker's webhook. Its signature is all that counts: no session, no form, and no name of ours. An unknown connection is
 * answered like a wrong signature.
 */
export async function answerHook(
  { store, keys, now }: Pick<WebParts, 'store' | 'keys' | 'now'>,
  connectionId: string,
  request: Request,
): Promise<Response> {
  const body = await readBody(request)
  if (body === null) return new Response(null, { status: 413 })
  const hook: HookRequest = { header: (name) => request.headers.get(name), body }
  const received = await receiveHook(store, keys, { connectionId, request: hook, nowAt: now() })
  return new Response(null, { status: statuses[received] })
}

/** The body as it came; null where it is too large. */
async function readBody({ body }: Request): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    // Read to its end, and kept no more: who could not finish sending sees no answer.
    if (bytes <= mostHookBytes) chunks.push(chunk)
  }
  return bytes > mostHookBytes ? null : Buffer.concat(chunks)
}
