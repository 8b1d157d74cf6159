import { openStoreAndKeys, type StoreAndKeys, type Surroundings, tellOfEmbedded } from './parts/store.ts'
import { openTemporal, type Temporal } from './parts/temporal/temporal.ts'
import { alignSchedules } from './schedules/align.ts'
import type { ScheduleChanges } from './schedules/reconcile.ts'

/** The store and a client of Temporal: enough to start, watch and schedule work that another process does. */
export interface StoreAndTemporal extends StoreAndKeys {
  readonly temporal: Temporal
  reconcileSchedules(): Promise<ScheduleChanges>
}

/** Opens both at once, so that embedded servers start side by side; loads no worker. */
export async function openStoreAndTemporal(surroundings: Surroundings): Promise<StoreAndTemporal> {
  await using stack = new AsyncDisposableStack()
  const opening = openStoreAndKeys(surroundings)
  const [opened, temporal] = await openBoth(
    stack,
    () => opening,
    () => openTemporal(surroundings, async () => (await opening).keys()),
  )
  const parts = stack.move()
  return together(surroundings, opened, temporal, () => parts.disposeAsync())
}

/** Two parts that are open already as one. */
export function together(
  surroundings: Surroundings,
  opened: StoreAndKeys,
  temporal: Temporal,
  close: () => Promise<void>,
): StoreAndTemporal {
  const { config, now } = surroundings
  tellOfEmbedded(surroundings, temporal)
  const lost = Promise.race([opened.lost, temporal.lost])
  // The caller may or may not await it.
  lost.catch(() => undefined)
  return {
    ...opened,
    lost,
    temporal,
    reconcileSchedules: async () =>
      alignSchedules(temporal.client, opened.store, await opened.keys(), {
        syncEveryMinutes: config.syncEveryMinutes,
        nowAt: now(),
      }),
    close,
  }
}

interface Part {
  close(): Promise<void>
}

/** Opens two parts at once; where one fails, the other is closed again. */
async function openBoth<First extends Part, Second extends Part>(
  stack: AsyncDisposableStack,
  openFirst: () => Promise<First>,
  openSecond: () => Promise<Second>,
): Promise<readonly [First, Second]> {
  const deferred = async <Opened extends Part>(open: () => Promise<Opened>): Promise<Opened> => {
    const part = await open()
    stack.defer(() => part.close())
    return part
  }
  const [first, second] = await Promise.allSettled([deferred(openFirst), deferred(openSecond)])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}
