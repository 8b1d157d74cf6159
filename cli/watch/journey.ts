import type { WorkflowHandle } from '@temporalio/client'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { type Stage, type StagesProgress, stages } from '../../domain/stages.ts'
import { allConnections } from '../../queries/connections/find-connection.ts'
import { stageText } from '../../queries/journey/stage-text.ts'
import type { Plumbline } from '../../worker/plumbline.ts'
import { startPreview } from '../../worker/runs/start-preview.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { orAway } from '../../worker/temporal/temporal-away.ts'
import { deliverWorkflowId, quarterReportId, reportPreviewId, syncWorkflowId } from '../../workflows/ids.ts'
import type { quarterReport } from '../../workflows/index.ts'
import { journeyProgressQuery } from '../../workflows/messages.ts'
import type { Session } from '../frame/session.ts'
import { momentOf, whyMailsWait } from './held-up-mails.ts'
import { runToEnd } from './own-run.ts'
import { SyncMeter } from './sync-meter.ts'

export interface JourneyOptions {
  readonly quarter: QuarterId
  /** Null: now. */
  readonly asOfAt: Instant | null
  readonly through: 'reconcile' | 'deliver'
  readonly giveUpAfterMs: number
  readonly goOnBy: string
  /** The message once Ctrl-C has ended it. */
  readonly afterCancel: () => Promise<string>
}

/** Runs a quarter's journey, or joins one that is running, and prints each stage as it ends. */
export async function runJourney(session: Session, plumbline: Plumbline, options: JourneyOptions) {
  const { quarter, asOfAt, through, giveUpAfterMs, goOnBy } = options
  const workflowId = through === 'deliver' ? quarterReportId(quarter) : reportPreviewId(quarter)
  const { store, taskQueue, temporal } = plumbline
  const { client } = temporal
  const connections = await allConnections(store)
  const workflowIds = [workflowId, ...connections.map(({ connectionId }) => syncWorkflowId(connectionId))]
  if (through === 'deliver') workflowIds.push(deliverWorkflowId(quarter))
  await plumbline.takeOver(async () => workflowIds)
  const start = () =>
    through === 'deliver'
      ? startReport(
          { client, store, taskQueue },
          { quarter, asOfAt, madeBy: 'report send', nowAt: session.now() },
        )
      : startPreview({ client, taskQueue }, { quarter, asOfAt })
  const meters = connections.map(
    (each) => new SyncMeter(plumbline.store, each, (line) => session.progress(line)),
  )
  const said = new Set<Stage>()
  let latest: StagesProgress = {}
  const { result } = await runToEnd(session, plumbline, {
    name: `the report of ${quarter}`,
    start,
    goOnBy,
    afterCancel: options.afterCancel,
    watch: (handle) => ({
      parts: new Map([
        [workflowId, quarter],
        ...connections.map(({ connectionId, name }) => [syncWorkflowId(connectionId), name] as const),
        [deliverWorkflowId(quarter), 'mail'],
      ]),
      look: () => look(handle),
      // The workflow waits for mails that are put off, for hours if need be.
      holdUps: () =>
        through === 'deliver' ? whyMailsWait(store, quarter, momentOf(session)) : Promise.resolve([]),
      say: (line) => session.terminal.say(line),
      giveUpAfterMs,
    }),
  })
  sayStages(result.stages)
  return result

  async function look(handle: WorkflowHandle<typeof quarterReport>): Promise<string> {
    // A busy worker may leave it unanswered: that is no news, and no progress either.
    latest = (await orAway(client, () => handle.query(journeyProgressQuery)))?.stages ?? latest
    sayStages(latest)
    if (latest.sync?.state !== 'running') return [...said].join(' ')
    return (await Promise.all(meters.map((meter) => meter.look()))).join(' ')
  }

  function sayStages(progress: StagesProgress): void {
    for (const stage of stages) {
      const text = stageText(stage, progress)
      if (text !== null && !said.has(stage)) {
        said.add(stage)
        session.terminal.say(`${stage.padEnd(10)} ${text}`)
      } else if (progress[stage]?.state === 'running' && stage !== 'sync') {
        session.progress(`${stage.padEnd(10)} …`)
      }
    }
  }
}
