import type { Logger } from 'pino'

/** Work that no answer waits for. Its failures are logged; a stop aborts what listens to its signal, and waits for what is under way. */
export class Background {
  readonly #log: Logger
  readonly #underWay = new Set<Promise<void>>()
  readonly #stopping = new AbortController()

  constructor(log: Logger) {
    this.#log = log
  }

  readonly run = (name: string, work: (signal: AbortSignal) => Promise<void>): void => {
    const { signal } = this.#stopping
    const done = work(signal)
      .catch((error: unknown) => {
        if (!signal.aborted || error !== signal.reason)
          this.#log.error({ err: error, work: name }, 'work in the background failed')
      })
      .finally(() => this.#underWay.delete(done))
    this.#underWay.add(done)
  }

  async end(): Promise<void> {
    this.#stopping.abort()
    await Promise.allSettled(this.#underWay)
  }
}
