import { sleep } from '@temporalio/workflow'
import type { Delivered } from '../activities/deliver.ts'
import { mail } from './stages.ts'

export interface DeliverEditionsInput {
  readonly editionIds: readonly string[]
}

/** Sends each edition to its stakeholders, waiting out what a relay put off, until nothing can be sent any more. */
export async function deliverEditions(input: DeliverEditionsInput): Promise<Delivered> {
  for (;;) {
    const delivered = await mail.deliverQueued({ editionIds: input.editionIds })
    if (delivered.nextAttemptInMs === null) return delivered
    await sleep(delivered.nextAttemptInMs)
  }
}
