import { setMaxListeners } from 'node:events'
import type { Client, WorkflowHandle } from '@temporalio/client'
import type { Workflow } from '@temporalio/common'
import { plainText } from '../../domain/text/plain-text.ts'
import type { Plumbline } from '../../worker/plumbline.ts'
import { pause } from '../../worker/process/pause.ts'
import { activityFailures, type Trouble } from '../../worker/temporal/pending-failures.ts'
import { TryAgainLaterError } from '../frame/errors.ts'
import { Stall } from './stall.ts'
import { readEnd } from './workflow-end.ts'

export interface Watch {
  /** Workflows whose failing activities may block this one: names for messages, by workflow id. */
  readonly parts: ReadonlyMap<string, string>
  /** Shows progress; returns a text that changes whenever there was any. */
  readonly look: () => Promise<string>
  /** Other reasons for it to be waiting. */
  readonly holdUps?: () => Promise<readonly Trouble[]>
  /** Called with each new problem. */
  readonly say: (line: string) => void
  readonly giveUpAfterMs: number
  /** Stops watching; the workflow goes on. */
  readonly signal: AbortSignal
  /** What to do, for the message when giving up. */
  readonly goOnBy: string
}

const lookEveryMs = 300
const closingGraceMs = 2_000

/**
 * Waits for a workflow and reports what blocks it.
 * @throws WorkflowEndedError when it failed
 * @throws TryAgainLaterError after a time of failures, or of waiting, without any progress; the workflow stays
 */
export async function watchWorkflow<W extends Workflow>(
  { temporal: { client }, workerEnded }: Pick<Plumbline, 'temporal' | 'workerEnded'>,
  handle: WorkflowHandle<W>,
  watch: Watch,
) {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, watch.signal])
  // The client adds a listener for each request.
  setMaxListeners(0, signal)
  const lost = workerEnded.then((): never => {
    throw new Error('the worker in this process ended before its work')
  })
  return await client.withAbortSignal(signal, async () => {
    const ended = readEnd(handle)
    const looking = lookAfter(client, watch, signal)
    try {
      return await Promise.race([ended, lost, looking])
    } finally {
      over.abort()
      // A request that is still under way when the connection closes would end the process.
      await Promise.race([Promise.allSettled([ended, looking]), pause(closingGraceMs)])
    }
  })
}

/** Ends only by throwing: when nothing has come further for too long, or at the signal. */
async function lookAfter(client: Client, watch: Watch, signal: AbortSignal): Promise<never> {
  const stall = new Stall(watch.giveUpAfterMs)
  let said = ''
  for (;;) {
    const progress = await watch.look()
    const failures = await activityFailures(client, watch.parts)
    const holdUps = (await watch.holdUps?.()) ?? []
    const troubles = [...failures, ...holdUps]
    const state = stall.take({
      nowMs: performance.now(),
      progress,
      isTroubled: troubles.length > 0,
      isWaiting: holdUps.length > 0 || failures.some(({ isTriedNow }) => !isTriedNow),
    })
    if (state === 'going') said = ''
    const words = troubles.map(({ part, message }) => `${part}: ${plainText(message)}`).join('\n')
    if (words !== '' && words !== said) {
      watch.say(`${words}\n  trying again …`)
      said = words
    }
    if (state === 'give-up') {
      throw new TryAgainLaterError(`gave up waiting, and nothing is lost: ${watch.goOnBy}\n${words}`)
    }
    await pause(lookEveryMs, signal)
  }
}
