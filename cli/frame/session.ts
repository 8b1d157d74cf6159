import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { StoreAndKeys, Surroundings } from '../../worker/parts/store.ts'
import type { Temporal } from '../../worker/parts/temporal/temporal.ts'
import type { Plumbline, WorkerOptions, WorkerTask } from '../../worker/plumbline.ts'
import type { Config } from '../../worker/settings/config.ts'
import { InterruptedError } from './errors.ts'
import type { Terminal } from './terminal.ts'

export interface SessionOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly now: () => Instant
  /** Also prints what the embedded servers do at their start. */
  readonly verbose: boolean
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal
  /** How long after that the end of what it ran may take to be known. */
  readonly endKnownWithinMs: number
  /** Suppresses progress: the output is for a script. */
  readonly quiet: boolean
}

/** A worker that lives as long as its command. */
export interface CommandWorker extends Omit<WorkerOptions, 'taskQueue'> {
  /** Names its task queue, such as `report-send`. */
  readonly command: string
}

/** The parts of Plumbline that one command uses: opened on first use, and closed at its end, first what uses others. */
export class Session implements AsyncDisposable {
  readonly environment: SessionOptions['environment']
  readonly terminal: Terminal
  readonly now: () => Instant
  readonly signal: AbortSignal
  readonly endKnownWithinMs: number
  readonly #options: SessionOptions
  /** Closed before the store and Temporal. */
  readonly #users = new AsyncDisposableStack()
  /** Rejects when the person asks to stop. */
  readonly #stopped: Promise<never>
  /** Ends what is still being opened when the command is over. */
  readonly #over = new AbortController()
  #config: Promise<Config> | null = null
  #surroundings: Promise<Surroundings> | null = null
  #room: Promise<StoreAndKeys> | null = null
  #temporal: Promise<Temporal> | null = null
  #plumbline: Promise<Plumbline> | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    this.environment = options.environment
    this.terminal = options.terminal
    this.now = options.now
    this.signal = options.signal
    this.endKnownWithinMs = options.endKnownWithinMs
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => undefined)
    const onStop = (): void => reject(new InterruptedError())
    if (this.signal.aborted) onStop()
    this.signal.addEventListener('abort', onStop)
    this.#stopped = promise
  }

  /** @throws ConfigError */
  config(): Promise<Config> {
    this.#config ??= this.#readConfig()
    return this.#config
  }

  /** The store and the key to its secrets. @throws InterruptedError as soon as the person asks to stop */
  room(): Promise<StoreAndKeys> {
    this.#room ??= this.#openRoom()
    return Promise.race([this.#room, this.#stopped])
  }

  async store(): Promise<Store> {
    return (await this.room()).store
  }

  /**
   * Begins to open and load what `plumbline` needs while the command still asks the store: servers of ours start side by side. To be called
   * after all that can be checked without a server.
   */
  prepare(does: WorkerTask): void {
    this.#openTemporalOnce().catch(() => undefined)
    import('../../worker/plumbline.ts')
      .then(({ loadActivities }) => loadActivities(does))
      .catch(() => undefined)
  }

  /** Temporal alone, to start work that the worker of `npm start` does, or to tell it something. @throws InterruptedError as `room` */
  temporal(): Promise<Temporal> {
    return Promise.race([this.#openTemporalOnce(), this.#stopped])
  }

  /** Everything that runs the journey, with a worker in this process that does this command's work alone. @throws InterruptedError as `room` */
  plumbline(options: CommandWorker): Promise<Plumbline> {
    this.#plumbline ??= this.#openAll(options)
    return Promise.race([this.#plumbline, this.#stopped])
  }

  /** What opening single parts needs. The log, one line an activity, goes to a file: stderr is for people. */
  surroundings(): Promise<Surroundings> {
    this.#surroundings ??= this.#readSurroundings()
    return this.#surroundings
  }

  /** Shows how far something has come, to a person. */
  progress(line: string): void {
    if (!this.#options.quiet) this.terminal.progress(line)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort()
    // What is still being opened is waited for: nothing may be left open. Its failure was told to who asked for it.
    await Promise.allSettled([this.#plumbline])
    await this.#users.disposeAsync()
    const opened = await Promise.allSettled([this.#temporal, this.#room])
    const parts = opened.flatMap((each) =>
      each.status === 'fulfilled' && each.value !== null ? [each.value] : [],
    )
    const failed = (await Promise.allSettled(parts.map((part) => part.close()))).find(
      (each) => each.status === 'rejected',
    )
    if (failed !== undefined) throw failed.reason
  }

  readonly #sayOfParts = (line: string): void => {
    if (this.#options.verbose) this.terminal.say(line)
  }

  async #readConfig(): Promise<Config> {
    const { readConfig } = await import('../../worker/settings/config.ts')
    return readConfig(this.environment)
  }

  async #readSurroundings(): Promise<Surroundings> {
    const config = await this.config()
    const { openLog } = await import('../../worker/logging/log.ts')
    const log = openLog(config.logLevel, this.environment, join(config.dataDir, 'plumbline.log'))
    let told = this.#options.quiet
    const embeddedStarted = (text: string): void => {
      if (!told) this.terminal.say(text)
      told = true
    }
    return {
      config,
      log,
      say: this.#sayOfParts,
      now: this.now,
      sayWaiting: (line) => this.progress(line),
      signal: AbortSignal.any([this.signal, this.#over.signal]),
      embeddedStarted,
    }
  }

  async #openRoom(): Promise<StoreAndKeys> {
    const { openStoreAndKeys } = await import('../../worker/parts/store.ts')
    return await openStoreAndKeys(await this.surroundings())
  }

  #openTemporalOnce(): Promise<Temporal> {
    this.#temporal ??= this.#openTemporal()
    return this.#temporal
  }

  async #openTemporal(): Promise<Temporal> {
    const surroundings = await this.surroundings()
    const { openTemporal } = await import('../../worker/parts/temporal/temporal.ts')
    return await openTemporal(surroundings, async () => (await this.room()).keys())
  }

  async #openAll({ command, ...options }: CommandWorker): Promise<Plumbline> {
    const room = await this.room()
    const temporal = await this.#openTemporalOnce()
    const { together } = await import('../../worker/store-and-temporal.ts')
    const { logTemporalTo } = await import('../../worker/logging/temporal-log.ts')
    const { commandTaskQueue } = await import('../../workflows/ids.ts')
    const { startWorker } = await import('../../worker/plumbline.ts')
    const surroundings = await this.surroundings()
    logTemporalTo(surroundings.log)
    const opened = together(surroundings, room, temporal, () => temporal.close())
    const taskQueue = commandTaskQueue(command, randomUUID())
    const plumbline = await startWorker(surroundings, opened, { ...options, taskQueue })
    this.#users.defer(() => plumbline.close())
    // Handled by watchers of a workflow and by close; in between a rejection must not end the process.
    plumbline.workerEnded.catch(() => undefined)
    return plumbline
  }
}
