import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import { addRunAuthorisations, useRunAuthorisation } from '../../adapters/store/deliver/run-authorisations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { authorisedNow } from '../../domain/deliver/authorisation.ts'
import { type ChildWorker, startChildWorker } from '../../test/journey/child-worker.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'
import type { deliverEditions } from '../../workflows/index.ts'
import { useOf } from './use.ts'

/** What a delivery runs on. */
export interface DeliveryScene {
  readonly store: Store
  readonly client: Client
  /** Of a worker, as of `npm start`. */
  readonly environment: Readonly<Record<string, string>>
}

/** How a delivery went: seconds from its start to its end, as who asked for it has to wait. */
export interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
  /** The most that a sender took. */
  readonly megabytes: number
  /** By how much the second half's most was above the first's. */
  readonly grownMegabytes: number
}

/** Workers in processes of their own that wait for a delivery. */
export async function startWorkers(
  environment: Readonly<Record<string, string>>,
  count: number,
): Promise<{ readonly workers: readonly ChildWorker[] } & AsyncDisposable> {
  const stack = new AsyncDisposableStack()
  const workers = await Promise.all(
    Array.from({ length: count }, async () => stack.use(await startChildWorker(environment))),
  )
  return { workers, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Has the workers deliver these editions as `report send` does, and measures them. */
export async function deliver(
  { store, client }: Pick<DeliveryScene, 'store' | 'client'>,
  { quarter, editionIds }: { readonly quarter: string; readonly editionIds: readonly string[] },
  workers: readonly ChildWorker[],
): Promise<Measured> {
  const pids = workers.flatMap(({ pid }) => pid ?? [])
  const cpu = () => pids.reduce((sum, pid) => sum + (useOf(pid)?.cpuSeconds ?? 0), 0)
  const samples: number[] = []
  const sampling = setInterval(
    () => samples.push(Math.max(...pids.map((pid) => useOf(pid)?.megabytes ?? 0))),
    200,
  )
  const [startedAt, cpuBefore] = [performance.now(), cpu()]
  try {
    const workflowId = `bench-delivery-${randomUUID()}`
    const key = { runAuthorisationId: randomUUID(), quarter, workflowId }
    await addRunAuthorisations(store, [authorisedNow({ ...key, madeBy: 'bench mail', nowAt: Date.now() })])
    const handle = await client.workflow.start<typeof deliverEditions>('deliverEditions', {
      taskQueue: mainTaskQueue,
      workflowId,
      args: [{ quarter, editionIds, runAuthorisationId: key.runAuthorisationId }],
    })
    await useRunAuthorisation(store, key, handle.firstExecutionRunId)
    await handle.result()
  } finally {
    clearInterval(sampling)
  }
  const half = Math.ceil(samples.length / 2)
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: cpu() - cpuBefore,
    megabytes: Math.max(...samples, 0),
    grownMegabytes: Math.max(...samples.slice(half), 0) - Math.max(...samples.slice(0, half), 0),
  }
}
