import type { QuarterId } from '../../domain/quarter.ts'

/** Where in the queue somebody is. */
export interface QueuePlace {
  readonly quarter: QuarterId
  readonly order: 'days' | 'random'
  /** How many tickets were passed over. */
  readonly skip: number
}

export function queuePath({ quarter, order, skip }: QueuePlace): string {
  return `/queue?quarter=${quarter}&order=${order}&skip=${skip}`
}
