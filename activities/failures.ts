import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common'
import { type FailureRule, failureRule } from '../domain/failures.ts'

/** What is done about a failure of the outside world. */
export type Treatment =
  | { readonly kind: 'retryable' }
  | { readonly kind: 'delay'; readonly retryAfterMs: number }
  | { readonly kind: 'final' }

/** How a failure is treated, by the table in domain/failures.ts; null for bugs. */
export function treatmentOf(error: unknown): Treatment | null {
  if (!(error instanceof Error)) return null
  const rule = failureRule(error.name)
  return rule === null ? null : treatmentBy(rule, error)
}

function treatmentBy({ treatment }: FailureRule, error: Error): Treatment | null {
  if (treatment === 'bug') return null
  if (treatment !== 'delay') return { kind: treatment }
  const retryAfterMs =
    'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : 0
  return { kind: 'delay', retryAfterMs }
}

/** Whether an attempt ended because it was stopped: the worker stops, or the workflow was cancelled. */
export function isCancellation(error: unknown): boolean {
  return error instanceof CancelledFailure || (error instanceof Error && error.name === 'AbortError')
}

/** The failure that Temporal gets. Messages of known failures hold nothing secret; a bug's cause is left out. */
export function toFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || isCancellation(error)) return error
  const treatment = treatmentOf(error)
  const type = error instanceof Error ? error.name : 'Bug'
  const message = ownMessageOf(error)
  if (treatment === null)
    return ApplicationFailure.create({ type, message, nonRetryable: true, ...causeOf(error, message) })
  switch (treatment.kind) {
    case 'retryable':
      return ApplicationFailure.create({ type, message, nonRetryable: false })
    case 'delay':
      return ApplicationFailure.create({
        type,
        message,
        nonRetryable: false,
        nextRetryDelay: treatment.retryAfterMs,
        category: ApplicationFailureCategory.BENIGN,
      })
    case 'final':
      return ApplicationFailure.create({ type, message, nonRetryable: true })
  }
}

/** A failure's message. */
export function ownMessageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A bug's stack is worth keeping; its first lines repeat the message. */
function causeOf(error: unknown, message: string): { cause?: Error } {
  if (!(error instanceof Error)) return {}
  const cause = new Error(message)
  cause.name = error.name
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  cause.stack = [`${error.name}: ${message}`, ...frames].join('\n')
  return { cause }
}
