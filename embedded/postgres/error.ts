/** The embedded PostgreSQL can't be had, started or reached; the message says what to do and names its log file. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}
