import { createHmac, timingSafeEqual } from 'node:crypto'
import { emailKey } from '../domain/text/email.ts'
import { type KeyRing, keyForPurpose, lookForKey, type SecretKey } from './secrets.ts'

/** What a link lets its holder do, and nothing else. */
export type LinkPurpose = 'read an edition' | 'unsubscribe'

/** The delivery whose mail a link stands in: it holds for this edition or notice, and this reader's address. */
export interface LinkedDelivery {
  readonly deliveryId: string
  readonly recipientEmail: string
}

const idBytes = 16
const keyIdBytes = 6
const signatureBytes = 20
const tokenPattern = /^[\w-]{56}$/

/** A token of 56 characters for a link's path: the delivery's id, the key's id, and an HMAC-SHA-256 cut to 160 bits. */
export function signLink(ring: KeyRing, purpose: LinkPurpose, delivery: LinkedDelivery): string {
  const { sealingKey } = ring
  return Buffer.concat([
    Buffer.from(delivery.deliveryId.replaceAll('-', ''), 'hex'),
    Buffer.from(sealingKey.keyId, 'hex'),
    signatureOf(sealingKey, purpose, delivery),
  ]).toString('base64url')
}

/** The delivery that a token names, whether its signature is right or not; null for what is no token. */
export function deliveryIdOf(token: string): string | null {
  if (!tokenPattern.test(token)) return null
  const hex = Buffer.from(token, 'base64url').toString('hex', 0, idBytes)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether we made this token for this delivery and purpose. @throws SecretKeyError where the keys can't be read again */
export async function isSignedFor(
  ring: KeyRing,
  token: string,
  purpose: LinkPurpose,
  delivery: LinkedDelivery,
): Promise<boolean> {
  if (deliveryIdOf(token) !== delivery.deliveryId) return false
  const bytes = Buffer.from(token, 'base64url')
  const keyId = bytes.toString('hex', idBytes, idBytes + keyIdBytes)
  await lookForKey(ring, keyId)
  const key = ring.keys.get(keyId)
  if (key === undefined) return false
  return timingSafeEqual(bytes.subarray(idBytes + keyIdBytes), signatureOf(key, purpose, delivery))
}

function signatureOf(
  key: SecretKey,
  purpose: LinkPurpose,
  { deliveryId, recipientEmail }: LinkedDelivery,
): Buffer {
  return createHmac('sha256', keyForPurpose(key, `link: ${purpose}`))
    .update(JSON.stringify([deliveryId, emailKey(recipientEmail)]))
    .digest()
    .subarray(0, signatureBytes)
}
