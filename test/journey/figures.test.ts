import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInProcess } from '../cli/run-in-process.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openAway } from './away.ts'
import { ada, ben, tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, importPlan, startTrackers } from './scene.ts'

const dayMs = 24 * 3_600_000
const threeDaysMs = 3 * dayMs
const hundredDaysMs = 100 * dayMs
const ofQuarter = ['--quarter', '2026-Q2']

/** The tiny company, synced, and a command line beside it; its trackers' clock stands until it is moved. */
let scene: Awaited<ReturnType<typeof openScene>>
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene[Symbol.asyncDispose]())

async function openScene() {
  await using stack = new AsyncDisposableStack()
  const smtp = stack.use(await startRecordingSmtp())
  const { store, keys, environment } = stack.use(await openAway(smtp.url))
  let nowAt = tinyAsOfAt
  const trackers = stack.use(await startTrackers(tinyCompany(), () => nowAt))
  await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  const cwd = makeTestFolder()
  const run = (...words: string[]) => runInProcess(words, { environment })
  const ran = async (...words: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(...words)
    expect(exitCode, `${stderr}\n${stdout}`).toBe(0)
    return stdout
  }
  await ran('sync')
  const parts = stack.move()
  return {
    run,
    ran,
    store,
    jira: trackers.jira.state,
    preview: () =>
      ran(
        'report',
        'preview',
        ...ofQuarter,
        '--as-of',
        new Date(tinyAsOfAt).toISOString(),
        '--out',
        join(cwd, 'out'),
      ),
    pass: (ms: number) => {
      nowAt += ms
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

// Each test goes on with the figures that the one before made.
const readAt = /"read_at":"[^"]*",/g

test('an old as-of run gives the same figures after the trackers went on', async () => {
  const { ran, jira } = scene
  const figures = async () => {
    await scene.preview()
    const reconciliation = await ran('export', 'reconciliation', ...ofQuarter)
    // When each dataset was made is the one column that is meant to differ.
    return [reconciliation.replaceAll(readAt, ''), await ran('export', 'effort', ...ofQuarter)]
  }
  const before = await figures()
  scene.pass(threeDaysMs)
  jira.transitionTicket('HAR-1', 'canceled', ada)
  jira.transitionTicket('HAR-6', 'in_progress', ada)
  jira.transitionTicket('HAR-2', 'in_progress', ben)
  jira.assignTicket('HAR-4', ada, ada)
  jira.logWork('HAR-3', ada, 7 * 3_600)
  jira.commentOn('HAR-5', ben, 'Late words.')
  await ran('sync')
  expect(await figures()).toEqual(before)
})

test('figures that an older version stored are reported as such, and report preview makes them anew', async () => {
  const { run, ran, store } = scene
  const read = ['export', 'reconciliation', ...ofQuarter]
  await ran(...read)

  await store.pool.query(`update reconciliations set dataset = '{}'`)
  await store.pool.query(`update effort_runs set type_weights = '{}', closed = '{}'`)
  await store.pool.query(`update baselines set plan = '{}'`)
  const refused = await run(...read)
  expect(refused.exitCode).toBe(78)
  expect(refused.stderr).toContain('run "plumbline report preview --quarter 2026-Q2"')

  await scene.preview()
  await ran(...read)
})

test('forecast says what can be promised, for the company and its teams or for one of them', async () => {
  const { run, ran } = scene
  const early = await ran('forecast', ...ofQuarter)
  expect(early).toContain(
    'What can be promised in Q3 2026, by the figures of Q2 2026 (10 April 2026, 18:00 UTC)',
  )
  expect(early).toMatch(/^Meadow +132 +- +cannot tell: no quarter with sorted work is known yet$/m)
  // The quarter has closed since; until it is read to its end, it is no past to tell anything by.
  const unread = await ran('forecast', ...ofQuarter, '--measure')
  expect(unread).toMatch(/^Meadow +132 +- +cannot tell: no quarter with sorted work is known yet$/m)
  scene.pass(hundredDaysMs)
  await ran('sync')
  const closed = await ran('forecast', ...ofQuarter, '--measure')
  const inDays = /^(\S.*\S) {2,}(\d+) +(\d+) % \((\d+) to (\d+)\) +(\d+) \((\d+) to (\d+)\)$/gm
  const lines = [...closed.matchAll(inDays)].map(([, name, ...figures]) => ({
    name,
    figures: figures.map(Number),
  }))
  expect(lines.map(({ name, figures }) => [name, figures[0]])).toEqual([
    ['Harbour & Meadow', 221],
    ['Harbour', 89],
    ['Meadow', 132],
  ])
  for (const { figures } of lines) {
    const [available = 0, share = 0, least = 0, most = 0, days = 0, fewest = 0, mostDays = 0] = figures
    expect(least <= share && share <= most && fewest <= days && days <= mostDays).toBe(true)
    expect(Math.abs(available * (1 - share / 100) - days)).toBeLessThan(1.5)
  }
  expect(closed).toContain('Harbour, Meadow: only one quarter is known, which says little about the next')

  const harbour = await ran('forecast', 'HARBOUR', ...ofQuarter)
  expect(harbour).toContain(
    closed
      .split('\n')
      .find((line) => line.startsWith('Harbour  '))
      ?.replace(/ {2,}/, '  '),
  )
  expect(harbour).not.toContain('Meadow')
  const { scopes } = JSON.parse(await ran('forecast', 'meadow', ...ofQuarter, '--json'))
  expect(scopes).toMatchObject([{ scope: 'meadow', quarter: '2026-Q3', availableMilliDays: 132_000 }])
  const csv = await ran('forecast', 'meadow', ...ofQuarter, '--format', 'csv')
  expect(
    csv
      .trim()
      .split('\n')
      .map((line) => line.split(',').slice(0, 2)),
  ).toEqual([
    ['quarter', 'scope'],
    ['2026-Q3', 'meadow'],
  ])
  expect(await run('forecast', 'nobody', ...ofQuarter)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(
      'no team "nobody" has figures in that quarter; there are: company, harbour, meadow',
    ),
  })
  await importPlan(scene.store, tinyPlanYaml().replace('minimum_group: 1', 'minimum_group: 3'))
  expect(await run('forecast', 'Harbour', ...ofQuarter, '--measure')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Harbour has fewer than 3 people with a working day'),
  })
})
