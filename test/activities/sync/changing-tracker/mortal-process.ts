import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { syncActivities } from '../../../../activities/sync/sync.ts'
import type { Connection } from '../../../../adapters/store/connections/connections.ts'
import type { Store, Connection as StoreConnection } from '../../../../adapters/store/sql/client.ts'
import type { Tracker } from '../../../../adapters/trackers/tracker.ts'
import type { Fetch } from '../../../../adapters/trackers/transport.ts'
import type { Instant } from '../../../../domain/instant.ts'

/** The process ended in the middle of its work. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied'
}

export interface ProcessWorld {
  readonly store: Store
  readonly now: () => Instant
  readonly openTracker: (connection: Connection, fetch: Fetch) => Tracker
  /** Called before each request. */
  readonly onRequest: () => void
  /** Counts a step, which is before or after a request or a statement. @returns whether the process dies at it */
  readonly diesNow: () => boolean
}

type SyncActivities = ReturnType<typeof syncActivities>

/**
 * A worker as far as syncs are concerned. Once dead it does nothing any more: what it waits for never comes, and its connections to
 * the database are closed, so that what was not committed is gone.
 */
export class MortalProcess {
  readonly activities: SyncActivities
  readonly #world: ProcessWorld
  readonly #open = new Set<StoreConnection>()
  readonly #death = Promise.withResolvers<never>()
  #isDead = false

  constructor(world: ProcessWorld) {
    this.#world = world
    // Nobody may wait for it.
    this.#death.promise.catch(() => undefined)
    this.activities = syncActivities({
      store: this.#ownStore(world.store),
      openTracker: async (connection) => world.openTracker(connection, this.#fetch),
      now: world.now,
      betweenSlices: () => Promise.resolve(),
      codeVersion: async () => 'test',
      publicOrigin: null,
    })
  }

  /** @throws ProcessDied */
  run<Result>(work: (activities: SyncActivities) => Promise<Result>): Promise<Result> {
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
    const result = environment.run<[], Result, () => Promise<Result>>(() => work(this.activities))
    result.catch(() => undefined)
    return Promise.race([result, this.#death.promise])
  }

  readonly #fetch: Fetch = async (url, init) => {
    await this.#step()
    this.#world.onRequest()
    const response = await fetch(url, init)
    await this.#step()
    return response
  }

  #ownStore(store: Store): Store {
    return {
      pool: { query: (sql, values) => this.#around(() => store.pool.query(sql, values)) },
      prepared: { query: (sql, values) => this.#around(() => store.prepared.query(sql, values)) },
      connect: async () => {
        const connection = await store.connect()
        // It may have died while it waited, in something that it did beside.
        if (this.#isDead) {
          connection.release(true)
          return new Promise<never>(() => undefined)
        }
        this.#open.add(connection)
        return {
          query: (sql, values) => this.#around(() => connection.query(sql, values)),
          release: (broken) => {
            if (this.#open.delete(connection)) connection.release(broken)
          },
        }
      },
      close: () => Promise.resolve(),
    }
  }

  async #around<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#step()
    const result = await work()
    await this.#step()
    return result
  }

  async #step(): Promise<void> {
    if (!this.#isDead && this.#world.diesNow()) {
      this.#isDead = true
      for (const connection of this.#open) connection.release(true)
      this.#open.clear()
      this.#death.reject(new ProcessDied('the process died'))
    }
    if (this.#isDead) await new Promise<never>(() => undefined)
  }
}
