import type { Store } from '../../../../adapters/store/sql/client.ts'
import { connectTo, removeConnections } from '../sync-desk.ts'
import { MortalProcess } from './mortal-process.ts'
import { RetriedSync, type SyncEnd } from './retried-sync.ts'
import type { Script, SyncStep } from './script.ts'
import { differences, unseenEdits } from './truth.ts'
import type { Clock, World } from './world.ts'

const minuteMs = 60_000
/** What a request takes by the clock of all. */
const requestMs = 40
/**
 * Plays a script against a tracker and syncs of it, and then lets the index catch up and a night pass.
 * @returns what is wrong with the store; empty where all is right
 */
export async function play(
  store: Store,
  clock: Clock,
  {
    openWorld,
    script,
  }: { readonly openWorld: (clock: Clock, oneScope: boolean) => Promise<World>; readonly script: Script },
): Promise<readonly string[]> {
  await removeConnections(store)
  const world = await openWorld(clock, script.oneScope)
  try {
    return await new Play(store, clock, world, script).run()
  } finally {
    await world.close()
  }
}

class Play {
  readonly #store: Store
  readonly #clock: Clock
  readonly #world: World
  readonly #script: Script
  #connectionId = ''
  /** An index that lagged once may have hidden changes until the night. */
  #hasLagged = false

  constructor(store: Store, clock: Clock, world: World, script: Script) {
    this.#store = store
    this.#clock = clock
    this.#world = world
    this.#script = script
  }

  async run(): Promise<readonly string[]> {
    const { oneScope, steps } = this.#script
    const world = this.#world
    const chosenKeys = oneScope ? [world.chosenKey] : []
    const { scopes } = await world.openTracker({ connectionId: '' }).preflight()
    const chosen = scopes.filter(({ key }) => chosenKeys.includes(key))
    const { connectionId } = await connectTo(this.#store, world.tracker, chosenKeys, 'played', chosen)
    this.#connectionId = connectionId
    for (const step of steps) {
      this.#clock.nowAt += 1000
      if ('change' in step) world.change(step.change)
      else if ('waitMinutes' in step) this.#clock.nowAt += step.waitMinutes * minuteMs
      else if ('lagMinutes' in step) {
        world.setLag(step.lagMinutes)
        this.#hasLagged ||= step.lagMinutes > 0
      } else {
        const unseen = await this.#syncAndCheck(step.sync)
        if (unseen.length > 0) return unseen
      }
    }
    world.calm()
    world.change({ kind: 'showAll', pick: 0, value: 0 })
    return this.#endOfDay()
  }

  /** A nightly run of its own, in a tracker that holds still. */
  async #endOfDay(): Promise<readonly string[]> {
    const nightly = { depth: 'nightly', meanwhile: [], crashes: [], startsAnew: false } as const
    for (let runs = 0; runs < 3; runs += 1) {
      this.#clock.nowAt += 13 * 60 * minuteMs
      const end = await this.#sync(nightly)
      if (end.kind === 'failed') return ['the last nightly run failed']
      // One that was begun before tells of an earlier time.
      if (end.resumed) continue
      const { incomplete } = end.closed
      const noted = incomplete === 0 ? [] : [`${incomplete} parts are incomplete after the last nightly run`]
      return [...noted, ...(await differences(this.#store, this.#world, this.#connectionId))]
    }
    return ['each nightly run goes on with an earlier one']
  }

  /** A run that said that it succeeded has every edit that tells its time and was made before it began. */
  async #syncAndCheck(step: SyncStep): Promise<readonly string[]> {
    const before = this.#world.facts()
    const end = await this.#sync(step)
    this.#world.calm()
    if (end.kind === 'failed' || end.resumed || this.#hasLagged) return []
    // It says itself that a list was cut off, or a part refused.
    if (end.closed.incomplete > 0) return []
    return unseenEdits(this.#store, before, this.#world.facts())
  }

  #sync({ depth, meanwhile, crashes, startsAnew }: SyncStep): Promise<SyncEnd> {
    let [requests, steps] = [0, 0]
    const openProcess = () =>
      new MortalProcess({
        store: this.#store,
        now: () => this.#clock.nowAt,
        openTracker: ({ connectionId }, fetch) => this.#world.openTracker({ connectionId, fetch }),
        onRequest: () => {
          this.#clock.nowAt += requestMs
          for (const { request, happens } of meanwhile) {
            if (request !== requests) continue
            if ('change' in happens) this.#world.change(happens.change)
            else this.#world.strike(happens.fault)
          }
          requests += 1
        },
        diesNow: () => {
          steps += 1
          return crashes.includes(steps)
        },
      })
    return new RetriedSync(this.#clock, openProcess, startsAnew).run({
      connectionId: this.#connectionId,
      depth,
    })
  }
}
