/** The answer is no, and the message says what to do. */
export class NegativeResultError extends Error {
  override readonly name = 'NegativeResultError'
}
