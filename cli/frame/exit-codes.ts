import { type ExitCode, exitCodes, failureRule } from '../../domain/failures.ts'

export { type ExitCode, exitCodes }

/** The exit code of a failure, by the table in domain/failures.ts; null for a bug. */
export function exitCodeOf(error: unknown): ExitCode | null {
  const rule = error instanceof Error ? failureRule(error.name) : null
  return rule === null || rule.exitCode === exitCodes.bug ? null : rule.exitCode
}

/** The exit codes in words, as `plumbline --help` ends. */
export const exitCodesInWords = `Exit codes:
  0    done
  1    a negative result: problems were found, a ticket or connection is unknown, a mail was not taken
  2    the command line, or a path on it, is wrong
  69   the database, Temporal, the mail relay or a tracker can't be reached
  70   a bug in Plumbline
  74   a file or standard output can't be read or written: no permission, a full disk, a closed output
  75   not now: nothing is lost, the same command goes on later
  78   a setting, a credential, or something that has to be set up first
  130  stopped by Ctrl-C
  141  the program reading standard output closed it early, as head does; no message is shown`
