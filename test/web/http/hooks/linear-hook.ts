import { createHmac, randomUUID } from 'node:crypto'

/** A webhook as Linear sends it. */
export interface LinearHook {
  readonly action: 'create' | 'update' | 'remove'
  /** Such as `Issue` or `Comment`. */
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  /** Milliseconds; when Linear sends it. */
  readonly webhookTimestamp: number
}

/** Signs and sends a webhook as Linear does; the delivery's id is the same when Linear sends one again. */
export function sendLinearHook(
  url: string,
  hook: LinearHook,
  { secret, deliveryId = randomUUID() }: { readonly secret: string; readonly deliveryId?: string },
): Promise<Response> {
  const body = JSON.stringify(hook)
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Linear-Webhook',
      'Linear-Delivery': deliveryId,
      'Linear-Event': hook.type,
      'Linear-Signature': createHmac('sha256', secret).update(body).digest('hex'),
    },
  })
}
