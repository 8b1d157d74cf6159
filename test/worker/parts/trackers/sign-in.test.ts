import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { jiraOAuth } from '../../../../adapters/jira/oauth.ts'
import { TrackerRequestError, TrackerSignInError } from '../../../../adapters/trackers/errors.ts'
import type { OAuthFlow } from '../../../../adapters/trackers/oauth/flow.ts'
import { trackers } from '../../../../adapters/trackers/registry.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { beginTrackerSignIn, finishTrackerSignIn } from '../../../../worker/parts/trackers/sign-in.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { app, codeFrom } from './oauth-scene.ts'

const now = () => smallCompanyAsOfAt
const daySeconds = 86_400
let jira: FakeJira

async function startJira(accessTokenSeconds: number): Promise<void> {
  const oauth = { ...app, accessTokenSeconds }
  jira = await startFakeJira({ company: smallCompany(), now, oauth })
}

const withoutRefresh: OAuthFlow = { ...jiraOAuth, scopes: ['read:jira-work', 'read:jira-user'] }

/** Signs in, and hands the code in as often as told. */
async function signIn(flow: OAuthFlow, times = 1) {
  const signingIn = {
    ...{ definition: trackers.definitionOf('jira'), flow, app, baseUrl: jira.url },
    redirectUrl: 'http://127.0.0.1:7412/callback',
  }
  const { url, pending } = beginTrackerSignIn(signingIn)
  const finish = { code: await codeFrom(url), verifier: pending.verifier, now, signal: undefined }
  for (let time = 1; time < times; time += 1) await finishTrackerSignIn(signingIn, finish)
  return finishTrackerSignIn(signingIn, finish)
}

afterEach(() => jira.close())

describe('a sign-in that can not be renewed', () => {
  test('is refused where it ends before anybody is warned of it', async () => {
    await startJira(30 * daySeconds)
    const refused = signIn(withoutRefresh)
    await expect(refused).rejects.toThrow(TrackerRequestError)
    await expect(refused).rejects.toThrow(
      /no token to renew the sign-in with, which would end at 20\S+Z: .*offline access/,
    )
  })

  test('is kept with its end where that is far off', async () => {
    await startJira(30 * daySeconds + 1)
    const endsAt = smallCompanyAsOfAt + (30 * daySeconds + 1) * 1000
    expect(await signIn(withoutRefresh)).toMatchObject({ kind: 'signed in', endsAt })
  })
})

describe('a sign-in that is renewed', () => {
  beforeEach(() => startJira(3600))

  test('has no end of its own', async () => {
    expect(await signIn(jiraOAuth)).toMatchObject({ kind: 'signed in', endsAt: null })
  })

  test('is not made of a code that was used', async () => {
    const refused = signIn(jiraOAuth, 2)
    await expect(refused).rejects.toThrow(TrackerSignInError)
    await expect(refused).rejects.toThrow(/the code .* can be used once, and soon\. Sign in again\./)
  })
})
