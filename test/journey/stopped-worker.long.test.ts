import { afterAll, beforeAll, expect, test } from 'vitest'
import { stages } from '../../domain/stages.ts'
import { watchSlowdown } from '../setup/slowdown.ts'
import { startTcpRelay } from '../setup/tcp-relay.ts'
import { startWorkerProcess, type WorkerProcess } from '../worker/worker-process.ts'
import { openAway } from './away.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { holdStages, laterAttemptsOf } from './held-stages.ts'
import { type ReaderLine, tinyPlanYaml, tinyReaders } from './plan.ts'
import { startRecordingSmtp } from './recording-smtp.ts'
import { connectJira, importPlan, startTrackers } from './scene.ts'
import { openStartedWorkerHere, openWorkerHere } from './worker-here.ts'

/** When a worker ends whatever is still open, and how long it may take for that on an idle machine. */
const [forcedAfterMs, endMs] = [13_000, 2_000]

/** The tiny company's Jira and a relay; each test goes on where the one before left the store. */
let scene: Awaited<ReturnType<typeof openScene>>
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene[Symbol.asyncDispose]())

async function openScene() {
  await using stack = new AsyncDisposableStack()
  const smtp = stack.use(await startRecordingSmtp())
  const away = stack.use(await openAway(smtp.url))
  const trackers = stack.use(await startTrackers(tinyCompany(), () => tinyAsOfAt))
  await connectJira(away.store, away.keys, trackers)
  const parts = stack.move()
  return { smtp, away, [Symbol.asyncDispose]: () => parts.disposeAsync() }
}

test('a worker stopped in any stage ends with 0 within 15 s, and the next one takes over', async () => {
  const { smtp, away } = scene
  await importPlan(away.store, tinyPlanYaml())
  const thenHold = ['before DATA', 'before DATA', 'before DATA', 'before DATA'] as const
  smtp.hold({ takeFirst: 1, thenHold })

  await using stopped = await startWorker(away.environment)
  await using held = await holdStages(away, stages, () => smtp.held() === thenHold.length)
  // On a busy machine a statement may have waited for its table as long as any may, which counts as a lost database.
  const before = stopped.said().length
  using busy = watchSlowdown()
  const toldAt = Date.now()
  expect(await stop(stopped), stopped.said()).toBe(0)
  expect(Date.now() - toldAt).toBeLessThan(forcedAfterMs + endMs * busy.worst())
  expect(stopped.said().slice(before)).not.toContain('is lost')

  await held.release()
  smtp.release()
  await using _next = await openStartedWorkerHere(away.environment)
  await Promise.all(held.reports.map((report) => report.result()))
  const takenOver = await Promise.all(held.reports.map((report) => laterAttemptsOf(report)))
  expect(takenOver.flat().map(({ activity }) => activity)).toEqual([
    'renderEditions',
    'reconcileQuarter',
    'measureQuarter',
    'classifyTickets',
  ])
  expect(recipients()).toEqual(emailsOf(tinyReaders))
})

test('a worker whose activity does not end is not waited for: it ends with 0, says so, and the next one takes over', async () => {
  const { smtp, away } = scene
  const readers = [...tinyReaders, latecomer]
  await importPlan(away.store, tinyPlanYaml(readers))
  smtp.hold({ takeFirst: 0, thenHold: ['before DATA'] })

  await using stopped = await startWorker(away.environment)
  await using held = await holdStages(away, ['deliver'], () => smtp.held() === 1)
  // What became of a mail is recorded whatever stops the worker, and here the table for it is locked.
  const session = await away.store.connect()
  await session.query('begin')
  await session.query('lock table delivery_attempts in share mode')
  expect(await stop(stopped), stopped.said()).toBe(0)
  expect(stopped.said()).toContain('not everything was closed in time')

  await session.query('rollback')
  session.release(false)
  smtp.release()
  await using _next = await openStartedWorkerHere(away.environment)
  await Promise.all(held.reports.map((report) => report.result()))
  expect(recipients()).toEqual(emailsOf(readers))
})

test('a worker whose activity Temporal does not let end is not waited for either', async () => {
  const { away } = scene
  await importPlan(away.store, tinyPlanYaml())
  const way = await startTcpRelay(away.environment['TEMPORAL_ADDRESS'] ?? '')
  const worker = await openWorkerHere({ ...away.environment, TEMPORAL_ADDRESS: way.address })
  await using held = await holdStages(away, ['sync'])
  // The activity stops as it is told to, and its result is on the way when the worker's time is over.
  way.hold()
  await worker[Symbol.asyncDispose]()
  expect(worker.logLines.join('')).toContain('an activity did not stop in time')
  await way.close()
  await held.release()
})

const latecomer: ReaderLine = {
  email: 'lena.latecomer@harbourmeadow.example',
  audience: 'executive',
  scope: 'company',
}

function recipients(): string[] {
  return scene.smtp.mails.map(({ recipient }) => recipient).toSorted()
}

function emailsOf(readers: readonly ReaderLine[]): string[] {
  return readers.map(({ email }) => email).toSorted()
}

/** `npm start` without its pages, ready for work; killed at the end if it still runs. */
async function startWorker(
  environment: Readonly<Record<string, string>>,
): Promise<WorkerProcess & AsyncDisposable> {
  const worker = startWorkerProcess(environment, ['--only', 'worker'])
  await worker.untilSaid('"msg":"ready"')
  return {
    ...worker,
    async [Symbol.asyncDispose]() {
      worker.child.kill('SIGKILL')
      await worker.exited
    },
  }
}

function stop({ child, exited }: WorkerProcess): Promise<number | null> {
  child.kill('SIGTERM')
  return exited
}
