/** Linear's refusals, with code and type as they stand in `extensions`. */
export const refusals = {
  ratelimited: { code: 'RATELIMITED', type: 'ratelimited', statusCode: 400 },
  unauthenticated: { code: 'AUTHENTICATION_ERROR', type: 'authentication error', statusCode: 401 },
  forbidden: { code: 'FORBIDDEN', type: 'forbidden', statusCode: 403 },
  invalidInput: { code: 'INPUT_ERROR', type: 'invalid input', statusCode: 400 },
  invalidQuery: { code: 'GRAPHQL_VALIDATION_FAILED', type: 'graphql error', statusCode: 400 },
  internal: { code: 'INTERNAL_SERVER_ERROR', type: 'internal error', statusCode: 500 },
} as const

type Refusal = keyof typeof refusals

/** An error that a resolver throws for what the caller asked; Linear answers it with `invalid input`. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
}

/** An error that a resolver throws where Linear itself would fail. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

/** One entry of `errors` as Linear words it. */
export function errorEntry(refusal: Refusal, message: string): Record<string, unknown> {
  const { code, type, statusCode } = refusals[refusal]
  return {
    message,
    extensions: {
      code,
      type,
      statusCode,
      http: { status: statusCode },
      userError: refusal !== 'internal',
      userPresentableMessage: message,
    },
  }
}

/** A whole body that only refuses. */
export function refusalBody(refusal: Refusal, message: string): string {
  return JSON.stringify({ errors: [errorEntry(refusal, message)] })
}
