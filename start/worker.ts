import { overdueMails, overdueText } from '../worker/background/overdue-mails.ts'
import type { OutageLog } from '../worker/logging/outage-log.ts'
import type { Surroundings } from '../worker/parts/store.ts'
import { type Plumbline, startWorker } from '../worker/plumbline.ts'
import { knownRuns } from '../worker/runs/known-runs.ts'
import type { StoreAndTemporal } from '../worker/store-and-temporal.ts'
import { mainTaskQueue } from '../workflows/ids.ts'

/** The worker: schedules, workflows, activities, deliveries. It takes over what no process serves any more. */
export async function openWorker(
  surroundings: Surroundings,
  opened: StoreAndTemporal,
  outages: OutageLog,
): Promise<Plumbline> {
  const { log } = surroundings
  log.info(await opened.reconcileSchedules(), 'schedules reconciled')
  // Printed before the worker starts, so before the first of them is sent.
  for (const overdue of await overdueMails(
    { client: opened.temporal.client, store: opened.store },
    surroundings.now(),
  )) {
    log.warn(overdue, overdueText(overdue))
  }
  return startWorker(surroundings, opened, { taskQueue: mainTaskQueue, does: 'deliver', outages })
}

/** To be called once the worker is watched. */
export function takeOver(plumbline: Plumbline): Promise<void> {
  return plumbline.takeOver(() => knownRuns(plumbline.store))
}
