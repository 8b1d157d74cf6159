import { ownMessageOf } from '../../activities/failures.ts'
import { type ExitCode, exitCodes, failureRule } from '../../domain/failures.ts'
import { temporalAwayReason } from './temporal-failure.ts'

/** The message of a failure that ends a program. */
export interface FailureReport {
  readonly name: string
  /** What happened and what to do. */
  readonly message: string
  readonly exitCode: ExitCode
  /** Where it is in the source; null unless it is a bug. */
  readonly stack: string | null
}

/** Words a failure by the table in domain/failures.ts; what isn't in it is a bug. */
export function reportOf(thrown: unknown): FailureReport {
  const error = firstOf(thrown)
  const away = temporalAwayReason(error)
  if (away !== null) return temporalAway(away)
  const name = error instanceof Error ? error.name : 'Error'
  const rule = failureRule(name)
  const message = withAdvice(ownMessageOf(error), rule?.advice ?? null)
  if (rule !== null && rule.exitCode !== exitCodes.bug)
    return { name, message, exitCode: rule.exitCode, stack: null }
  const stack = error instanceof Error ? (error.stack ?? message) : message
  return { name, message, exitCode: exitCodes.bug, stack }
}

/** As a TemporalUnavailableError, whose module would load Temporal's client. */
function temporalAway(reason: string): FailureReport {
  return {
    name: 'TemporalUnavailableError',
    message: `Temporal does not answer (${reason}); see that it runs and can be reached at TEMPORAL_ADDRESS`,
    exitCode: exitCodes.unavailable,
    stack: null,
  }
}

/** What ended the work, where closing its parts failed too: those of a lost server do, each in its library's way. */
function firstOf(error: unknown): unknown {
  return error instanceof SuppressedError ? firstOf(error.suppressed) : error
}

function withAdvice(message: string, advice: string | null): string {
  return advice === null ? message : `${message.replace(/[.\s]+$/, '')}; ${advice}`
}
