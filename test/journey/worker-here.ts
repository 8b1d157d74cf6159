import { openWorker, takeOver } from '../../start/worker.ts'
import { OutageLog } from '../../worker/logging/outage-log.ts'
import { openPlumbline } from '../../worker/plumbline.ts'
import { readConfig } from '../../worker/settings/config.ts'
import { openStoreAndTemporal } from '../../worker/store-and-temporal.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import { keptLog } from './scene.ts'

/** A worker in this process: one of its own costs seconds of a core, and proves more only where it is stopped or killed. */
export interface WorkerHere extends AsyncDisposable {
  readonly logLines: readonly string[]
}

/** Only a worker, as worker-process.ts is. */
export async function openWorkerHere(environment: Readonly<Record<string, string>>): Promise<WorkerHere> {
  const { surroundings, lines } = surroundingsOf(environment)
  const plumbline = await openPlumbline(surroundings, { taskQueue: mainTaskQueue, does: 'deliver' })
  return { logLines: lines, [Symbol.asyncDispose]: () => plumbline.close() }
}

/** The worker as `npm start` opens it: with its schedules, and what it says of mails that are overdue. */
export async function openStartedWorkerHere(
  environment: Readonly<Record<string, string>>,
): Promise<WorkerHere> {
  await using stack = new AsyncDisposableStack()
  const { surroundings, lines } = surroundingsOf(environment)
  const opened = await openStoreAndTemporal(surroundings)
  stack.defer(() => opened.close())
  const worker = await openWorker(surroundings, opened, new OutageLog(surroundings.log, Date.now))
  stack.defer(() => worker.close())
  await takeOver(worker)
  const parts = stack.move()
  return { logLines: lines, [Symbol.asyncDispose]: () => parts.disposeAsync() }
}

function surroundingsOf(environment: Readonly<Record<string, string>>) {
  const { log, lines } = keptLog()
  return {
    surroundings: { config: readConfig(environment), log, say: () => undefined, now: Date.now },
    lines,
  }
}
