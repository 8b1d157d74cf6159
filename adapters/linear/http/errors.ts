import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerResponseTooLargeError,
  TrackerUnavailableError,
} from '../../trackers/errors.ts'
import type { PartialResponse } from './partial-response.ts'

/** Linear knows the account and doesn't let it see this. */
export class LinearForbiddenError extends TrackerAuthError {}

/** Linear knows the key or token, which lacks a scope. */
export class LinearScopeError extends LinearForbiddenError {}

/** The query scores above what Linear takes at once: request less. */
export class LinearTooComplexError extends TrackerRequestError {}

/** Linear doesn't have fields that the query asks for, `Type.field`: it is older than the query, or a proxy. */
export class LinearAbsentFieldError extends TrackerRequestError {
  readonly fields: readonly string[]

  constructor(message: string, fields: readonly string[]) {
    super(message)
    this.fields = fields
  }
}

/** Linear fails at so many records, or at this one, time after time, while it answers other queries. */
export class LinearTooManyError extends TrackerUnavailableError {}

/** Whether fewer records at once may be returned. */
export function isTooMuch(error: unknown): boolean {
  return (
    error instanceof LinearTooComplexError ||
    error instanceof LinearTooManyError ||
    error instanceof TrackerResponseTooLargeError
  )
}

/** Linear returned part of the data and failed with the rest on each try. `nodeIndex` is the node that failed; null when unknown. */
export class LinearPartialError extends TrackerUnavailableError {
  readonly nodeIndex: number | null
  /** What came on the last try. */
  readonly partial: PartialResponse

  constructor(message: string, partial: PartialResponse) {
    super(message)
    this.nodeIndex = partial.nodeIndex
    this.partial = partial
  }
}
