import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common'
import { MailUnavailableError } from '../adapters/mail/mailer.ts'
import { SecretKeyError, SecretUnreadableError } from '../adapters/secrets.ts'
import { StoreUnavailableError } from '../adapters/store/client.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../adapters/tracker.ts'
import { FileProblemsError } from '../domain/yaml-file.ts'
import {
  ConnectionMissingError,
  MissingReadersError,
  PlanMissingError,
  ResultMissingError,
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
  [SecretKeyError, final],
  [SecretUnreadableError, final],
  [FileProblemsError, final],
  [ConnectionMissingError, final],
  [PlanMissingError, final],
  [MissingReadersError, final],
  [ResultMissingError, final],
]

/** SQLSTATE classes and codes of a connection or a transaction that was lost and may be tried again. */
const passingSqlStates = /^(08|53|57P|40001$|40P01$|55P03$)/
const passingSocketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** How a failure is treated; null for bugs. */
export function treatmentOf(error: unknown): Treatment | null {
  if (!(error instanceof Error)) return null
  const rule = table.find(([errorClass]) => error instanceof errorClass)
  if (rule !== undefined) return rule[1](error)
  return isLostDatabase(error) ? { kind: 'retryable' } : null
}

/** The failure that Temporal is told. Only the message of a known failure travels: those hold nothing secret. */
export function toFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error
  const treatment = treatmentOf(error)
  const type = error instanceof Error ? error.name : 'Bug'
  const message = error instanceof Error ? error.message : String(error)
  if (treatment === null)
    return ApplicationFailure.create({ type, message, nonRetryable: true, ...causeOf(error) })
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

/** A bug's stack is worth keeping. */
function causeOf(error: unknown): { cause?: Error } {
  return error instanceof Error ? { cause: error } : {}
}

function isLostDatabase(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return passingSqlStates.test(code) || passingSocketCodes.has(code)
}
