import { expect, test } from 'vitest'
import { signInText } from '../../wording/health/sign-in.ts'

const at = Date.parse('2026-06-12T16:00:00Z')

test.each([
  [
    { tracker: 'jira', authKind: 'api_token', secretExpiresAt: at },
    'signs in by API token, which expires on 2026-06-12',
  ],
  [{ tracker: 'linear', authKind: 'api_key', secretExpiresAt: null }, 'signs in by API key'],
])('a secret is told with its expiry, where that is known: %j', (connection, words) => {
  expect(signInText(connection, null, 'UTC')).toBe(words)
})

test('a sign-in by OAuth is told with its end and that of its token', () => {
  const jira = { tracker: 'jira', authKind: 'oauth', secretExpiresAt: at + 365 * 86_400_000 }
  expect(signInText(jira, { signedInAt: at, expiresAt: at + 3_600_000 }, 'Europe/Berlin')).toBe(
    'signs in by OAuth since 2026-06-12, until 2027-06-12 at the latest; its token expires at 12 June 2026, 19:00 UTC+2 and is renewed automatically',
  )
  const linear = { tracker: 'linear', authKind: 'oauth', secretExpiresAt: null }
  expect(signInText(linear, { signedInAt: at, expiresAt: null }, 'UTC')).toBe(
    'signs in by OAuth since 2026-06-12',
  )
})
