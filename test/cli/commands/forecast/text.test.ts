import { expect, test } from 'vitest'
import { forecastLines } from '../../../../cli/commands/forecast/text.ts'
import type { Forecast } from '../../../../domain/reconcile/dataset/forecast.ts'
import type { Doubt } from '../../../../domain/reconcile/dataset/verdicts.ts'
import { forecastOfShare, noForecast } from '../../../builders/reconciliation.ts'
import { at } from '../../../builders/ticket.ts'

function linesOf(
  forecasts: Readonly<Record<string, Forecast>>,
  isOneTeam = false,
  doubt: Doubt | null = null,
): string[] {
  const scopes = Object.entries(forecasts).map(([name, forecast]) => ({
    ...{ scopeId: name === 'Example Company' ? 'company' : name.toLowerCase(), name },
    ...{ forecast, doubt },
  }))
  return forecastLines(
    { quarter: '2026-Q2', asOfAt: at('2026-07-10T00:00'), scopes },
    { isOneTeam, timeZone: 'UTC' },
  )
}

test('the company and its teams stand in a table, with what each lacks', () => {
  const small: Forecast = { ...noForecast, availableMilliDays: null, missing: 'small_group' }
  const nobody: Forecast = { ...noForecast, availableMilliDays: 0, missing: 'nobody_available' }
  const forecasts = { Search: forecastOfShare(0.41), New: noForecast, Data: small, Web: nobody }
  expect(linesOf(forecasts).slice(0, 7)).toEqual([
    'What can be promised in Q3 2026, by the figures of Q2 2026 (10 July 2026, 00:00 UTC):',
    '',
    '        days available  keeping things running  days left to promise',
    'Search  150             41 % (33 to 49)         89 (77 to 101)',
    'New     150             -                       cannot tell: no quarter with sorted work is known yet',
    'Data    -               -                       too few people for figures of their own; counted in the company’s',
    'Web     0               -                       nobody is available',
  ])
})

test('what stands on little says how little', () => {
  const little = forecastOfShare(0.4, {
    ...{ knownQuarters: 1, grounds: 'one_quarter', countsCompany: true, runningShare: 0.8 },
  })
  expect(linesOf({ Search: { ...little, daysOf: 'team_today' } }).at(-1)).toBe(
    'Search: only one quarter is known, which says little about the next; the company’s mean counts as one more; Q2 2026 counts by the 80 % of it that has passed; Q3 2026 has no plan yet, so the days are those of today’s team.',
  )
  const line = linesOf({ Search: little, Web: little, New: forecastOfShare(0.4) }).at(-1)
  expect(line, 'what several have in common is said once').toMatch(/^Search, Web: only one quarter is known/)
  expect(linesOf({ 'Example Company': { ...forecastOfShare(0.4), daysOf: 'team_today' } }).at(-1)).toBe(
    'Example Company: not every team has a plan for Q3 2026 yet.',
  )
})

test('where a quarter’s records don’t show where the time goes, reports leave the forecast out, and it says so', () => {
  const lastWith = (doubt: Doubt) => linesOf({ Search: forecastOfShare(0.41) }, false, doubt).at(-1)
  expect(lastWith({ because: 'half_unattributed', share: 0.89 })).toBe(
    'Search: reports leave it out, for the records of Q2 2026 don’t show enough of where the time goes.',
  )
  expect(lastWith({ because: 'too_early', workingDays: 3 })).toMatch(/^In brackets/)
})

test('each forecast of one team is held against what came, of several teams the last', () => {
  const held = (quarter: string, forecastShare: number, cameShare: number | null, inHindsight = false) => ({
    ...{ quarter, forecastShare, cameShare, inHindsight, interval: { lowShare: 0.33, highShare: 0.49 } },
  })
  const forecast = {
    ...forecastOfShare(0.4),
    held: [held('2025-Q4', 0.4, null, true), held('2026-Q2', 0.41, 0.43)],
  }
  const last = '  Search, Q2: forecast 41 % (33 to 49), came 43 %'
  expect(linesOf({ Search: forecast }, true).slice(-2)).toEqual([
    '  Search, Q4 2025: forecast 40 % (33 to 49), nothing was measured (made in hindsight of the quarters before)',
    last,
  ])
  expect(linesOf({ Search: forecast }).filter((line) => line.includes('forecast 4'))).toEqual([last])
  const late = { ...forecast, held: [held('2026-Q2', 0.41, 0.43, true)] }
  expect(linesOf({ Search: late, Web: late }).slice(-3)).toEqual([
    'Keeping things running, as it was forecast, made in hindsight of the quarters before, and what came:',
    '  Search, Q2: forecast 41 % (33 to 49), came 43 %',
    '  Web, Q2: forecast 41 % (33 to 49), came 43 %',
  ])
})
