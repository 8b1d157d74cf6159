import type { ExitCode } from './exit-codes.ts'

/** What a command found out or did: the same for a script and for a person. */
export interface Answer {
  /** For `--json`: one document. Instants are ISO 8601 in UTC. */
  readonly json: unknown
  /** For a person, on stdout. */
  readonly lines: readonly string[]
  /** The lines are a file's content, to be parsed again: no character is replaced. Defaults to false. */
  readonly verbatim?: boolean
  /** Defaults to 0. */
  readonly exitCode?: ExitCode
}
