import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerSignInError,
  TrackerUnavailableError,
} from '../../../../adapters/trackers/errors.ts'
import { storeForThisFile } from '../../../adapters/store/test-store.ts'
import { type OAuthScene, type OAuthTracker, signedInScene } from './oauth-scene.ts'

const store = storeForThisFile()
const hourMs = 3_600_000
const kinds: readonly OAuthTracker[] = ['jira', 'linear']

describe.each(kinds)('a sign-in by OAuth at %s', (kind) => {
  let scene: OAuthScene

  beforeEach(async () => {
    scene = await signedInScene(store(), kind)
  })

  afterEach(() => scene[Symbol.asyncDispose]())

  const renewals = () => scene.oauth.grants.filter((grant) => grant === 'refresh_token').length

  test('is renewed before its token expires, and not sooner', async () => {
    const tracker = await scene.openAnew()
    await tracker.preflight()
    scene.pass(hourMs - 61_000)
    await tracker.preflight()
    expect(renewals()).toBe(0)
    scene.pass(1000)
    await tracker.preflight()
    await tracker.preflight()
    expect(renewals()).toBe(1)
    for (let hour = 0; hour < 3; hour += 1) {
      scene.pass(hourMs)
      await tracker.preflight()
    }
    expect(renewals()).toBe(4)
  })

  test('is renewed by one of many processes and requests at once, and the others use what it stored', async () => {
    const processes = await Promise.all([scene.openAnew(), scene.openAnew(), scene.openAnew()])
    for (let round = 1; round <= 3; round += 1) {
      scene.pass(hourMs)
      await Promise.all(processes.flatMap((tracker) => [tracker.preflight(), tracker.preflight()]))
      expect(renewals()).toBe(round)
    }
    expect(await scene.stored()).toMatchObject({ renewalBegunAt: null })
  })

  test('is renewed while a run reads its pages', async () => {
    const tracker = await scene.openAnew()
    const { scopes } = await tracker.preflight()
    const found = new Set<string>()
    let pages = 0
    for (let checkpoint: string | null = null; ; ) {
      scene.pass(hourMs)
      const read = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint })
      for (const { ticketId } of read.page.tickets) found.add(ticketId)
      pages += 1
      checkpoint = read.checkpoint
      if (checkpoint === null) break
    }
    expect(found.size).toBeGreaterThan(0)
    expect(renewals()).toBe(pages)
  })

  test('is renewed once when the tracker refuses a token that has not expired', async () => {
    const processes = await Promise.all([scene.openAnew(), scene.openAnew()])
    scene.oauth.tokens.expireAccess()
    await Promise.all(processes.map((tracker) => tracker.preflight()))
    expect(renewals()).toBe(1)
  })

  test('ends with words to sign in again when the tracker takes it back', async () => {
    const tracker = await scene.openAnew()
    scene.oauth.tokens.revokeAll()
    const refused = tracker.preflight()
    await expect(refused).rejects.toThrow(TrackerSignInError)
    await expect(refused).rejects.toThrow(/invalid_grant.*Sign in again\./)
  })

  test('new tokens are stored though whoever asked for them was stopped meanwhile', async () => {
    const tracker = await scene.openAnew()
    const before = await scene.stored()
    scene.oauth.latencyMs = 50
    scene.pass(hourMs)
    const stop = new AbortController()
    const stopped = tracker.preflight(stop.signal)
    await expect.poll(renewals).toBe(1)
    stop.abort()
    await expect(stopped).rejects.toThrow(/abort/i)
    await expect.poll(async () => (await scene.stored()).accessToken).not.toBe(before.accessToken)
    expect(await scene.stored()).toMatchObject({ renewalBegunAt: null, scopes: before.scopes })
    await tracker.preflight()
    expect(renewals()).toBe(1)
  })
})

test('a renewal that fails in passing leaves the sign-in as it is, and the next one succeeds', async () => {
  await using scene = await signedInScene(store(), 'jira')
  scene.pass(hourMs)
  const { refreshToken } = await scene.stored()
  for (const [fault, failure] of [
    ['server error', TrackerUnavailableError],
    ['page', TrackerUnavailableError],
    ['too many requests', TrackerLimitError],
  ] as const) {
    scene.oauth.faults.push(fault)
    await expect(scene.renew()).rejects.toThrow(failure)
    expect(await scene.stored()).toMatchObject({ refreshToken })
  }
  const renewed = await scene.renew()
  expect(renewed.refreshToken).not.toBe(refreshToken)
  expect(await scene.stored()).toEqual(renewed)
})

test('an answer that never arrived is told of when the tracker refuses the old refresh token', async () => {
  await using scene = await signedInScene(store(), 'jira')
  scene.pass(hourMs)
  scene.oauth.faults.push('lost answer')
  await expect(scene.renew()).rejects.toThrow(TrackerUnavailableError)
  scene.pass(60_000)
  const refused = scene.renew()
  await expect(refused).rejects.toThrow(TrackerSignInError)
  await expect(refused).rejects.toThrow(/The renewal begun at \S+Z was cut off before its answer was stored/)
  // Told once: from then on it is a sign-in that has ended like any other.
  await expect(scene.renew()).rejects.toThrow(/Sign in again\.$/)
})

test('an answer that never arrived does no harm while the tracker takes the old refresh token again', async () => {
  await using scene = await signedInScene(store(), 'jira', { reuseSeconds: 600 })
  scene.pass(hourMs)
  scene.oauth.faults.push('lost answer')
  await expect(scene.renew()).rejects.toThrow(TrackerUnavailableError)
  scene.pass(599_000)
  await scene.renew()
  expect(await scene.stored()).toMatchObject({ renewalBegunAt: null })
})

test('a client secret that the tracker does not accept is no reason to sign in again', async () => {
  await using scene = await signedInScene(store(), 'linear')
  scene.pass(hourMs)
  scene.oauth.faults.push('wrong client')
  await expect(scene.renew()).rejects.toThrow(TrackerAuthError)
  await scene.renew()
})

test('no message and no row holds a token', async () => {
  await using scene = await signedInScene(store(), 'jira')
  const { accessToken, refreshToken, clientSecret } = await scene.stored()
  scene.oauth.tokens.revokeAll()
  const message = await scene.renew(accessToken).then(
    () => '',
    (error: unknown) => String(error),
  )
  expect(message).toContain('TrackerSignInError')
  const { rows } = await store().pool.query('select c::text as text from connections c')
  for (const secret of [accessToken, refreshToken ?? '', clientSecret])
    expect(message + JSON.stringify(rows)).not.toContain(secret)
})
