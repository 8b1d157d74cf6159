import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common'
import { MailUnavailableError } from '../adapters/mail/mailer.ts'
import { SecretKeyError, SecretUnreadableError } from '../adapters/secrets.ts'
import { DeliveryClaimLostError } from '../adapters/store/deliver/deliveries.ts'
import { StoreUnavailableError } from '../adapters/store/sql/client.ts'
import { mayPass } from '../adapters/store/sql/unreachable.ts'
import { SyncRunEndedError } from '../adapters/store/sync/sync-runs.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../adapters/trackers/errors.ts'
import { QuarterNotPlannedError } from '../domain/reconcile/dataset/input.ts'
import { FileProblemsError } from '../domain/yaml-file.ts'
import {
  ConnectionMissingError,
  MissingReadersError,
  PlanMissingError,
  ResultMissingError,
  RunNotAuthorisedError,
} from './errors.ts'

/** What is done about a failure of the outside world. */
export type Treatment =
  | { readonly kind: 'retryable' }
  | { readonly kind: 'delay'; readonly retryAfterMs: number }
  | { readonly kind: 'final' }

type Rule = readonly [errorClass: abstract new (...args: never) => Error, treat: (error: Error) => Treatment]

const retryable = (): Treatment => ({ kind: 'retryable' })
const final = (): Treatment => ({ kind: 'final' })

/** The one table. What isn't in it is a bug, and stays one: it fails at once, with its own words. */
const table: readonly Rule[] = [
  [TrackerUnavailableError, retryable],
  [
    TrackerLimitError,
    (error) => ({ kind: 'delay', retryAfterMs: error instanceof TrackerLimitError ? error.retryAfterMs : 0 }),
  ],
  [TrackerAuthError, final],
  [TrackerRequestError, final],
  [StoreUnavailableError, retryable],
  [MailUnavailableError, retryable],
  // Somebody took us for dead and settled the row; the next attempt finds what is left to send.
  [DeliveryClaimLostError, retryable],
  [SyncRunEndedError, final],
  [SecretKeyError, final],
  [SecretUnreadableError, final],
  [FileProblemsError, final],
  [ConnectionMissingError, final],
  [PlanMissingError, final],
  [QuarterNotPlannedError, final],
  [MissingReadersError, final],
  [ResultMissingError, final],
  [RunNotAuthorisedError, final],
]

/** How a failure is treated; null for bugs. */
export function treatmentOf(error: unknown): Treatment | null {
  if (!(error instanceof Error)) return null
  const rule = table.find(([errorClass]) => error instanceof errorClass)
  if (rule !== undefined) return rule[1](error)
  return mayPass(error) ? { kind: 'retryable' } : null
}

/** Whether an attempt ended because it was told to: the worker stops, or the workflow was cancelled. */
export function isCancellation(error: unknown): boolean {
  return error instanceof CancelledFailure || (error instanceof Error && error.name === 'AbortError')
}

/** The failure that Temporal is told. Messages of known failures hold nothing secret; a bug's is kept to its own words. */
export function toFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || isCancellation(error)) return error
  const treatment = treatmentOf(error)
  const type = error instanceof Error ? error.name : 'Bug'
  const message = ownWordsOf(error)
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

/** What a failure says. Prisma prints the whole query first, with its values; what it says of it is its last line. */
export function ownWordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!error.name.startsWith('PrismaClient')) return error.message
  return error.message.trim().split('\n').at(-1) ?? ''
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
