import { expect, test } from 'vitest'
import type { TooMuchPromised } from '../../../domain/reconcile/forecast/promises.ts'
import { promiseText } from '../../../wording/plan/promise-text.ts'

const search: TooMuchPromised = {
  kind: 'too_much_promised',
  quarter: '2026-Q3',
  teamName: 'Search',
  promisedMilliDays: 92_000,
  availableMilliDays: 150_000,
  leavesMilliDays: { low: 58_000, high: 81_000 },
  before: [
    { quarter: '2026-Q1', keptMilliDays: 60_000, promisedMilliDays: 101_000 },
    { quarter: '2026-Q2', keptMilliDays: 64_000, promisedMilliDays: 97_000 },
  ],
}

test('a promise stands beside what the forecast leaves and what was kept before', () => {
  const words = 'Q3 2026: Search promises 92 of 150 days to the roadmap; the forecast leaves 58 to 81'
  expect(promiseText(search)).toBe(`${words} (in Q1 and Q2 it kept 60 and 64 of 101 and 97 promised)`)
  expect(promiseText({ ...search, before: search.before.slice(1) })).toBe(
    `${words} (in Q2 it kept 64 of 97 promised)`,
  )
  expect(promiseText({ ...search, before: [] })).toBe(words)
})

test('a commitment stands beside the biggest that was finished', () => {
  const finished = { name: 'Login', milliDays: 41_000 }
  const { quarter, teamName } = search
  expect(
    promiseText({
      ...{ kind: 'bigger_than_finished', quarter, teamName, finished },
      ...{ commitment: 'Shop', plannedMilliDays: 60_000 },
    }),
  ).toBe(
    'Q3 2026: Search plans 60 days for Shop; the biggest commitment that it has finished took 41 (Login)',
  )
})
