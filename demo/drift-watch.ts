import { noticeDriftIn, openNoticeIds } from '../activities/notices/drift-notices.ts'
import { letOthersRun } from '../adapters/slices.ts'
import { plainText } from '../domain/text/plain-text.ts'
import { driftNotices } from '../queries/drift/notices.ts'
import { nobodyToldText, noticedChangeText } from '../wording/report/drift-notice-text.ts'
import type { Plumbline } from '../worker/plumbline.ts'
import { pause } from '../worker/process/pause.ts'
import type { Say } from '../worker/process/say.ts'
import { startDelivery } from '../worker/runs/start-delivery.ts'
import { isWorkflowRunning } from '../worker/temporal/describe-workflow.ts'
import { deliverWorkflowId, mainTaskQueue } from '../workflows/ids.ts'
import type { DemoClock } from './clock.ts'
import { demoQuarter } from './company/story/now.ts'

const lookEveryMs = 50

/** What a drift watch needs of the demo. */
export interface DriftWatch {
  readonly clock: DemoClock
  readonly say: Say
  /** Where the site is, or would be with `--keep`. */
  readonly publicOrigin: string
}

/**
 * The week's drift watch on figures that were measured just now: notices go to the PMs of teams whose reliability budget has begun to
 * drift. What an earlier demo noticed isn't noticed again; its mails are sent if they still wait.
 */
export async function watchDemoDrift(
  { temporal: { client }, store }: Pick<Plumbline, 'temporal' | 'store'>,
  reconciliationId: string,
  { clock, say, publicOrigin }: DriftWatch,
): Promise<void> {
  const { now } = clock
  const betweenSlices = () => letOthersRun(null)
  await noticeDriftIn({ store, now, betweenSlices, publicOrigin }, reconciliationId)
  const noticeIds = await openNoticeIds(store, demoQuarter)
  if (noticeIds.length > 0) {
    // So that the end that is waited for is that of these mails.
    while (await isWorkflowRunning(client, deliverWorkflowId(demoQuarter))) await pause(lookEveryMs)
    const handle = await startDelivery(
      { client, store, taskQueue: mainTaskQueue },
      { quarter: demoQuarter, editionIds: noticeIds, madeBy: 'demo', actor: 'demo', nowAt: now() },
    )
    await handle.result()
  }
  for (const { name, mails, ...change } of await driftNotices(store, demoQuarter)) {
    const told = mails.map((mail) => `${mail.name} is mailed`).join(', ')
    say(
      `drift      ${plainText(`${name}: ${noticedChangeText(change)}; ${told === '' ? nobodyToldText : told}`)}`,
    )
  }
}
