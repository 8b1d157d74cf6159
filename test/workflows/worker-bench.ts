import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Worker,
  type WorkerOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker'
import { pino } from 'pino'
import type { Activities } from '../../activities/index.ts'
import { logTemporalTo } from '../../worker/logging/temporal-log.ts'
import { bundleOptions, workflowBundle } from '../../worker/temporal/workflow-bundle.ts'
import { testTemporalAddress } from '../setup/temporal.ts'

/** Activities that stand in for the real ones: a workflow under test may call no other. */
export type StubActivities = {
  readonly [Name in keyof Activities]?: (
    ...args: Parameters<Activities[Name]>
  ) => Promise<Awaited<ReturnType<Activities[Name]>>>
}

/** A real worker of our workflows on the test run's Temporal server, with a task queue of its own. */
export interface WorkerBench extends AsyncDisposable {
  readonly client: Client
  readonly taskQueue: string
  /** Works with these activities until `test` ends. */
  work<Result>(
    activities: StubActivities,
    test: () => Promise<Result>,
    options?: Pick<WorkerOptions, 'interceptors' | 'workflowsPath' | 'workerDeploymentOptions'>,
  ): Promise<Result>
}

export async function openWorkerBench(): Promise<WorkerBench> {
  silenceTemporal()
  const address = await testTemporalAddress()
  await using stack = new AsyncDisposableStack()
  const connection = await Connection.connect({ address })
  stack.defer(() => connection.close())
  const workerConnection = await NativeConnection.connect({ address })
  stack.defer(() => workerConnection.close())
  const taskQueue = `bench-${randomUUID()}`
  const parts = stack.move()
  return {
    client: new Client({ connection }),
    taskQueue,
    async work(activities, test, { workflowsPath, ...options } = {}) {
      const worker = await Worker.create({
        connection: workerConnection,
        taskQueue,
        activities,
        ...(workflowsPath === undefined
          ? { workflowBundle: { code: await workflowBundle() } }
          : { workflowsPath }),
        ...options,
      })
      return await worker.runUntil(test)
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

/** The workflows of another index file, bundled as the worker bundles ours. */
export function bundleWorkflows(workflowsPath: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ ...bundleOptions, workflowsPath, logger: new DefaultLogger('ERROR') })
}

/** Failures that a test provokes are no news. Before any worker is made. */
export function silenceTemporal(): void {
  logTemporalTo(pino({ level: 'silent' }))
}
