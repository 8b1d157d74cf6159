import { treatmentOf } from '../../../../activities/failures.ts'
import type { SyncClosed, SyncInput } from '../../../../activities/sync/sync.ts'
import { type MortalProcess, ProcessDied } from './mortal-process.ts'
import type { Clock } from './world.ts'

/** As many as no script's faults outlast. */
const mostAttempts = 25

/** How a sync ended. */
export type SyncEnd =
  | { readonly kind: 'succeeded'; readonly closed: SyncClosed; readonly resumed: boolean }
  | { readonly kind: 'failed' }

type Activities = MortalProcess['activities']
type Attempted<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed' }
  /** The process died, and nobody tries again what it did. */
  | { readonly kind: 'abandoned' }

/** Runs a sync as its workflow does: what passes is tried again, in another process where one died. */
export class RetriedSync {
  readonly #clock: Clock
  readonly #openProcess: () => MortalProcess
  readonly #startsAnew: boolean
  #process: MortalProcess

  /** @param startsAnew whether after a crash the whole sync is asked for again, as a person does who is not patient */
  constructor(clock: Clock, openProcess: () => MortalProcess, startsAnew: boolean) {
    this.#clock = clock
    this.#openProcess = openProcess
    this.#startsAnew = startsAnew
    this.#process = openProcess()
  }

  async run(input: SyncInput): Promise<SyncEnd> {
    for (let starts = 0; starts < mostAttempts; starts += 1) {
      const end = await this.#runOnce(input)
      if (end !== null) return end
    }
    return { kind: 'failed' }
  }

  /** Null where the process died. */
  async #runOnce(input: SyncInput): Promise<SyncEnd | null> {
    const opened = await this.#attempt((activities) => activities.openSync(input))
    if (opened.kind !== 'done') return opened.kind === 'failed' ? opened : null
    const { runId, resumed } = opened.result
    const closed = await this.#readAndClose(runId)
    if (closed.kind === 'abandoned') return null
    if (closed.kind === 'done') return { kind: 'succeeded', closed: closed.result, resumed }
    const failure = { runId, failure: 'it failed for good' }
    const recorded = await this.#attempt((activities) => activities.recordSyncFailure(failure))
    return recorded.kind === 'abandoned' ? null : closed
  }

  async #readAndClose(runId: string): Promise<Attempted<SyncClosed>> {
    for (;;) {
      const read = await this.#attempt((activities) => activities.readPages({ runId }))
      if (read.kind !== 'done') return read
      if (!read.result.hasMore) return this.#attempt((activities) => activities.closeSync({ runId }))
    }
  }

  async #attempt<Result>(work: (activities: Activities) => Promise<Result>): Promise<Attempted<Result>> {
    for (let tries = 1; tries <= mostAttempts; tries += 1) {
      try {
        return { kind: 'done', result: await this.#process.run(work) }
      } catch (error) {
        if (error instanceof ProcessDied) {
          this.#process = this.#openProcess()
          if (this.#startsAnew) return { kind: 'abandoned' }
        } else {
          const pauseMs = pauseAfter(error, tries)
          if (pauseMs === null) return { kind: 'failed' }
          this.#clock.nowAt += pauseMs
        }
      }
    }
    return { kind: 'failed' }
  }
}

/** Null where no other attempt follows. @throws a bug */
function pauseAfter(error: unknown, tries: number): number | null {
  const treatment = treatmentOf(error)
  if (treatment === null) throw error
  if (treatment.kind === 'final') return null
  return treatment.kind === 'delay' ? treatment.retryAfterMs : 1000 * 2 ** Math.min(tries, 6)
}
