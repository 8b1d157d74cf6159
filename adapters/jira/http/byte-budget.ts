/** Ends a request for which a budget has no room left; whoever made the budget reads its records later. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError'
}

/** Bounds what several responses take of the memory, for they wait for one another before they are mapped. */
export interface ByteBudget {
  /** The largest response: a larger one is asked for in parts. Missing where it can't be. */
  readonly responseBytes?: number
  /** @throws NoRoomError when the budget is spent */
  requireRoom(): void
  spend(bytes: number): void
}

/** A budget that tells what was spent of it. */
export interface MeasuredBudget extends ByteBudget {
  spentBytes(): number
}

/** @param totalBytes of all responses; those that are on their way already may go beyond it */
export function byteBudget(totalBytes: number): MeasuredBudget {
  let spentBytes = 0
  return {
    requireRoom() {
      if (spentBytes >= totalBytes) throw new NoRoomError('The page is full')
    },
    spend(bytes) {
      spentBytes += bytes
    },
    spentBytes: () => spentBytes,
  }
}
