import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../domain/instant.ts'

/** A request that says that it comes from a tracker. */
export interface HookRequest {
  /** A header by its name, in lower case; null where it isn't there. */
  readonly header: (name: string) => string | null
  /** As it came: the signature is over these bytes. */
  readonly body: Buffer
}

/** What a request is, once its signature was looked at. */
export type HookRead =
  /** Its signature is wrong or missing, or it is too old. */
  | { readonly kind: 'refused' }
  /** It is signed, and can't be understood. */
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'hook'
      /** The tracker's own id of the delivery, the same when it is sent again; null where it gives none. */
      readonly deliveryId: string | null
      /** The tickets that it names: to be read, for nothing else that it says is believed. */
      readonly ticketIds: readonly string[]
    }

/** How one kind of tracker says what has changed. */
export interface TrackerHooks {
  /** How to set it up at the tracker: sentences. */
  readonly setUp: readonly string[]
  /** Who makes the secret: ours is given to the tracker, or it takes none but its own. */
  readonly secretFrom: 'us' | 'tracker'
  read(request: HookRequest, secret: string, nowAt: Instant): Promise<HookRead>
}

/** Whether a signature in hex is that of a body (HMAC-SHA256), in a time that tells nothing of it. */
export function isSignedBy(secret: string, body: Buffer, signature: string | null): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature ?? '') ? (signature ?? '') : '00', 'hex')
  // Of another length where it is no signature: compared all the same, with itself.
  return timingSafeEqual(given.length === wanted.length ? given : Buffer.alloc(wanted.length), wanted)
}

/** A body's JSON; undefined where it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
