import { type Client, isGrpcServiceError, ServiceError } from '@temporalio/client'
import { TemporalUnavailableError } from '../parts/temporal/temporal.ts'

const answerWithinMs = 4_000

/** What Temporal answers within some seconds. @throws TemporalUnavailableError */
export async function answered<Result>(client: Client, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await client.connection.withDeadline(Date.now() + answerWithinMs, ask)
  } catch (error) {
    if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) throw error
    throw new TemporalUnavailableError(`Temporal does not answer (${error.message})`, { cause: error })
  }
}

/** What Temporal answers within some seconds; null where it doesn't. */
export async function orAway<Result>(client: Client, ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await answered(client, ask)
  } catch (error) {
    if (error instanceof TemporalUnavailableError) return null
    throw error
  }
}
