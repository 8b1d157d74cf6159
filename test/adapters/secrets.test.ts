import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  keyFromText,
  loadOrCreateKey,
  openSecret,
  SecretKeyError,
  SecretUnreadableError,
  sealSecret,
} from '../../adapters/secrets.ts'

const key = keyFromText(Buffer.alloc(32, 7).toString('base64'))
const otherKey = keyFromText(Buffer.alloc(32, 8).toString('base64'))

function flipFirstBit(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0)
  return bytes.toString('base64')
}

describe('sealed secrets', () => {
  test('any text opens again with the same key and name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (plaintext, aad) => {
        expect(openSecret(key, sealSecret(key, plaintext, aad), aad)).toBe(plaintext)
      }),
    )
  })

  test('the same text is sealed differently each time, and shows nowhere', () => {
    const once = sealSecret(key, 'example-token', 'jira')
    const again = sealSecret(key, 'example-token', 'jira')
    expect(once.ciphertext).not.toBe(again.ciphertext)
    expect(JSON.stringify(once)).not.toContain('example-token')
  })

  test("a secret copied to another connection's row does not open", () => {
    const sealed = sealSecret(key, 'example-token', 'jira')
    expect(() => openSecret(key, sealed, 'linear')).toThrow(SecretUnreadableError)
  })

  test.each(['iv', 'tag', 'ciphertext'] as const)('an altered %s does not open', (part) => {
    const sealed = sealSecret(key, 'example-token', 'jira')
    expect(() => openSecret(key, { ...sealed, [part]: flipFirstBit(sealed[part]) }, 'jira')).toThrow(
      SecretUnreadableError,
    )
  })

  test('a shortened tag does not open', () => {
    const sealed = sealSecret(key, 'example-token', 'jira')
    const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64')
    expect(() => openSecret(key, { ...sealed, tag }, 'jira')).toThrow(SecretUnreadableError)
  })

  test('another key is named by its id, and by nothing that it holds', () => {
    const sealed = sealSecret(key, 'example-token', 'jira')
    expect(() => openSecret(otherKey, sealed, 'jira')).toThrow(
      `sealed with key ${key.keyId}, but the key in use is ${otherKey.keyId}`,
    )
  })

  test.each([
    '',
    'short',
    Buffer.alloc(31).toString('base64'),
    `${Buffer.alloc(32).toString('base64').slice(0, 42)}*=`,
  ])('a key written as "%s" is refused without repeating it', (text) => {
    const refuse = () => keyFromText(text)
    expect(refuse).toThrow(SecretKeyError)
    if (text !== '') expect(refuse).not.toThrow(text)
  })
})

describe('the key file', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-key-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('is made once, for the owner alone, and read again after', async () => {
    const path = join(folder, 'deeper', 'key')
    const made = await loadOrCreateKey(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await loadOrCreateKey(path)).toEqual(made)
    expect(keyFromText(await readFile(path, 'utf8'))).toEqual(made)
  })

  test('two that start at once end up with one key, and leave nothing beside it', async () => {
    const path = join(folder, 'key')
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(path)))
    expect(new Set(keys.map((one) => one.keyId)).size).toBe(1)
    expect(await readdir(folder)).toEqual(['key'])
  })

  test('is refused when others can read it, with words on what to do', async () => {
    const path = join(folder, 'key')
    await loadOrCreateKey(path)
    await chmod(path, 0o640)
    await expect(loadOrCreateKey(path)).rejects.toThrow(`chmod 600 ${path}`)
  })

  test('is refused when it holds no key', async () => {
    const path = join(folder, 'key')
    await writeFile(path, 'not a key', { mode: 0o600 })
    await expect(loadOrCreateKey(path)).rejects.toThrow(SecretKeyError)
  })
})
