import { type ChildWorkflowHandle, ParentClosePolicy, sleep, startChild } from '@temporalio/workflow'
import type { Delivered, EditionsToSend } from '../activities/deliver.ts'
import { deliverEditions } from './deliver-editions.ts'
import { deliverWorkflowId } from './ids.ts'
import { store } from './stages.ts'
import { waitForTurn } from './wait-for-turn.ts'

/** A relay may put a mail off for hours: the delivery goes on by itself then, and the report is done. */
const usualPatienceMs = 10 * 60_000

/** Queues a quarter's editions and sends them, once a delivery of the quarter that runs already is over. */
export async function sendEditions(input: EditionsToSend, patienceMs = usualPatienceMs): Promise<Delivered> {
  await store.queueEditions(input)
  const sending = await startDelivery(input)
  const done = await Promise.race([sending.result(), sleep(patienceMs).then(() => null)])
  return done ?? (await store.countDelivered({ editionIds: input.editionIds }))
}

/** Starts to send what is queued; it goes on however its starter ends. */
export function startDelivery(input: EditionsToSend): Promise<ChildWorkflowHandle<typeof deliverEditions>> {
  return waitForTurn(() =>
    startChild(deliverEditions, {
      workflowId: deliverWorkflowId(input.quarter),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    }),
  )
}
