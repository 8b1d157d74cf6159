import type { Context } from '@temporalio/activity'
import type { ActivityInterceptors } from '@temporalio/worker'
import type { Logger } from 'pino'
import { UnsealedInputError } from '../../activities/errors.ts'
import { isCancellation, ownMessageOf, toFailure, treatmentOf } from '../../activities/failures.ts'
import { whileBeating } from '../../activities/heartbeat.ts'
import type { Instant } from '../../domain/instant.ts'
import { noteFailure, noteSuccess, OutageLog } from '../logging/outage-log.ts'

/** Around every activity attempt: heartbeats, one wide log event, and the failure table between it and Temporal. */
export function activityInterceptor(
  log: Logger,
  now: () => Instant,
  outages = new OutageLog(log, now),
): (context: Context) => ActivityInterceptors {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const startedAt = now()
        const attempt = { activityType: info.activityType, workflowId: info.workflowExecution?.workflowId }
        const event = {
          activity: info.activityType,
          attempt: info.attempt,
          workflowId: info.workflowExecution?.workflowId,
          ...idsOf(input.args[0]),
        }
        try {
          // Its payloads were opened before; no payload at all would pass as sealed.
          if (input.args.length === 0)
            throw new UnsealedInputError(`activity ${info.activityType} has no input`)
          const result = await whileBeating(() => next(input))
          log.info({ ...event, ...countsOf(result), durationMs: now() - startedAt, outcome: 'done' })
          noteSuccess(outages, attempt)
          return result
        } catch (error) {
          const errorName = error instanceof Error ? error.name : typeof error
          const failure = { errorName, message: ownMessageOf(error) }
          log.warn({ ...event, ...failure, durationMs: now() - startedAt, outcome: outcomeOf(error) })
          noteFailure(outages, attempt, error)
          throw toFailure(error)
        }
      },
    },
  })
}

function outcomeOf(error: unknown): string {
  return isCancellation(error) ? 'cancelled' : (treatmentOf(error)?.kind ?? 'bug')
}

function idsOf(input: unknown): Record<string, unknown> {
  return entriesOf(input, (key, value) => typeof value === 'string' && /(Id|quarter|depth)$/.test(key))
}

function countsOf(result: unknown): Record<string, unknown> {
  return entriesOf(result, (_key, value) => typeof value === 'number' || typeof value === 'boolean')
}

function entriesOf(value: unknown, keep: (key: string, value: unknown) => boolean): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([key, each]) => keep(key, each)))
}
