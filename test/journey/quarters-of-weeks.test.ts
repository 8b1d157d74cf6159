import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runInProcess } from '../cli/run-in-process.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectJira, connectLinear, importPlan, startTrackers } from './scene.ts'

/** What the command line says of the tiny company's running quarter on 10 April 2026, by a fiscal year of whole weeks. */
async function measured(quarter: string, fiscal: string, planningStarts: string) {
  await using smtp = await startRecordingSmtp()
  await using away = await openAway(smtp.url)
  const { store, keys, environment } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectJira(store, keys, trackers)
  await connectLinear(store, keys, trackers)
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
  const rows = (await ran('export', 'reconciliation', '--quarter', quarter, '--format', 'jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  console.log((await ran('drift', '--quarter', quarter)), (await ran('forecast', '--quarter', quarter)))
  console.log(rows.map((r) => [r.scope, r.category, r.planned_person_days, r.actual_person_days, r.drift_share].join(' ')).join('\n'))
  console.log(mails.map((name) => name + '\n' + readFileSync(join(out, name), 'utf8')).join('\n'))
}

test('x', async () => {
  await measured('2026-Q2', 'fiscal_quarters: 13-weeks', '2026-06-15')
  await measured('2026-Q1', 'fiscal_year_starts: 2\nfiscal_quarters: 4-4-5\nfiscal_year_first_day: nearest sunday', '2026-04-27')
})
