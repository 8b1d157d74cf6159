import { createCipheriv, createDecipheriv, createHash, type DecipherGCM, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A key of 32 bytes, with a name that can be stored beside what it sealed. */
export interface SecretKey {
  /** Twelve hex digits of the key's SHA-256: tells keys apart and tells nothing of the key. */
  readonly keyId: string
  readonly bytes: Buffer
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

/** The key is misshapen, or kept where others can read it. */
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

/**
 * Seals `plaintext` so that only `key` opens it, and only for the same `aad`.
 * @param aad what the secret belongs to (a connection's name): a row copied over another one doesn't open
 */
export function sealSecret(key: SecretKey, plaintext: string, aad: string): SealedSecret {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return {
    keyId: key.keyId,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  }
}

/**
 * Opens what `sealSecret` sealed.
 * @throws SecretUnreadableError for another key or another `aad`, and for altered bytes
 */
export function openSecret(key: SecretKey, sealed: SealedSecret, aad: string): string {
  if (sealed.keyId !== key.keyId) {
    throw new SecretUnreadableError(
      `The secret of "${aad}" was sealed with key ${sealed.keyId}, but the key in use is ${key.keyId}: put the old key back, or connect again.`,
    )
  }
  const iv = Buffer.from(sealed.iv, 'base64')
  const tag = Buffer.from(sealed.tag, 'base64')
  if (iv.length !== ivBytes || tag.length !== tagBytes) throw altered(aad)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(tag)
  const start = decipher.update(Buffer.from(sealed.ciphertext, 'base64'))
  return Buffer.concat([start, finish(decipher, aad)]).toString('utf8')
}

/** `final` throws when the tag doesn't match, and for nothing else. */
function finish(decipher: DecipherGCM, aad: string): Buffer {
  try {
    return decipher.final()
  } catch {
    throw altered(aad)
  }
}

function altered(aad: string): SecretUnreadableError {
  return new SecretUnreadableError(
    `The secret of "${aad}" was altered, or belongs to another connection: connect again.`,
  )
}

/**
 * Reads a key from its base64 text, as an environment variable holds it.
 * @throws SecretKeyError unless it is 32 bytes
 */
export function keyFromText(base64: string): SecretKey {
  const text = base64.trim()
  const bytes = Buffer.from(text, 'base64')
  // Buffer.from skips what isn't base64, so that a mistyped key would pass as another one.
  const clean = /^[A-Za-z0-9+/]+={0,2}$/.test(text)
  if (!clean || bytes.length !== keyBytes) {
    throw new SecretKeyError(
      `The key must be ${keyBytes} random bytes in base64 (44 characters); make one with: openssl rand -base64 32`,
    )
  }
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 12), bytes }
}

/**
 * Loads the key of a file, or makes both where there is none (mode 600; two starting at once end up with one key).
 * @throws SecretKeyError when others can read the file, or it holds no key
 */
export async function loadOrCreateKey(path: string): Promise<SecretKey> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (found === null) {
    const created = await createKeyFile(path)
    if (created !== null) return created
  }
  const { mode } = await stat(path)
  // Windows keeps no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new SecretKeyError(
      `Others can read the key in ${path}; run: chmod 600 ${path} and connect the trackers again if it may have been read.`,
    )
  }
  return keyFromText(await readFile(path, 'utf8'))
}

/**
 * Writes the whole key aside and links it into place, so that nobody ever sees half a key, and exactly one of several
 * starting at once wins.
 * @returns null when the file is there already
 */
async function createKeyFile(path: string): Promise<SecretKey | null> {
  const text = randomBytes(keyBytes).toString('base64')
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(aside, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(aside, path)
    return keyFromText(text)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
    throw error
  } finally {
    await rm(aside)
  }
}
