import type { Connection } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { latestSync } from '../../queries/connections/sync-progress.ts'
import { syncProgressText } from '../../wording/connections/sync-progress-text.ts'

/** Shows one connection's progress by its stored pages, which survive a crash. */
export class SyncMeter {
  readonly #store: Store
  readonly #connection: Connection
  readonly #show: (line: string) => void
  #first: { readonly tickets: number; readonly atMs: number } | null = null

  constructor(store: Store, connection: Connection, show: (line: string) => void) {
    this.#store = store
    this.#connection = connection
    this.#show = show
  }

  /** @returns a text that differs where a page was stored since the last look */
  async look(): Promise<string> {
    const run = await latestSync(this.#store, this.#connection.connectionId)
    if (run?.state !== 'running') return run?.runId ?? ''
    const atMs = performance.now()
    this.#first ??= { tickets: run.tickets, atMs }
    const seconds = (atMs - this.#first.atMs) / 1000
    const perSecond = seconds > 1 ? Math.round((run.tickets - this.#first.tickets) / seconds) : null
    const rate = perSecond === null ? '' : `, ${grouped(perSecond)} a second`
    this.#show(`${this.#connection.name}: ${syncProgressText(run)}${rate}`)
    return `${run.runId} ${run.pages} ${run.requests}`
  }
}
