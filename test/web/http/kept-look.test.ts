import { beforeEach, expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { openStore, type Store } from '../../../adapters/store/sql/client.ts'
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
let memory: KeptLooks<Check[]>

beforeEach(async () => {
  const database = await createTestDatabase()
  store = await openStore({ databaseUrl: database.url })
  looks = 0
  memory = new KeptLooks()
  underWay = []
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
      underWay.push(work(new AbortController().signal))
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
  expect(again).toEqual({ found: [ok('statuses', 'look 1')], lookedAt: nowAt, isCurrent: true })
  expect(looks).toBe(1)
})

test('what an older plan gave is not shown under a new one', async () => {
  await importPlan('one')
  await memory.last(parts(), nowAt)
  await importPlan('two')
  expect((await memory.last(parts(), nowAt))?.found).toEqual([ok('statuses', 'look 2')])
})

test('what was looked at for one is not shown to another', async () => {
  await memory.last({ ...parts(), of: 'Ada' }, nowAt)
  expect((await memory.last({ ...parts(), of: 'Ben' }, nowAt))?.found).toEqual([ok('statuses', 'look 2')])
})

test('on another day the last look is shown while a new one is made', async () => {
  await memory.last(parts(), nowAt)
  const stale = await memory.last(parts(), nowAt + dayMs)
  expect(stale?.lookedAt).toBe(nowAt)
  await Promise.all(underWay)
  expect(await memory.last(parts(), nowAt + dayMs)).toMatchObject({
    lookedAt: nowAt + dayMs,
    isCurrent: true,
  })
  expect(looks).toBe(2)
})

test('a first look that takes its time holds up no page, and several pages wait for the same one', async () => {
  const { promise, resolve } = Promise.withResolvers<Check[]>()
  const slow = { ...parts(() => promise), waitMs: 0 }
  expect(await memory.last(slow, nowAt)).toBeNull()
  expect(await memory.last(slow, nowAt)).toBeNull()
  expect(underWay).toHaveLength(1)
  resolve([ok('plan', 'fits')])
  await Promise.all(underWay)
  expect((await memory.last(slow, nowAt))?.found).toEqual([ok('plan', 'fits')])
})

test('a page without the thorough look does not say that all is well', async () => {
  const pending = String(
    await healthView({
      quick: [ok('rules', 'parse')],
      thorough: null,
      connections: [],
      reviews: [],
      schedules: [],
      nowAt,
    }),
  )
  expect(pending).not.toContain('All is well')
  expect(pending).toContain('Look again')
  const thorough = { found: [], lookedAt: nowAt, isCurrent: true }
  expect(
    String(await healthView({ quick: [], thorough, connections: [], reviews: [], schedules: [], nowAt })),
  ).toContain('All is well')
})
