import { ServiceError, type WorkflowHandle, type WorkflowResultType } from '@temporalio/client'
import type { Workflow } from '@temporalio/common'
import type { Plumbline } from '../../worker/plumbline.ts'
import { pause } from '../../worker/process/pause.ts'
import { InterruptedError, WorkflowEndedError, WorkflowStoppedError } from '../frame/errors.ts'
import type { Session } from '../frame/session.ts'
import { cancelRun } from './cancel-run.ts'
import { type Watch, watchWorkflow } from './workflow.ts'

/** A workflow that a command runs, or joins where one of its id runs already. */
export interface RunToWatch<W extends Workflow> {
  /** Its name in messages. */
  readonly name: string
  readonly start: () => Promise<WorkflowHandle<W>>
  readonly watch: (handle: WorkflowHandle<W>) => Omit<Watch, 'signal' | 'goOnBy'>
  /** What to do after an early end, for messages. */
  readonly goOnBy: string
  /** The message once Ctrl-C has ended the run. */
  readonly afterCancel: () => Promise<string>
}

export interface RunResult<W extends Workflow> {
  readonly result: WorkflowResultType<W>
  /** Whether another process had started it. */
  readonly joined: boolean
}

/** How long a run that nobody watches any more may take to end in order. */
const cancelGraceMs = 2_000

/**
 * Runs a workflow to its end. Whatever ends the watching early cancels a run of our own: nobody else listens to its task queue. A
 * joined run goes on; where it is stopped, ours takes its place. After Ctrl-C it says how the run ended, or that this can't be told.
 * @throws InterruptedError after Ctrl-C, unless the run completed before it could be cancelled
 * @throws WorkflowEndedError, TryAgainLaterError as `watchWorkflow`
 */
export async function runToEnd<W extends Workflow>(
  session: Session,
  plumbline: Plumbline,
  run: RunToWatch<W>,
): Promise<RunResult<W>> {
  const following = new Following(session, plumbline, run)
  const outOfTime = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  const onStop = (): void => {
    timer = setTimeout(() => outOfTime.reject(following.unknownEnd()), session.endKnownWithinMs)
  }
  session.signal.addEventListener('abort', onStop)
  try {
    return await Promise.race([following.toEnd(), outOfTime.promise])
  } finally {
    session.signal.removeEventListener('abort', onStop)
    clearTimeout(timer)
  }
}

class Following<W extends Workflow> {
  readonly #session: Session
  readonly #plumbline: Plumbline
  readonly #run: RunToWatch<W>
  #mayRun = false

  constructor(session: Session, plumbline: Plumbline, run: RunToWatch<W>) {
    this.#session = session
    this.#plumbline = plumbline
    this.#run = run
  }

  async toEnd(): Promise<RunResult<W>> {
    const { signal } = this.#session
    for (;;) {
      if (signal.aborted) throw new InterruptedError()
      this.#mayRun = true
      const handle = await this.#run.start()
      const joined = (await handle.describe()).taskQueue !== this.#plumbline.taskQueue
      if (joined) this.#say('it is already running in another process; waiting for it to end')
      const { goOnBy } = this.#run
      const watch = { ...this.#run.watch(handle), goOnBy, signal }
      try {
        return { result: await watchWorkflow(this.#plumbline, handle, watch), joined }
      } catch (error) {
        if (!joined) return { result: await this.#endOwn(error, handle, [...watch.parts.keys()]), joined }
        if (signal.aborted) throw this.#stopped('no longer watched; it goes on in the process that runs it')
        if (!(error instanceof WorkflowStoppedError)) throw error
      }
    }
  }

  /** For a run of which nothing is heard in time. */
  unknownEnd(): InterruptedError {
    if (!this.#mayRun) return new InterruptedError()
    return this.#stopped(
      `it is not yet known whether it has ended. No process works on it once this command ends; ${this.#run.goOnBy}`,
    )
  }

  /** Ends a run of ours whose watching has ended early, for whatever reason. */
  async #endOwn(
    error: unknown,
    handle: WorkflowHandle<W>,
    workflowIds: readonly string[],
  ): Promise<WorkflowResultType<W>> {
    if (!this.#session.signal.aborted) {
      if (error instanceof WorkflowEndedError) throw error
      // One that doesn't end in time is terminated by the next run: no process serves its queue any more.
      const ending = cancelRun(this.#plumbline, handle, workflowIds)
      await Promise.race([Promise.allSettled([ending]), pause(cancelGraceMs)])
      throw error
    }
    const end = await this.#cancel(handle, workflowIds)
    switch (end.kind) {
      case 'completed':
        return end.result
      case 'cancelled':
        this.#session.terminal.say(await this.#run.afterCancel())
        throw new InterruptedError('stopped')
      case 'failed':
        throw this.#stopped(`it failed before it could be cancelled: ${end.message}`)
    }
  }

  async #cancel(handle: WorkflowHandle<W>, workflowIds: readonly string[]) {
    try {
      return await cancelRun(this.#plumbline, handle, workflowIds)
    } catch (error) {
      // Temporal is away: its end is as unknown as one that doesn't come.
      if (error instanceof ServiceError) throw this.unknownEnd()
      throw error
    }
  }

  /** Says it now: closing what is open may take as long as a stop may take at all. */
  #stopped(message: string): InterruptedError {
    this.#say(message)
    return new InterruptedError('stopped')
  }

  #say(message: string): void {
    this.#session.terminal.say(`${this.#run.name}: ${message}`)
  }
}
