/** TEMPORAL_CLI_PATH names what is no Temporal program of use; the message says why. */
export class TemporalPathError extends Error {
  override readonly name = 'TemporalPathError'
}

/** The embedded Temporal can't be had, started or reached; the message says what was tried and what to do. */
export class EmbeddedTemporalError extends Error {
  override readonly name = 'EmbeddedTemporalError'
}
