/** The tracker rejects the credentials, or shows nothing to them. Final until an admin acts. */
export class TrackerAuthError extends Error {
  override readonly name = 'TrackerAuthError'
}

/** The tracker doesn't take a sign-in by OAuth any more. Final until somebody signs in again. */
export class TrackerSignInError extends Error {
  override readonly name = 'TrackerSignInError'
}

/** The tracker asks us to wait for `retryAfterMs`. */
export class TrackerLimitError extends Error {
  override readonly name = 'TrackerLimitError'
  readonly retryAfterMs: number

  constructor(message: string, retryAfterMs: number) {
    super(message)
    this.retryAfterMs = retryAfterMs
  }
}

/** The tracker can't be reached, or responds with 5xx, a truncated body or an HTML page: worth retrying. */
export class TrackerUnavailableError extends Error {
  override readonly name = 'TrackerUnavailableError'
}

/** Whether the tracker gives no answer for now, and may give one to the same request later. */
export function mayPass(error: unknown): error is TrackerUnavailableError | TrackerLimitError {
  return error instanceof TrackerUnavailableError || error instanceof TrackerLimitError
}

/** A response isn't what it should be, as a whole: asking for fewer records doesn't help. */
export class TrackerShapeError extends TrackerUnavailableError {}

/** A response is larger than is read. Whoever asked for many records asks for fewer; a single record is set aside. */
export class TrackerResponseTooLargeError extends Error {
  override readonly name = 'TrackerResponseTooLargeError'
}

/** The tracker rejects a request of ours (400, 410, a query too complex), or the connection's settings are wrong: retrying doesn't help. */
export class TrackerRequestError extends Error {
  override readonly name = 'TrackerRequestError'
}
