/** The embedded Temporal can't be had, started or reached; the message says what was tried and what to do. */
export class EmbeddedTemporalError extends Error {
  override readonly name = 'EmbeddedTemporalError'
}
