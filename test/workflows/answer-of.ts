import { ServiceError } from '@temporalio/client'
import { waitLimitMs } from '../setup/time-limits.ts'

/** What a query is answered, also where a busy worker leaves it unanswered at first. */
export async function answerOf<Answer>(query: () => Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now()
  for (;;) {
    try {
      return await query()
    } catch (error) {
      if (!(error instanceof ServiceError) || performance.now() - startedAt > waitLimitMs) throw error
    }
  }
}
