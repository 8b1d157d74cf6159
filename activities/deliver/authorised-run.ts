import { Context } from '@temporalio/activity'
import { loadRunAuthorisation, useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { refusalOf } from '../../domain/deliver/authorisation.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { withoutScheduleTime } from '../../domain/workflow-id.ts'
import { RunNotAuthorisedError } from '../errors.ts'

/**
 * Throws unless a command or schedule of ours authorised this run to mail this quarter's reports: whoever reaches Temporal's port
 * can start workflows, and nothing that is sent may rest on that. Called right before mails are queued or sent.
 * @throws RunNotAuthorisedError
 */
export async function requireAuthorisedRun(
  store: Store,
  { runAuthorisationId, quarter, nowAt }: { runAuthorisationId: string; quarter: QuarterId; nowAt: Instant },
): Promise<void> {
  const execution = Context.current().info.workflowExecution
  if (execution === undefined) throw new RunNotAuthorisedError('mails are sent by workflows only')
  const run = { ...execution, quarter, nowAt }
  const key = { runAuthorisationId, quarter, workflowId: withoutScheduleTime(run.workflowId) }
  const refusal = refusalOf(await loadRunAuthorisation(store, key), run)
  if (refusal !== null) throw new RunNotAuthorisedError(refusal)
  if (!(await useRunAuthorisation(store, key, run.runId))) {
    throw new RunNotAuthorisedError(`another run was first to mail the reports of ${quarter}`)
  }
}
