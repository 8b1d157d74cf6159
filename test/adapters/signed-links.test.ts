import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyRingFromText, newKeyText } from '../../adapters/secrets.ts'
import { deliveryIdOf, isSignedFor, signLink } from '../../adapters/signed-links.ts'

const [first, second] = [newKeyText(), newKeyText()]
const ring = keyRingFromText(first)
const delivery = { deliveryId: randomUUID(), recipientEmail: 'ada@company.example' }
const token = signLink(ring, 'read an edition', delivery)

test('a link names its delivery, and the same delivery gives the same link', () => {
  expect(token).toMatch(/^[\w-]{56}$/)
  expect(deliveryIdOf(token)).toBe(delivery.deliveryId)
  expect(signLink(ring, 'read an edition', { ...delivery })).toBe(token)
})

test('a link holds for its delivery, its reader, its purpose and our keys alone', async () => {
  const holds = (changes: Partial<typeof delivery>, keys = ring, given = token) =>
    isSignedFor(keys, given, 'read an edition', { ...delivery, ...changes })
  expect(await holds({})).toBe(true)
  expect(await holds({ recipientEmail: 'Ada@Company.example' })).toBe(true)
  expect(await holds({ recipientEmail: 'eve@company.example' })).toBe(false)
  expect(await holds({ deliveryId: randomUUID() })).toBe(false)
  expect(await isSignedFor(ring, token, 'unsubscribe', delivery)).toBe(false)
  expect(await holds({}, keyRingFromText(second))).toBe(false)
  expect(await holds({}, keyRingFromText(`${second} ${first}`))).toBe(true)
})

test('a link that was changed in any place holds no more', async () => {
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A'
    const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`
    const deliveryId = deliveryIdOf(changed) ?? ''
    expect(await isSignedFor(ring, changed, 'read an edition', { ...delivery, deliveryId }), changed).toBe(
      false,
    )
  }
})

test.each(['', 'forged', `${token}A`, token.slice(1), `${token.slice(1)}/`, `${token.slice(1)}%`])(
  'what is no token of ours names nothing: %j',
  (given) => {
    expect(deliveryIdOf(given)).toBeNull()
  },
)
