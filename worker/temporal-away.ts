import type { Client } from '@temporalio/client'
import { TemporalUnavailableError } from './parts/temporal.ts'
import { answered } from './schedules/standing.ts'

/** What Temporal answers within some seconds; null where it doesn't. */
export async function orAway<Result>(client: Client, ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await answered(client, ask)
  } catch (error) {
    if (error instanceof TemporalUnavailableError) return null
    throw error
  }
}
