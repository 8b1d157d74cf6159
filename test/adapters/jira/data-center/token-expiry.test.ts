import { expect, test } from 'vitest'
import { readTokenExpiry } from '../../../../adapters/jira/data-center/token-expiry.ts'
import { JiraHttpError } from '../../../../adapters/jira/http/http-error.ts'

const expiryOf = (tokens: unknown) =>
  readTokenExpiry({ listAccessTokens: () => Promise.resolve(tokens) }, undefined)

const token = (expiringAt: string | null, lastAccessedAt?: string) => ({
  id: 1,
  name: 'plumbline',
  expiringAt,
  ...(lastAccessedAt === undefined ? {} : { lastAccessedAt }),
})

test('the only token is ours, and else the one that was used last', async () => {
  const [soon, late] = ['2026-12-24T10:00:00.000+0000', '2027-06-01T10:00:00.000+0000'] as const
  const [before, now] = ['2026-11-01T08:00:00.000+0000', '2026-11-27T08:00:00.000+0000'] as const
  expect(await expiryOf([token(soon)])).toBe(Date.parse('2026-12-24T10:00:00Z'))
  expect(await expiryOf([token(soon, before), token(late, now)])).toBe(Date.parse('2027-06-01T10:00:00Z'))
  expect(await expiryOf([token(soon, now), token(late, now)])).toBeNull()
})

test('a token that never expires, a list that is none, and a server without tokens tell nothing', async () => {
  expect(await expiryOf([token(null)])).toBeNull()
  expect(await expiryOf([])).toBeNull()
  expect(await expiryOf({ tokens: [] })).toBeNull()
  const refusing = {
    listAccessTokens: () => Promise.reject(new JiraHttpError(404, 'GET /rest/pat/latest/tokens')),
  }
  expect(await readTokenExpiry(refusing, undefined)).toBeNull()
})
