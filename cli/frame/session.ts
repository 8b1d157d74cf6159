import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Config } from '../../worker/config.ts'
import type { StoreAndKeys, Surroundings } from '../../worker/parts/store.ts'
import type { Plumbline, WorkerOptions } from '../../worker/plumbline.ts'
import type { Terminal } from './terminal.ts'

export interface SessionOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly now: () => Instant
  /** Also prints what the embedded servers do at their start. */
  readonly verbose: boolean
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal
  /** Suppresses progress: the output is for a script. */
  readonly quiet: boolean
}

/** A worker that lives as long as its command. */
export interface CommandWorker extends Omit<WorkerOptions, 'taskQueue'> {
  /** Names its task queue, such as `report-send`. */
  readonly command: string
}

/** The parts of Plumbline that one command uses: opened on first use, closed in reverse order. */
export class Session implements AsyncDisposable {
  readonly environment: SessionOptions['environment']
  readonly terminal: Terminal
  readonly now: () => Instant
  readonly signal: AbortSignal
  readonly #options: SessionOptions
  readonly #parts = new AsyncDisposableStack()
  #config: Promise<Config> | null = null
  #room: Promise<StoreAndKeys> | null = null
  #plumbline: Promise<Plumbline> | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    this.environment = options.environment
    this.terminal = options.terminal
    this.now = options.now
    this.signal = options.signal
  }

  /** @throws ConfigError */
  config(): Promise<Config> {
    this.#config ??= this.#readConfig()
    return this.#config
  }

  /** The store and the key to its secrets. */
  room(): Promise<StoreAndKeys> {
    this.#room ??= this.#openRoom()
    return this.#room
  }

  async store(): Promise<Store> {
    return (await this.room()).store
  }

  /** Everything that runs the journey, with a worker in this process that does this command's work alone. */
  plumbline(options: CommandWorker): Promise<Plumbline> {
    this.#plumbline ??= this.#openAll(options)
    return this.#plumbline
  }

  /** What opening single parts needs. The log, one line an activity, goes to a file: stderr is for people. */
  async surroundings(): Promise<Surroundings> {
    const config = await this.config()
    const { openLog } = await import('../../worker/log.ts')
    const log = openLog(config.logLevel, this.environment, join(config.dataDir, 'plumbline.log'))
    return { config, log, say: this.#sayOfParts, now: this.now }
  }

  /** Shows how far something has come, to a person. */
  progress(line: string): void {
    if (!this.#options.quiet) this.terminal.progress(line)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#parts.disposeAsync()
  }

  readonly #sayOfParts = (line: string): void => {
    if (this.#options.verbose) this.terminal.say(line)
  }

  async #readConfig(): Promise<Config> {
    const { readConfig } = await import('../../worker/config.ts')
    return readConfig(this.environment)
  }

  async #openRoom(): Promise<StoreAndKeys> {
    const { openStoreAndKeys } = await import('../../worker/parts/store.ts')
    const room = await openStoreAndKeys(await this.surroundings())
    this.#parts.defer(() => room.close())
    return room
  }

  async #openAll({ command, ...options }: CommandWorker): Promise<Plumbline> {
    const room = await this.room()
    // Loads while an embedded Temporal starts.
    const loading = import('../../worker/plumbline.ts')
    const { openTemporalBeside } = await import('../../worker/store-and-temporal.ts')
    const { logTemporalTo } = await import('../../worker/log.ts')
    const { commandTaskQueue } = await import('../../workflows/ids.ts')
    const surroundings = await this.surroundings()
    logTemporalTo(surroundings.log)
    const opened = await openTemporalBeside(surroundings, room)
    this.#parts.defer(() => opened.close())
    const taskQueue = commandTaskQueue(command, randomUUID())
    const { startWorker } = await loading
    const plumbline = await startWorker(surroundings, opened, { ...options, taskQueue })
    this.#parts.defer(() => plumbline.close())
    // Handled by watchers of a workflow and by close; in between a rejection must not end the process.
    plumbline.workerEnded.catch(() => undefined)
    return plumbline
  }
}
