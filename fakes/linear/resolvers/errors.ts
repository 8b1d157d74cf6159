/** Linear's errors, with the code and type in `extensions`. */
export const errorKinds = {
  ratelimited: { code: 'RATELIMITED', type: 'ratelimited', statusCode: 400 },
  unauthenticated: { code: 'AUTHENTICATION_ERROR', type: 'authentication error', statusCode: 401 },
  forbidden: { code: 'FORBIDDEN', type: 'forbidden', statusCode: 403 },
  invalidInput: { code: 'INPUT_ERROR', type: 'invalid input', statusCode: 400 },
  invalidQuery: { code: 'GRAPHQL_VALIDATION_FAILED', type: 'graphql error', statusCode: 400 },
  internal: { code: 'INTERNAL_SERVER_ERROR', type: 'internal error', statusCode: 500 },
} as const

type ErrorKind = keyof typeof errorKinds

/** A resolver's error for invalid input of the caller. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
}

/** A resolver's error for a failure of Linear's own. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

/** What takes Linear longer than its gateway waits. */
export class ExhaustedError extends Error {
  override readonly name = 'ExhaustedError'
}

/** One entry of Linear's `errors`. */
export function errorEntry(kind: ErrorKind, message: string): Record<string, unknown> {
  const { code, type, statusCode } = errorKinds[kind]
  return {
    message,
    extensions: {
      code,
      type,
      statusCode,
      http: { status: statusCode },
      userError: kind !== 'internal',
      userPresentableMessage: message,
    },
  }
}

/** A response body with one error and no data. */
export function errorBody(kind: ErrorKind, message: string): string {
  return JSON.stringify({ errors: [errorEntry(kind, message)] })
}
