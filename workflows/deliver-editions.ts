import { sleep } from '@temporalio/workflow'
import type { Delivered, EditionsToSend } from '../activities/deliver.ts'
import { mail } from './stages.ts'

/** Sends each edition to its stakeholders, waiting out what a relay put off, until nothing can be sent any more. */
export async function deliverEditions(input: EditionsToSend): Promise<Delivered> {
  for (;;) {
    const delivered = await mail.deliverQueued(input)
    if (delivered.nextAttemptInMs === null) return delivered
    await sleep(delivered.nextAttemptInMs)
  }
}
