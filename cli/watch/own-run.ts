import type { WorkflowHandle, WorkflowResultType } from '@temporalio/client'
import type { Workflow } from '@temporalio/common'
import { pause } from '../../worker/pause.ts'
import type { Plumbline } from '../../worker/plumbline.ts'
import { InterruptedError, WorkflowEndedError, WorkflowStoppedError } from '../frame/errors.ts'
import type { Session } from '../frame/session.ts'
import { type Watch, watchWorkflow } from './workflow.ts'

/** A workflow that a command runs, or joins where one of its id runs already. */
export interface RunToWatch<W extends Workflow> {
  /** Its name in messages. */
  readonly name: string
  readonly start: () => Promise<WorkflowHandle<W>>
  readonly watch: (handle: WorkflowHandle<W>) => Omit<Watch, 'signal'>
  /** The message after Ctrl-C has ended the run. */
  readonly afterCancel: () => Promise<string>
}

export interface RunResult<W extends Workflow> {
  readonly result: WorkflowResultType<W>
  /** Whether another process had started it. */
  readonly joined: boolean
}

/** How long a cancelled run may take to end in order. */
const cancelGraceMs = 2_000

/**
 * Runs a workflow to its end. Whatever ends the watching early cancels a run of our own: nobody else listens to its task queue. A
 * joined run goes on; where it is stopped, ours takes its place.
 * @throws InterruptedError after Ctrl-C
 * @throws WorkflowEndedError, TryAgainLaterError as `watchWorkflow`
 */
export async function runToEnd<W extends Workflow>(
  session: Session,
  plumbline: Plumbline,
  run: RunToWatch<W>,
): Promise<RunResult<W>> {
  for (;;) {
    if (session.signal.aborted) throw new InterruptedError()
    const handle = await run.start()
    const joined = (await handle.describe()).taskQueue !== plumbline.taskQueue
    if (joined) session.terminal.say(`${run.name}: it runs already in another process; waiting for its end`)
    try {
      const watch = { ...run.watch(handle), signal: session.signal }
      return { result: await watchWorkflow(plumbline, handle, watch), joined }
    } catch (error) {
      const isToBeReplaced = joined && error instanceof WorkflowStoppedError && !session.signal.aborted
      if (!isToBeReplaced) throw await failureOf(error, { session, run, handle, joined })
    }
  }
}

interface EarlyEnd<W extends Workflow> {
  readonly session: Session
  readonly run: RunToWatch<W>
  readonly handle: WorkflowHandle<W>
  readonly joined: boolean
}

async function failureOf<W extends Workflow>(
  error: unknown,
  { session, run, handle, joined }: EarlyEnd<W>,
): Promise<unknown> {
  if (!joined && !(error instanceof WorkflowEndedError)) await cancel(handle)
  if (!session.signal.aborted) return error
  // Said now: closing what is open may take as long as a stop may take at all.
  session.terminal.say(
    joined
      ? `${run.name}: no longer watched; it goes on in the process that runs it`
      : await run.afterCancel(),
  )
  return new InterruptedError('stopped')
}

/** A run that doesn't end in time is terminated by the next one: no process serves its queue any more. */
async function cancel(handle: WorkflowHandle): Promise<void> {
  await handle.cancel()
  await Promise.race([handle.result().catch(() => undefined), pause(cancelGraceMs)])
}
