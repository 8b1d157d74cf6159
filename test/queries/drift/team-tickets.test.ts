import { expect, test } from 'vitest'
import { chooseMeasuredQuarter } from '../../../queries/drift/quarters.ts'
import { teamTickets } from '../../../queries/drift/team-tickets.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { measureQuarter, quarter } from '../../web/figures.ts'
import { movePeopleIn } from '../../web/people.ts'

const store = storeForThisFile()

test('before anything was measured there is no quarter to choose', async () => {
  expect(await chooseMeasuredQuarter(store(), null, nowAt)).toBeNull()
})

test('the tickets behind a figure come by days, a page at a time, and a page that is not there is the last', async () => {
  await movePeopleIn(store())
  await measureQuarter(store())
  const choice = { quarter, teamId: 'core', bucket: 'ktlo' } as const
  const first = await teamTickets(store(), choice, 1)
  expect(first).toMatchObject({ tickets: 60, milliDays: 60_000, page: 1, pages: 2 })
  const last = await teamTickets(store(), choice, 99)
  expect(last.page).toBe(2)
  expect([...first.listed, ...last.listed].map(({ key }) => key).toSorted()).toEqual(
    Array.from({ length: 60 }, (_, index) => `K-${index + 1}`).toSorted(),
  )
  const reliability = await teamTickets(store(), { ...choice, bucket: 'reliability' }, 1)
  expect(reliability.listed.map(({ key, milliDays }) => [key, milliDays])).toEqual([
    ['R-1', 9000],
    ['B-1', 2000],
  ])
})

test('a team without figures of its own shows no ticket, and the chosen quarter is one that was measured', async () => {
  const hidden = await teamTickets(store(), { quarter, teamId: 'search', bucket: 'ktlo' }, 1)
  expect(hidden).toMatchObject({ tickets: 0, milliDays: 0, listed: [] })
  const measured = ['2026-Q2', quarter]
  expect(await chooseMeasuredQuarter(store(), null, nowAt)).toEqual({ quarter: '2026-Q2', measured })
  expect(await chooseMeasuredQuarter(store(), quarter, nowAt)).toEqual({ quarter, measured })
  expect(await chooseMeasuredQuarter(store(), '2031-Q1', nowAt)).toBeNull()
})
