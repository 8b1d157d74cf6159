import { beforeEach, describe, expect, test } from 'vitest'
import { storeForThisFile } from '../../../adapters/store/test-store.ts'
import { type OAuthTracker, signedInScene } from './oauth-scene.ts'

const store = storeForThisFile()
const dayMs = 86_400_000
const kinds: readonly OAuthTracker[] = ['jira', 'linear']

beforeEach(() => store().pool.query('delete from connections'))

describe.each(kinds)('a sign-in at %s that nothing uses', (kind) => {
  test('is renewed after a month, so that it lives through a long pause', async () => {
    await using scene = await signedInScene(store(), kind)
    const before = await scene.stored()
    scene.pass(30 * dayMs)
    expect(await scene.keepAlive()).toBe(0)
    for (let month = 0; month < 6; month += 1) {
      scene.pass(31 * dayMs)
      expect(await scene.keepAlive()).toBe(1)
    }
    expect((await scene.stored()).refreshToken).not.toBe(before.refreshToken)
    await (await scene.openAnew()).preflight()
  })

  test('and that has ended is told as the connection’s last run, once', async () => {
    await using scene = await signedInScene(store(), kind)
    scene.pass(400 * dayMs)
    scene.oauth.faults.push('invalid_grant', 'invalid_grant')
    expect(await scene.keepAlive()).toBe(0)
    expect(await scene.keepAlive()).toBe(0)
    expect(await scene.runs()).toMatchObject([
      { state: 'failed', failure: expect.stringMatching(/too old.*Sign in again/) },
    ])
  })
})
