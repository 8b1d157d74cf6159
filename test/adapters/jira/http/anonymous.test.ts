import { expect, test } from 'vitest'
import { TrackerAuthError } from '../../../../adapters/trackers/errors.ts'
import { startOddJira } from '../odd-jira.ts'

const captcha = 'CAPTCHA_CHALLENGE; login-url=https://jira.company.example/login.jsp?secret=1'

/** What a Jira says that answers everything so. */
async function wordsFor(status: number, headers: Record<string, string>): Promise<string> {
  await using jira = await startOddJira(0, () => ({ status, headers, body: { key: 'x' } }))
  const refused = jira
    .tracker({ refusalAdvice: 'Make a new token.' })
    .preflight()
    .catch((error: unknown) => error)
  const error = await refused
  expect(error).toBeInstanceOf(TrackerAuthError)
  // Each more of them would be one more failed sign-in.
  expect(jira.requests).toHaveLength(1)
  return error instanceof Error ? error.message : ''
}

test.each([
  ['a wrong secret', 401, { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' }],
  ['a wrong secret without a header', 401, {}],
])('%s is told as that, and of no challenge', async (_, status, headers) => {
  expect(await wordsFor(status, headers)).toBe(
    'Jira does not accept the credentials (HTTP 401). Make a new token.',
  )
})

test.each([
  [403, { 'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED', 'X-Authentication-Denied-Reason': captcha }],
  [401, { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED', 'X-Authentication-Denied-Reason': captcha }],
  [403, { 'X-Authentication-Denied-Reason': captcha }],
  [403, { 'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED' }],
])('a CAPTCHA (HTTP %i) is told as that: a new token would not help', async (status, headers) => {
  const words = await wordsFor(status, headers)
  expect(words).toMatch(/CAPTCHA.*HTTP 40[13].*Sign in as the account in a browser/)
  expect(words).not.toMatch(/Make a new token|secret=1|company\.example/)
})

test('an account that may not use Jira is told as that', async () => {
  const words = await wordsFor(403, { 'X-Seraph-LoginReason': 'AUTHORISATION_FAILED' })
  expect(words).toBe(
    'Jira knows the account and does not let it in (HTTP 403): let a Jira admin give it access to Jira.',
  )
})

test.each([{ 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' }, { 'X-AUSERNAME': 'anonymous' }])(
  'what is answered to nobody is told as that: %o',
  async (headers) => {
    expect(await wordsFor(200, headers)).toMatch(/^Jira treats the request as anonymous.*Make a new token\.$/)
  },
)

// Seen by faros (its retry.ts): a Jira Server answers 400, 401 or 404 to nobody at times, and the same request again as it should.
test.each([200, 400, 401, 404])(
  'a Data Center that knew the account and takes it for nobody (HTTP %i) is asked again, and is told so only where it goes on',
  async (status) => {
    const nobody = { status, headers: { 'X-AUSERNAME': 'anonymous' }, body: { key: 'x' } }
    const known = { headers: { 'X-AUSERNAME': 'robot' }, body: { accountId: 'robot', displayName: 'Robot' } }
    for (const lasts of [2, 3]) {
      let asked = 0
      await using jira = await startOddJira(1, ({ endpoint }) => {
        if (!endpoint.endsWith('/myself')) return null
        asked += 1
        return asked === 1 || asked > 1 + lasts ? known : nobody
      })
      const tracker = jira.tracker()
      await tracker.preflight()
      const again = tracker.preflight()
      if (lasts === 2) await again
      else await expect(again).rejects.toThrow(TrackerAuthError)
      expect(asked).toBe(4)
    }
  },
)
