import { condition, setHandler } from '@temporalio/workflow'
import type { Delivered, EditionsToSend } from '../activities/deliver/deliver.ts'
import { elsewhereMs, sliceMs } from '../domain/deliver/slices.ts'
import { deliverTooSignal } from './messages.ts'
import { mail } from './stages.ts'

/**
 * Temporal gives a task to whoever has waited longest for one, and a worker waits ten times over: of fewer senders all could come to
 * one worker, which takes one of them.
 */
const senders = 12

/**
 * Sends each edition to its stakeholders, waiting out what a relay put off, until nothing can be sent any more; and what it is told of
 * meanwhile. One sender begins; where there is more than it can send in a few seconds, every worker that is there sends, one sender on each.
 */
export async function deliverEditions(input: EditionsToSend): Promise<Delivered> {
  const editionIds = new Set(input.editionIds)
  let isToldOfMore = false
  setHandler(deliverTooSignal, (more) => {
    for (const editionId of more) editionIds.add(editionId)
    isToldOfMore = true
  })
  const known = (): EditionsToSend => ({ ...input, editionIds: [...editionIds] })
  let sentNow = 0
  for (;;) {
    isToldOfMore = false
    const { left, ...alone } = await mail.deliverQueued({ ...known(), sliceMs: sliceMs(0) })
    sentNow += alone.sentNow
    const {
      nextAttemptInMs,
      byState,
      sentNow: sentTogether,
    } = left === undefined ? { ...alone, sentNow: 0 } : await sendSideBySide(known)
    sentNow += sentTogether
    if (nextAttemptInMs !== null) await condition(() => isToldOfMore, nextAttemptInMs)
    else if (!isToldOfMore) return { sentNow, byState, nextAttemptInMs }
  }
}

/** Sends until none is due; each sender takes what the others have not claimed. */
async function sendSideBySide(known: () => EditionsToSend): Promise<Delivered> {
  const ends: Delivered[] = []
  let sentNow = 0
  let slicesOver = 0
  async function sender(): Promise<void> {
    let slices = 1
    let tries = 0
    while (ends.length === 0) {
      const { left, ...delivered } = await mail.deliverQueued({ ...known(), sliceMs: sliceMs(slices) })
      sentNow += delivered.sentNow
      switch (left) {
        case 'more':
          slices += 1
          slicesOver += 1
          break
        case 'busy': {
          const before = slicesOver
          await condition(() => ends.length > 0 || slicesOver > before, elsewhereMs(tries))
          tries += 1
          break
        }
        case undefined:
          ends.push(delivered)
      }
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
  return { ...ends.reduce(nearerTheEnd), sentNow }
}

/** A sender that ends first may still see the others' mails under way, and would wait for them. */
function nearerTheEnd(one: Delivered, other: Delivered): Delivered {
  if (one.nextAttemptInMs === null || other.nextAttemptInMs === null)
    return one.nextAttemptInMs === null ? one : other
  return { ...other, nextAttemptInMs: Math.min(one.nextAttemptInMs, other.nextAttemptInMs) }
}
