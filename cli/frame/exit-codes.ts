/** What each exit code means; from 64 on they are those of BSD's sysexits.h. */
export const exitCodes = {
  ok: 0,
  /** The answer is no: problems were found, the ticket is unknown, a mail was refused. */
  negative: 1,
  usage: 2,
  /** The database, Temporal, the mail relay or a tracker can't be reached. */
  unavailable: 69,
  /** A bug of Plumbline's own. */
  bug: 70,
  /** Nothing is lost; the same command goes on later. */
  tryAgainLater: 75,
  /** The environment, a credential, or something that has to be set up first. */
  configuration: 78,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const { negative, usage, unavailable, tryAgainLater, configuration, interrupted } = exitCodes

/**
 * The one table from classes of failures to exit codes; what isn't in it is a bug. By name, because a failure that
 * crossed Temporal keeps only the name of its class, and because loading every class costs a second at each start.
 */
const codeByErrorName: Readonly<Record<string, ExitCode>> = {
  UsageError: usage,
  QuarterFormatError: usage,
  NegativeResultError: negative,
  FileProblemsError: negative,
  StoreUnavailableError: unavailable,
  EmbeddedPostgresError: unavailable,
  EmbeddedTemporalError: unavailable,
  TemporalUnavailableError: unavailable,
  MailUnavailableError: unavailable,
  TrackerUnavailableError: unavailable,
  TrackerLimitError: tryAgainLater,
  TryAgainLaterError: tryAgainLater,
  // A run that another one replaced while it was watched.
  SyncRunEndedError: tryAgainLater,
  TrackerAuthError: configuration,
  TrackerRequestError: configuration,
  ConnectionMissingError: configuration,
  PlanMissingError: configuration,
  QuarterNotPlannedError: configuration,
  MissingReadersError: configuration,
  RunNotAuthorisedError: configuration,
  ConfigError: configuration,
  DataFolderError: configuration,
  SecretError: configuration,
  SecretKeyError: configuration,
  SecretUnreadableError: configuration,
  SmtpUrlError: configuration,
  MailAddressError: configuration,
  MigrationError: configuration,
  InterruptedError: interrupted,
}

/** The exit code of a failure by the name of its class; null for a bug. */
export function exitCodeOfName(errorName: string): ExitCode | null {
  return codeByErrorName[errorName] ?? null
}

/** The exit code of a failure; null for a bug. */
export function exitCodeOf(error: unknown): ExitCode | null {
  return error instanceof Error ? exitCodeOfName(error.name) : null
}

/** The table in words, as `plumbline --help` ends. */
export const exitCodesInWords = `Exit codes:
  0    done
  1    the answer is no: problems were found, a ticket or connection is unknown, a mail was not taken
  2    the command was written wrong
  69   the database, Temporal, the mail relay or a tracker can't be reached
  70   a bug in Plumbline
  75   not now: nothing is lost, the same command goes on later
  78   a setting, a credential, or something that has to be set up first
  130  stopped by Ctrl-C`
