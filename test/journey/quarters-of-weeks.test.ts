import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInProcess } from '../cli/run-in-process.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, importPlan, startTrackers } from './scene.ts'

interface FiscalQuarter {
  readonly quarter: string
  /** Lines of the plan file. */
  readonly fiscal: string
  readonly planningStarts: string
}

/** What the tiny company's admin sees on 10 April 2026 of the quarter that runs, by a fiscal year of whole weeks. */
async function measured({ quarter, fiscal, planningStarts }: FiscalQuarter) {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectBoth(store, keys, trackers)
  const plan = tinyPlanYaml()
    .replace('minimum_group', `${fiscal}\nminimum_group`)
    .replace('2026-Q2:', `${quarter}:`)
    .replace('2026-06-15', planningStarts)
  await importPlan(store, plan)
  const ran = async (...words: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await runInProcess(words, { environment, nowAt: tinyAsOfAt })
    expect(exitCode, `${stderr}\n${stdout}`).toBe(0)
    return stdout
  }
  await ran('sync')
  const out = join(makeTestFolder(), 'out')
  const asOf = new Date(tinyAsOfAt).toISOString()
  await ran('report', 'preview', '--quarter', quarter, '--as-of', asOf, '--out', out)
  const mails = readdirSync(out).filter((name) => name.endsWith('.txt'))
  const rows = (await ran('export', 'reconciliation', '--quarter', quarter, '--format', 'jsonl')).trim()
  return {
    /** Planned and actual person-days of roadmap, keeping things running and reliability. */
    daysOf: (scope: string) =>
      rows
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter((row) => row.scope === scope && row.planned_person_days !== null)
        .map((row) => [row.planned_person_days, row.actual_person_days]),
    drift: JSON.parse(await ran('drift', '--quarter', quarter, '--json')).teams,
    forecasts: JSON.parse(await ran('forecast', '--quarter', quarter, '--json')).scopes,
    texts: mails.map((name) => readFileSync(join(out, name), 'utf8').replace(/\s+/g, ' ')).join('\n'),
  }
}

// What was done is worked out in journey.test.ts: the quarters only divide it otherwise.
const roadmapOf = { harbour: 3.21, meadow: 6.678 }
const ktloOf = { harbour: 1.29, meadow: 0.777 }
const reliabilityOf = { harbour: 2.186, meadow: 4.545 }

// Each quarter of whole weeks has 65 weekdays, less Good Friday in these two. Ada, away for a day, has 900 a day on call taken off and
// Ben 450: 63 × 0.9 + 64 × 0.45 = 85.5 days of Harbour, and 128 of Meadow. The next has 65: 87.75 and 130.
const budgets = { harbour: 17_100, meadow: 25_600 }
const available = [217_750, 87_750, 130_000]

test('a quarter of 13 weeks is planned, measured and reported by its own weeks', async () => {
  // The Monday nearest to 1 January is 29 December 2025; the second quarter runs from 30 March to 28 June.
  const seen = await measured({
    quarter: '2026-Q2',
    fiscal: 'fiscal_quarters: 13-weeks',
    planningStarts: '2026-06-15',
  })
  // Nine working days by 10 April: Harbour 8 × 0.9 + 9 × 0.45 = 11.25, 60 : 20 : 20; Meadow 18, 50 : 30 : 20.
  expect(seen.daysOf('harbour')).toEqual([
    [6.75, roadmapOf.harbour],
    [2.25, ktloOf.harbour],
    [2.25, reliabilityOf.harbour],
  ])
  expect(seen.daysOf('meadow')).toEqual([
    [9, roadmapOf.meadow],
    [5.4, ktloOf.meadow],
    [3.6, reliabilityOf.meadow],
  ])
  expect(seen.drift).toMatchObject([
    { team: 'harbour', reliability: { budgetMilliDays: budgets.harbour, expectedMilliDays: 2250 } },
    { team: 'meadow', reliability: { budgetMilliDays: budgets.meadow, expectedMilliDays: 3600 } },
  ])
  expect(seen.texts).toContain('2 of 17 planned reliability days are spent (2 planned by now); at this pace')
  expect(seen.texts).toMatch(/ by 28 June \(/)
  expect(seen.texts).toContain('To decide before 15 June')
})

test('a retail quarter of 4-4-5 weeks is, too', async () => {
  // The Sunday nearest to 1 February is that day; the first quarter runs to 2 May.
  const seen = await measured({
    quarter: '2026-Q1',
    fiscal: 'fiscal_year_starts: 2\nfiscal_quarters: 4-4-5\nfiscal_year_first_day: nearest sunday',
    planningStarts: '2026-04-27',
  })
  // Ten weeks less Good Friday by 10 April: Harbour 48 × 0.9 + 49 × 0.45 = 65.25, Meadow 98.
  expect(seen.daysOf('harbour').map(([planned]) => planned)).toEqual([39.15, 13.05, 13.05])
  expect(seen.daysOf('meadow').map(([planned]) => planned)).toEqual([49, 29.4, 19.6])
  expect(seen.daysOf('company').map(([, actual]) => actual)).toEqual([9.888, 2.067, 6.731])
  expect(seen.drift).toMatchObject([
    { reliability: { budgetMilliDays: budgets.harbour, expectedMilliDays: 13_050 } },
    { reliability: { budgetMilliDays: budgets.meadow, expectedMilliDays: 19_600 } },
  ])
  expect(seen.forecasts).toMatchObject(
    available.map((availableMilliDays) => ({ quarter: '2026-Q2', availableMilliDays })),
  )
  // 69 of 91 days have passed: 15.2 of 20 days and 22.7 of 30 were due.
  expect(seen.texts).toMatch(/Invoices 2\.0 \(Harbour\) 20 15 3 open Faster sign-up \(Meadow\) 30 23 7 open/)
})
