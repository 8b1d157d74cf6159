import { describe, expect, test } from 'vitest'
import { checkCoverage, coverageChecks } from '../../wording/health/coverage.ts'
import { quickHealth } from '../../wording/health/health.ts'
import { nowAt, storeForThisFile } from '../adapters/store/test-store.ts'
import { movePeopleIn } from '../web/people.ts'

describe('the coverage of the last figures', () => {
  const coverage = { quarter: '2026-Q2', uncategorisedShare: 0.04, unattributedShare: 0.094, doubts: [] }

  test('is told in shares of the company', () => {
    expect(coverageChecks(coverage)).toEqual([
      {
        part: 'coverage',
        state: 'ok',
        words: 'Q2 2026: 4 % of the work is in no category, 9 % of the days show on no ticket',
      },
    ])
  })

  test('warns of each team whose tickets show too little, with what to do, and of none for another reason', () => {
    const [, ...warnings] = coverageChecks({
      ...coverage,
      doubts: [
        { teamName: 'Mobile', doubt: { because: 'half_unattributed', share: 0.56 } },
        { teamName: 'Search\u001b[1m', doubt: { because: 'mostly_uncategorised', share: 0.3 } },
        { teamName: 'New', doubt: { because: 'too_early', workingDays: 2 } },
      ],
    })
    expect(warnings.map(({ state }) => state)).toEqual(['warning', 'warning'])
    expect(warnings[0]?.words).toMatch(/^Q2 2026, Mobile: 56 % of the days show on no ticket.+in progress/)
    expect(warnings[1]?.words).toMatch(
      /^Q2 2026, Search.+30 % of the work is in no category.+plumbline queue/,
    )
    expect(warnings[1]?.words).not.toContain('\u001b')
  })

  test('warns of each of four teams in the same doubt, and of five in one line with the gravest', () => {
    const doubtful = (count: number) =>
      coverageChecks({
        ...coverage,
        doubts: Array.from({ length: count }, (_, index) => ({
          teamName: `T${index}`,
          doubt: { because: 'half_unattributed' as const, share: 0.6 + index / 100 },
        })),
      }).slice(1)
    expect(doubtful(4)).toHaveLength(4)
    const five = doubtful(5)
    expect(five.map(({ words }) => words)).toEqual([
      'Q2 2026, 5 teams: so many days show on no ticket that nothing can be said about them (T4 64 %, T3 63 %, T2 62 %, T1 61 %, T0 60 %): have tickets in progress, and assigned, while people work on them',
    ])
    expect(doubtful(12)[0]?.words).toContain('T4 64 % and 4 more)')
  })
})

describe('what is stored', () => {
  const store = storeForThisFile()

  test('is nothing before the first figures, and stands on the start page after them', async () => {
    expect(await checkCoverage(store())).toEqual([])
    await movePeopleIn(store())
    const checks = await quickHealth(store(), { nowAt, timeZone: 'UTC' })
    expect(checks.find(({ part }) => part === 'coverage')?.words).toMatch(/^Q2 2026: \d+ % of the work/)
  })

  test('in the format of an older version is told, and the other checks with it', async () => {
    await store().pool.query(
      `insert into reconciliations (effort_run_id, quarter, dataset, shown_team_ids, outside_team_ids, saved_at)
       select effort_run_id, quarter, '{"quarter": "2026-Q2"}', shown_team_ids, outside_team_ids, saved_at from reconciliations`,
    )
    const checks = await quickHealth(store(), { nowAt, timeZone: 'UTC' })
    expect(checks.find(({ part }) => part === 'coverage')).toMatchObject({
      state: 'warning',
      words: expect.stringContaining('plumbline report preview --quarter 2026-Q2'),
    })
    expect(checks.some(({ part }) => part === 'rules')).toBe(true)
  })
})
