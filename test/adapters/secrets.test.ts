import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  keyForPurpose,
  keyRingFromText,
  openSecret,
  SecretKeyError,
  SecretUnreadableError,
  sealSecret,
} from '../../adapters/secrets.ts'

const key = keyRingFromText(Buffer.alloc(32, 7).toString('base64'))
const otherKey = keyRingFromText(Buffer.alloc(32, 8).toString('base64'))

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
      `sealed with key ${key.sealingKey.keyId}, but the key in use is ${otherKey.sealingKey.keyId}`,
    )
  })

  test.each([
    '',
    'short',
    Buffer.alloc(31).toString('base64'),
    `${Buffer.alloc(32).toString('base64').slice(0, 42)}*=`,
  ])('a key written as "%s" is refused without repeating it', (text) => {
    const refuse = () => keyRingFromText(text)
    expect(refuse).toThrow(SecretKeyError)
    if (text !== '') expect(refuse).not.toThrow(text)
  })
})

describe('a ring of several keys', () => {
  const text = (fill: number) => Buffer.alloc(32, fill).toString('base64')
  const ring = keyRingFromText(`${text(8)}, ${text(7)}\n${text(9)}`)

  test('seals with its first and opens with each', () => {
    expect(sealSecret(ring, 'example-token', 'jira').keyId).toBe(otherKey.sealingKey.keyId)
    for (const each of [key, otherKey, keyRingFromText(text(9))]) {
      expect(openSecret(ring, sealSecret(each, 'example-token', 'jira'), 'jira')).toBe('example-token')
    }
    const ofNone = sealSecret(keyRingFromText(text(6)), 'example-token', 'jira')
    expect(() => openSecret(ring, ofNone, 'jira')).toThrow(SecretUnreadableError)
  })

  test('is refused whole where one of its keys is misshapen', () => {
    expect(() => keyRingFromText(`${text(7)},short`)).toThrow(SecretKeyError)
  })
})

test('a key has another one for each purpose', () => {
  const { sealingKey } = key
  const one = keyForPurpose(sealingKey, 'one')
  expect(one).toHaveLength(32)
  expect(keyForPurpose(sealingKey, 'one')).toEqual(one)
  expect(keyForPurpose(sealingKey, 'two')).not.toEqual(one)
  expect(one).not.toEqual(sealingKey.bytes)
})
