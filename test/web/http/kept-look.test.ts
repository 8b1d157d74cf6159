import { beforeEach, expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { openStore, type Store } from '../../../adapters/store/sql/client.ts'
import { TrackerUnavailableError } from '../../../adapters/trackers/errors.ts'
import { healthView } from '../../../web/health/view.ts'
import { KeptLooks } from '../../../web/http/kept-look.ts'
import { type Check, ok } from '../../../wording/health/check.ts'
import { nowAt } from '../../adapters/store/test-store.ts'
import { aPlan } from '../../builders/plan.ts'
import { createTestDatabase } from '../../setup/database.ts'

const dayMs = 86_400_000
let store: Store
let looks: number
let underWay: Promise<void>[]
let failures: unknown[]
let stopping: AbortController
let memory: KeptLooks<Check[]>

beforeEach(async () => {
  const database = await createTestDatabase()
  store = await openStore({ databaseUrl: database.url })
  looks = 0
  memory = new KeptLooks()
  underWay = []
  failures = []
  stopping = new AbortController()
  return async () => {
    await store.close()
    await database.drop()
  }
})

/** Long enough that only a look's end ends the wait. */
const waitMs = 600_000

function parts(look: () => Promise<Check[]> = aLook) {
  return {
    store,
    name: 'a look',
    waitMs,
    look,
    inBackground: (_name: string, work: (signal: AbortSignal) => Promise<void>) => {
      underWay.push(work(stopping.signal).catch((error: unknown) => void failures.push(error)))
    },
  }
}

async function aLook(): Promise<Check[]> {
  looks += 1
  return [ok('statuses', `look ${looks}`)]
}

const importPlan = (planVersion: string) => savePlan(store, { planVersion, yaml: '', plan: aPlan({}), nowAt })

test('tickets are looked at once while nothing changes', async () => {
  await memory.last(parts(), nowAt)
  const again = await memory.last(parts(), nowAt + 1)
  const look = { found: [ok('statuses', 'look 1')], lookedAt: nowAt, isCurrent: true }
  expect(again).toEqual({ look, failure: null })
  expect(looks).toBe(1)
})

test('what an older plan gave is not shown under a new one', async () => {
  await importPlan('one')
  await memory.last(parts(), nowAt)
  await importPlan('two')
  expect((await memory.last(parts(), nowAt)).look?.found).toEqual([ok('statuses', 'look 2')])
})

test('what was looked at for one is not shown to another', async () => {
  await memory.last({ ...parts(), of: 'Ada' }, nowAt)
  expect((await memory.last({ ...parts(), of: 'Ben' }, nowAt)).look?.found).toEqual([
    ok('statuses', 'look 2'),
  ])
})

test('on another day the last look is shown while a new one is made', async () => {
  await memory.last(parts(), nowAt)
  const stale = await memory.last(parts(), nowAt + dayMs)
  expect(stale.look?.lookedAt).toBe(nowAt)
  await Promise.all(underWay)
  const { look } = await memory.last(parts(), nowAt + dayMs)
  expect(look).toMatchObject({ lookedAt: nowAt + dayMs, isCurrent: true })
  expect(looks).toBe(2)
})

test('a first look that takes its time holds up no page, and several pages wait for the same one', async () => {
  const { promise, resolve } = Promise.withResolvers<Check[]>()
  const slow = { ...parts(() => promise), waitMs: 0 }
  expect(await memory.last(slow, nowAt)).toEqual({ look: null, failure: null })
  expect(await memory.last(slow, nowAt)).toEqual({ look: null, failure: null })
  expect(underWay).toHaveLength(1)
  resolve([ok('plan', 'fits')])
  await Promise.all(underWay)
  expect((await memory.last(slow, nowAt)).look?.found).toEqual([ok('plan', 'fits')])
})

const failing = () => {
  looks += 1
  return Promise.reject(new TrackerUnavailableError('Jira does not answer'))
}

test('a look that failed is told with its cause and time, and not begun again by itself', async () => {
  const failure = { failedAt: nowAt, because: 'Jira does not answer' }
  expect(await memory.last(parts(failing), nowAt)).toMatchObject({ look: null, failure })
  expect(await memory.last(parts(failing), nowAt + 60_000)).toMatchObject({ look: null, failure })
  expect([looks, failures.length]).toEqual([1, 1])
})

test('it is begun again where somebody asks for it, and what it then finds is shown', async () => {
  await memory.last(parts(failing), nowAt)
  memory.tryAgain(store)
  const mended = await memory.last(parts(), nowAt)
  expect(mended).toMatchObject({ look: { found: [ok('statuses', 'look 2')] }, failure: null })
})

test('it is begun again by itself once something has changed that it is made from', async () => {
  await memory.last(parts(failing), nowAt)
  await importPlan('two')
  await memory.last(parts(failing), nowAt)
  await memory.last(parts(failing), nowAt + dayMs)
  expect(looks).toBe(3)
})

test('a newer look that failed leaves the last one to be shown', async () => {
  await memory.last(parts(), nowAt)
  await memory.last(parts(failing), nowAt + dayMs)
  await Promise.all(underWay)
  expect(await memory.last(parts(failing), nowAt + dayMs)).toMatchObject({
    look: { lookedAt: nowAt, isCurrent: false },
    failure: { failedAt: nowAt + dayMs },
  })
  expect(looks).toBe(2)
})

test('an error of ours is told as one, and one that a stop cut off is none', async () => {
  const bug = () => Promise.reject(new RangeError('-1 days'))
  const { failure } = await memory.last(parts(bug), nowAt)
  expect(failure?.because).toBe('-1 days (a bug in Plumbline; the log says where)')
  memory.tryAgain(store)
  stopping.abort()
  expect((await memory.last(parts(failing), nowAt)).failure).toBeNull()
})

const health = { connections: [], reviews: [], schedules: [], nowAt, formToken: 'token' }

test('a page without the thorough look does not say that all is well', async () => {
  const thorough = { look: null, failure: null }
  const pending = String(healthView({ ...health, quick: [ok('rules', 'parse')], thorough }))
  expect(pending).not.toContain('All is well')
  expect(pending).toContain('Look again')
  const failed = { look: null, failure: { failedAt: nowAt, because: 'Jira <b>does not answer' } }
  const told = String(healthView({ ...health, quick: [], thorough: failed }))
  expect(told).toContain('Jira &lt;b&gt;does not answer')
  expect(told).toContain('action="/health/look"')
  expect(told).not.toContain('All is well')
  const look = { found: [], lookedAt: nowAt, isCurrent: true }
  expect(String(healthView({ ...health, quick: [], thorough: { look, failure: null } }))).toContain(
    'All is well',
  )
})
