/**
 * Records the histories that test/workflows/replay.test.ts replays, from one real journey of the made-up company:
 *   node test/workflows/record-histories.ts
 * Run it after a change of a workflow that running ones needn't survive, and commit what it writes to test/histories.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { versionOf } from '../../adapters/content-version.ts'
import { type KeyRing, openSecret } from '../../adapters/secrets.ts'
import { addRunAuthorisations } from '../../adapters/store/deliver/run-authorisations.ts'
import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import { generateCompany } from '../../demo/company/generate.ts'
import { demoPlanText } from '../../demo/company/records/write-plan.ts'
import { demoNowAt, demoQuarter } from '../../demo/company/story/now.ts'
import { startDemoTrackers } from '../../demo/trackers.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import type { ReviewState } from '../../domain/review/states.ts'
import { answerReview } from '../../queries/review/answer.ts'
import { reviewOfQuarter } from '../../queries/review/reviews.ts'
import { type ReviewStepName, steerReview } from '../../queries/review/steer.ts'
import { openLog } from '../../worker/logging/log.ts'
import { logTemporalTo } from '../../worker/logging/temporal-log.ts'
import { openPlumbline, type Plumbline } from '../../worker/plumbline.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { startReview } from '../../worker/runs/start-review.ts'
import { tellReview } from '../../worker/runs/tell-review.ts'
import { readConfig } from '../../worker/settings/config.ts'
import {
  deliverWorkflowId,
  driftAuthorisationId,
  mainTaskQueue,
  scheduledDriftId,
  syncWorkflowId,
} from '../../workflows/ids.ts'
import type { scheduledSync, watchDrift } from '../../workflows/index.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openHistory } from './open-history.ts'
import { readableHistory } from './readable-history.ts'

const historiesFolder = join(import.meta.dirname, '..', 'histories')

async function main(): Promise<void> {
  const folder = makeTestFolder()
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const { TEMPORAL_CLI_PATH } = process.env
  const config = readConfig({ TEMPORAL_CLI_PATH, PLUMBLINE_DATA_DIR: folder, LOG_LEVEL: 'warn' })
  const log = openLog(config.logLevel, {})
  logTemporalTo(log)
  const startedAt = performance.now()
  const now = () => Math.round(demoNowAt + performance.now() - startedAt)

  const trackers = await startDemoTrackers(generateCompany(), now, { jira: 0, linear: 0 })
  stack.defer(() => trackers.close())
  const plumbline = await openPlumbline(
    { config, log, now, say: console.error },
    { taskQueue: mainTaskQueue, does: 'deliver' },
  )
  stack.defer(() => plumbline.close())
  const keys = await plumbline.keys()
  const connections = await trackers.connect(plumbline.store, keys)
  const yaml = demoPlanText()
  const plan = parsePlanFile(yaml, 'the demo plan')
  await savePlan(plumbline.store, { planVersion: versionOf(yaml), yaml, plan, nowAt: now() })

  const { workflow } = plumbline.temporal.client
  const [connection] = connections
  if (connection === undefined) throw new Error('The demo has no connection.')
  const { connectionId } = connection
  const scheduled = await workflow.start<typeof scheduledSync>('scheduledSync', {
    taskQueue: mainTaskQueue,
    workflowId: `scheduled-recent-${connectionId}`,
    args: [{ connectionId, depth: 'recent' }],
  })
  await scheduled.result()
  const secrets = connections.map((each) => openSecret(keys, each.secret, each.name))
  const { namespace } = plumbline.temporal
  const record = (name: string, handle: WorkflowHandle): Promise<void> =>
    write(name, handle, { keys, namespace, secrets })
  await record('scheduled-sync', scheduled)
  await record('sync-connection', workflow.getHandle(syncWorkflowId(connectionId)))

  const report = await startReport(
    { client: plumbline.temporal.client, store: plumbline.store, taskQueue: mainTaskQueue },
    { quarter: demoQuarter, asOfAt: demoNowAt, madeBy: 'the recording', nowAt: now() },
  )
  await report.result()
  await record('quarter-report', report)
  await record('deliver-editions', workflow.getHandle(deliverWorkflowId(demoQuarter)))

  // Its week is told by Temporal's clock, which isn't the demo's.
  const key = { runAuthorisationId: driftAuthorisationId(Date.now()), workflowId: scheduledDriftId }
  await addRunAuthorisations(plumbline.store, [
    authorisedNow({ ...key, quarter: demoQuarter, madeBy: 'the recording', nowAt: now() }),
  ])
  const watch = await workflow.start<typeof watchDrift>('watchDrift', {
    ...{ taskQueue: mainTaskQueue, workflowId: scheduledDriftId },
    args: [{ asOfAt: demoNowAt }],
  })
  console.error(JSON.stringify(await watch.result()))
  await record('watch-drift', watch)
  await record('review-quarter', await runReview(plumbline, now))
}

/** A review in which everybody is reminded, one team confirms, an admin ends the time for answers, and another approves the report. */
async function runReview(
  { store, temporal: { client } }: Plumbline,
  now: () => Instant,
): Promise<WorkflowHandle> {
  const { review } = await startReview(
    { client, store },
    {
      ...{ quarter: demoQuarter, asOfAt: demoNowAt, answerDays: 5, needsApproval: true },
      ...{ actor: 'the recording', madeBy: 'the recording', nowAt: now() },
    },
  )
  const { reviewId, workflowId } = review
  const inState = (state: ReviewState) =>
    waitUntil(async () => (await reviewOfQuarter(store, demoQuarter))?.review.state === state)
  const steer = async (step: ReviewStepName): Promise<void> => {
    const steered = await steerReview(store, { reviewId, step, actor: 'the recording', nowAt: now() })
    if (steered.kind !== 'done') throw new Error(`"${step}" was refused: ${steered.kind}`)
    await tellReview(client, workflowId)
  }
  await inState('open')
  await steer('remind')
  await waitUntil(async () => (await reviewOfQuarter(store, demoQuarter))?.review.reminders === 1)
  const team = (await reviewOfQuarter(store, demoQuarter))?.teams[0]
  const [reviewer] = team?.reviewers ?? []
  if (team === undefined || reviewer === undefined) throw new Error('The demo has no reviewer.')
  await answerReview(store, {
    ...{ reviewId, teamId: team.teamId, answer: { kind: 'confirmed' }, author: reviewer },
    ...{ actor: 'the recording', nowAt: now() },
  })
  await tellReview(client, workflowId)
  await steer('close')
  await inState('awaiting approval')
  await steer('approve')
  const handle = client.workflow.getHandle(workflowId)
  await handle.result()
  return handle
}

interface Recording {
  readonly keys: KeyRing
  readonly namespace: string
  readonly secrets: readonly string[]
}

/** Keeps a history as a worker sees it: replay has no key, and a person can read what is in it. */
async function write(
  name: string,
  handle: WorkflowHandle,
  { secrets, ...sealing }: Recording,
): Promise<void> {
  const history = await handle.fetchHistory()
  const open = await openHistory(historyToJSON(history), { ...sealing, workflowId: handle.workflowId })
  const text = JSON.stringify(JSON.parse(open), withoutMachine, 1)
  for (const secret of secrets)
    if (readableHistory(text).includes(secret)) throw new Error(`${name} holds a token.`)
  mkdirSync(historiesFolder, { recursive: true })
  writeFileSync(join(historiesFolder, `${name}.json`), `${text}\n`)
  console.error(`${name}: ${history.events?.length} events, ${text.length} bytes`)
}

/** Replay doesn't need to know on which machine, and in which process, a history came to be: `10837@hostname`. */
function withoutMachine(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d+@/.test(value) ? 'recorder' : value
}

await main()
