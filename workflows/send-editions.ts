import {
  type ChildWorkflowHandle,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  patched,
  sleep,
  startChild,
} from '@temporalio/workflow'
import type { Delivered, EditionsToSend } from '../activities/deliver/deliver.ts'
import { isDueLater } from '../domain/deliver/outcome.ts'
import { minuteMs } from '../domain/instant.ts'
import { deliverEditions } from './deliver-editions.ts'
import { deliverWorkflowId } from './ids.ts'
import { deliverTooSignal } from './messages.ts'
import { store } from './stages.ts'
import { waitForTurn } from './wait-for-turn.ts'

/** A relay may put a mail off for hours: the delivery goes on by itself then, and the report is done. */
const usualPatienceMs = 10 * minuteMs

/** Queues a quarter's editions and sends them: by a delivery of their own, or by that of the quarter which runs. */
export async function sendEditions(input: EditionsToSend, patienceMs = usualPatienceMs): Promise<Delivered> {
  await store.queueEditions(input)
  const sending = await startDelivery(input)
  if ('sentNow' in sending) return sending
  const done = await Promise.race([sending.result(), sleep(patienceMs).then(() => null)])
  return done ?? (await store.countDelivered({ editionIds: input.editionIds }))
}

/**
 * Starts to send what is queued; it goes on however its starter ends. Where a delivery of the quarter runs, that one is told of it, for
 * it may wait for hours for what its relay put off.
 * @returns the delivery, or how the mails stand once the other one has taken them up
 */
export async function startDelivery(
  input: EditionsToSend,
): Promise<ChildWorkflowHandle<typeof deliverEditions> | Delivered> {
  const start = (): Promise<ChildWorkflowHandle<typeof deliverEditions>> =>
    startChild(deliverEditions, {
      workflowId: deliverWorkflowId(input.quarter),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    })
  // Runs that began before there was a way to tell it replay as they were.
  return await waitForTurn(start, patched('tell the delivery that runs') ? takenUpByOther(input) : undefined)
}

/** Tells the delivery that runs of these mails, and asks until none of them waits for it any more. */
function takenUpByOther({ quarter, editionIds }: EditionsToSend): () => Promise<Delivered | null> {
  let sentBefore: number | null = null
  return async () => {
    const delivered = await store.countDelivered({ editionIds })
    if (sentBefore === null) {
      sentBefore = delivered.byState.sent
      await tellRunning(quarter, editionIds)
      return null
    }
    const { byState, nextAttemptInMs } = delivered
    if (byState.sending > 0 || !isDueLater(nextAttemptInMs)) return null
    return { ...delivered, sentNow: byState.sent - sentBefore }
  }
}

async function tellRunning(quarter: string, editionIds: readonly string[]): Promise<void> {
  try {
    await getExternalWorkflowHandle(deliverWorkflowId(quarter)).signal(deliverTooSignal, editionIds)
  } catch (error) {
    // It ended in between: the next start is ours.
    if (isCancellation(error)) throw error
  }
}
