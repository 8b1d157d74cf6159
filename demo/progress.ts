import type { Client, WorkflowHandle } from '@temporalio/client'
import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client'
import { type Stage, type StagesProgress, stages } from '../domain/stages.ts'
import { grouped } from '../domain/text/numbers.ts'
import { stageText } from '../queries/journey/stage-text.ts'
import { pause } from '../worker/process/pause.ts'
import type { Say } from '../worker/process/say.ts'
import { syncWorkflowId } from '../workflows/ids.ts'
import { journeyProgressQuery, syncProgressQuery } from '../workflows/messages.ts'

const askEveryMs = 400

/** Prints each stage as it begins and ends, and the progress of syncs, until the journey ends. */
export async function showProgress(
  client: Client,
  handle: Pick<WorkflowHandle, 'query'>,
  connections: readonly { readonly connectionId: string; readonly name: string }[],
  say: Say,
  over: AbortSignal,
): Promise<void> {
  const said = new Set<Stage>()
  const startedAt = performance.now()
  const lastTickets = new Map<string, number>()
  const report = async (): Promise<void> => {
    const progress = await stagesOf(handle)
    for (const stage of stages) {
      if (progress[stage]?.state === 'running' && stage === 'sync') await reportSync()
      const text = stageText(stage, progress)
      if (text === null || said.has(stage)) continue
      said.add(stage)
      say(`${stage.padEnd(10)} ${text}  (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
    }
  }
  const reportSync = async (): Promise<void> => {
    for (const { connectionId, name } of connections) {
      const progress = await syncProgressOf(client, connectionId)
      if (progress === null || progress.tickets === 0 || progress.tickets === lastTickets.get(name)) continue
      lastTickets.set(name, progress.tickets)
      const of = progress.approximateTickets === null ? '' : ` of about ${progress.approximateTickets}`
      say(`${''.padEnd(10)} ${name}: ${grouped(progress.tickets)}${of} tickets`)
    }
  }
  while (!over.aborted) {
    await report()
    await pause(askEveryMs)
  }
  await report()
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
