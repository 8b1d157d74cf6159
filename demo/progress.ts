import type { Client, WorkflowHandle } from '@temporalio/client'
import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client'
import { type Stage, type StagesProgress, stages } from '../domain/stages.ts'
import { grouped } from '../domain/text/numbers.ts'
import { stageText } from '../queries/journey/stage-text.ts'
import { pause } from '../worker/process/pause.ts'
import type { Say } from '../worker/process/say.ts'
import { orAway } from '../worker/temporal/temporal-away.ts'
import { syncWorkflowId } from '../workflows/ids.ts'
import { journeyProgressQuery, syncProgressQuery } from '../workflows/messages.ts'

const askEveryMs = 400
/** How often the end's question is put to a worker that is too busy to answer: for about a minute. */
const lastAsks = 15

/** Prints each stage of a journey as it ends, and the progress of syncs. What a busy worker leaves unanswered is asked again. */
export class ShownProgress {
  readonly #client: Client
  readonly #handle: Pick<WorkflowHandle, 'query'>
  readonly #connections: readonly { readonly connectionId: string; readonly name: string }[]
  readonly #say: Say
  readonly #startedAt = performance.now()
  readonly #said = new Set<Stage>()
  readonly #lastTickets = new Map<string, number>()

  constructor(
    client: Client,
    handle: Pick<WorkflowHandle, 'query'>,
    connections: readonly { readonly connectionId: string; readonly name: string }[],
    say: Say,
  ) {
    this.#client = client
    this.#handle = handle
    this.#connections = connections
    this.#say = say
  }

  /** Asks for progress until it is over. */
  async follow(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.#look()
      await pause(askEveryMs)
    }
  }

  /** Prints what ended after the last question of `follow`. */
  async finish(): Promise<void> {
    for (let asks = 1; asks <= lastAsks && !(await this.#look()); asks += 1) await pause(askEveryMs)
  }

  /** Prints the ended stages that were not printed before. */
  tell(progress: StagesProgress): void {
    for (const stage of stages) {
      const text = stageText(stage, progress)
      if (text === null || this.#said.has(stage)) continue
      this.#said.add(stage)
      const seconds = (performance.now() - this.#startedAt) / 1000
      this.#say(`${stage.padEnd(10)} ${text}  (${seconds.toFixed(1)} s)`)
    }
  }

  /** @returns false where no worker answers in time */
  async #look(): Promise<boolean> {
    const progress = await orAway(this.#client, () => stagesOf(this.#handle))
    if (progress?.sync?.state === 'running') await this.#lookAtSyncs()
    this.tell(progress ?? {})
    return progress !== null
  }

  async #lookAtSyncs(): Promise<void> {
    for (const { connectionId, name } of this.#connections) {
      const progress = await orAway(this.#client, () => syncProgressOf(this.#client, connectionId))
      if (progress === null || progress.tickets === 0 || progress.tickets === this.#lastTickets.get(name))
        continue
      this.#lastTickets.set(name, progress.tickets)
      const of =
        progress.approximateTickets === null ? '' : ` of about ${grouped(progress.approximateTickets)}`
      this.#say(`${''.padEnd(10)} ${name}: ${grouped(progress.tickets)}${of} tickets`)
    }
  }
}

/** Empty before the journey has begun, which a review's workflow does after its own first task. */
async function stagesOf(handle: Pick<WorkflowHandle, 'query'>): Promise<StagesProgress> {
  try {
    return (await handle.query(journeyProgressQuery)).stages
  } catch (error) {
    if (error instanceof QueryNotRegisteredError) return {}
    throw error
  }
}

/** Null before a sync has begun. */
async function syncProgressOf(client: Client, connectionId: string) {
  try {
    return await client.workflow.getHandle(syncWorkflowId(connectionId)).query(syncProgressQuery)
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null
    throw error
  }
}
