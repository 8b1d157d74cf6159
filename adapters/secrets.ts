import {
  createCipheriv,
  createDecipheriv,
  createHash,
  type DecipherGCM,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** A key of 32 bytes, with a name that can be stored beside what it sealed. */
export interface SecretKey {
  /** Twelve hex digits of the key's SHA-256: tells keys apart and tells nothing of the key. */
  readonly keyId: string
  readonly bytes: Buffer
}

/** Keys of which the first seals and all open, so that a new one can take over while old envelopes are still about. */
export interface KeyRing {
  readonly sealingKey: SecretKey
  /** By id; the sealing key is among them. */
  readonly keys: ReadonlyMap<string, SecretKey>
  /**
   * Reads the keys again where they are kept, and is the ring that it found from then on. Absent where they can't change.
   * @throws SecretKeyError
   */
  readonly reread?: () => Promise<void>
}

/** A secret at rest: AES-256-GCM, all parts base64. */
export interface SealedSecret {
  readonly keyId: string
  readonly iv: string
  readonly tag: string
  readonly ciphertext: string
}

/** The key or a sealed secret is of no use as it is; trying again changes nothing. No message holds any of either. */
export class SecretError extends Error {
  override readonly name: string = 'SecretError'
}

/** The key is misshapen, lost, or kept where others can read it. */
export class SecretKeyError extends SecretError {
  override readonly name = 'SecretKeyError'
}

/** A sealed secret can't be opened: another key sealed it, it belongs to another row, or it was altered. */
export class SecretUnreadableError extends SecretError {
  override readonly name = 'SecretUnreadableError'
}

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** Looks for a key once more where keys are kept, when the ring lacks it: another process may have added it. @throws SecretKeyError */
export async function lookForKey(ring: KeyRing, keyId: string): Promise<void> {
  if (!ring.keys.has(keyId)) await ring.reread?.()
}

/**
 * Seals `plaintext` so that only a ring with this key opens it, and only for the same `aad`.
 * @param aad what the secret belongs to (a connection's name): a row copied over another one doesn't open
 */
export function sealSecret(ring: KeyRing, plaintext: string, aad: string): SealedSecret {
  const { keyId, bytes } = ring.sealingKey
  const { iv, tag, ciphertext } = sealBytes(bytes, Buffer.from(plaintext, 'utf8'), aad)
  return {
    keyId,
    iv: iv.toString('base64'),
    tag: tag.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  }
}

/**
 * Opens what `sealSecret` sealed.
 * @throws SecretUnreadableError for a key that isn't in the ring or another `aad`, and for altered bytes
 */
export function openSecret(ring: KeyRing, sealed: SealedSecret, aad: string): string {
  const key = ring.keys.get(sealed.keyId)
  if (key === undefined) {
    throw new SecretUnreadableError(
      `The secret of "${aad}" was sealed with key ${sealed.keyId}, but the key in use is ${ring.sealingKey.keyId}: put the old key back, or connect again.`,
    )
  }
  const opened = openBytes(
    key.bytes,
    {
      iv: Buffer.from(sealed.iv, 'base64'),
      tag: Buffer.from(sealed.tag, 'base64'),
      ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
    },
    aad,
  )
  if (opened === null) {
    throw new SecretUnreadableError(
      `The secret of "${aad}" was altered, or belongs to another connection: connect again.`,
    )
  }
  return opened.toString('utf8')
}

export interface SealedBytes {
  readonly iv: Buffer
  readonly tag: Buffer
  readonly ciphertext: Buffer
}

/** AES-256-GCM under a fresh iv. */
export function sealBytes(key: Buffer, plaintext: Uint8Array, aad: string): SealedBytes {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { iv, tag: cipher.getAuthTag(), ciphertext }
}

/** Null for another key or `aad`, and for altered bytes. */
export function openBytes(key: Buffer, { iv, tag, ciphertext }: SealedBytes, aad: string): Buffer | null {
  if (iv.length !== ivBytes || tag.length !== tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(tag)
  const start = decipher.update(ciphertext)
  const end = finish(decipher)
  return end === null ? null : Buffer.concat([start, end])
}

/** `final` throws when the tag doesn't match, and for nothing else. */
function finish(decipher: DecipherGCM): Buffer | null {
  try {
    return decipher.final()
  } catch {
    return null
  }
}

/** A key for one purpose alone (HKDF, RFC 5869): what it seals opens for no other purpose, and tells nothing of the key. */
export function keyForPurpose(key: SecretKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, Buffer.alloc(0), purpose, keyBytes))
}

/**
 * Reads a ring from its text, as an environment variable or a key file holds it: base64 keys, apart by white space or commas. The
 * first seals.
 * @throws SecretKeyError unless there is one at least and each is 32 bytes
 */
export function keyRingFromText(text: string): KeyRing {
  const keys = text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map(keyFromText)
  const [sealingKey] = keys
  if (sealingKey === undefined) throw misshapen()
  return { sealingKey, keys: new Map(keys.map((key) => [key.keyId, key])) }
}

function keyFromText(base64: string): SecretKey {
  const bytes = Buffer.from(base64, 'base64')
  // Buffer.from skips what isn't base64, so that a mistyped key would pass as another one.
  const clean = /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
  if (!clean || bytes.length !== keyBytes) throw misshapen()
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 12), bytes }
}

function misshapen(): SecretKeyError {
  return new SecretKeyError(
    `A key must be ${keyBytes} random bytes in base64 (44 characters); make one with: openssl rand -base64 32`,
  )
}

/** A new key's text. */
export function newKeyText(): string {
  return randomBytes(keyBytes).toString('base64')
}
