/** What each exit code means; from 64 on they are those of BSD's sysexits.h, from 128 on those of a shell. */
export const exitCodes = {
  ok: 0,
  /** The result is negative: problems were found, the ticket is unknown, a mail was refused. */
  negative: 1,
  /** The command line, or a path on it, is wrong. */
  usage: 2,
  /** The database, Temporal, the mail relay or a tracker can't be reached. */
  unavailable: 69,
  /** A bug of Plumbline's own. */
  bug: 70,
  /** A file or an output can't be read or written: no permission, a full disk, a closed output. */
  inputOutput: 74,
  /** Nothing is lost; the same command goes on later. */
  tryAgainLater: 75,
  /** The environment, a credential, or something that has to be set up first. */
  configuration: 78,
  interrupted: 130,
  /** The reader of standard output left early, as `head` does. */
  readerGone: 141,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export interface FailureRule {
  /** What Temporal does: try again with its usual pauses, try again after the time that the error names, or give up; a bug also keeps its stack. */
  readonly treatment: 'retryable' | 'delay' | 'final' | 'bug'
  readonly exitCode: ExitCode
  /** What to do, as the end of a sentence; null where the error's own message says it, for it differs by cause. */
  readonly advice: string | null
}

const { negative, usage, unavailable, bug, inputOutput, tryAgainLater, configuration } = exitCodes

/** The message itself says what to do. */
const inMessage = null
const reportIt = 'this is a bug in Plumbline: please report it'

function retryable(exitCode: ExitCode, advice: string | null): FailureRule {
  return { treatment: 'retryable', exitCode, advice }
}

function final(exitCode: ExitCode, advice: string | null): FailureRule {
  return { treatment: 'final', exitCode, advice }
}

/** Can only be thrown where Plumbline itself is wrong, or is caught where it is thrown. */
const internal: FailureRule = { treatment: 'bug', exitCode: bug, advice: reportIt }

/**
 * The one table of failures: how Temporal treats each class, with which code a program ends, and what a person can do.
 * By the name of the class, because a failure that crossed Temporal keeps only that, and because loading every class
 * costs a second at each start. What isn't in it is a bug.
 */
const rules: Readonly<Record<string, FailureRule>> = {
  // Trackers
  TrackerUnavailableError: retryable(unavailable, inMessage),
  TrackerLimitError: { treatment: 'delay', exitCode: tryAgainLater, advice: inMessage },
  TrackerAuthError: final(configuration, inMessage),
  TrackerSignInError: final(configuration, inMessage),
  TrackerRequestError: final(configuration, inMessage),
  TrackerResponseTooLargeError: final(configuration, inMessage),
  SuddenDropError: final(negative, inMessage),
  SchemaMismatch: internal,
  Unchecked: internal,
  UnfilteredError: internal,
  NoRoomError: internal,

  // Store
  StoreUnavailableError: retryable(unavailable, inMessage),
  MigrationError: final(configuration, inMessage),
  // Another version of Plumbline stored it.
  StoredDataError: final(configuration, inMessage),
  SnapshotGoneError: final(negative, inMessage),
  ConnectRefusedError: final(negative, inMessage),
  // Another run took this one's place while it was watched.
  SyncRunEndedError: final(tryAgainLater, 'another sync of this connection took over: run the command again'),
  // Another worker considered this one dead and settled the row; the next attempt finds what is left to send.
  DeliveryClaimLostError: retryable(tryAgainLater, 'another worker took over: run the command again'),
  DeliveryTransitionError: internal,

  // Mail
  MailUnavailableError: retryable(unavailable, inMessage),
  MailAddressError: final(configuration, 'correct it in the plan and import it again'),
  SmtpUrlError: final(
    configuration,
    'write SMTP_URL as smtp://user:password@host:587 or smtps://user:password@host:465',
  ),
  MailTooLargeError: internal,
  ImapUrlError: final(
    configuration,
    'write MAIL_BOUNCES_URL as imaps://user:password@mail.company.example/INBOX',
  ),
  DkimKeyError: final(configuration, 'let MAIL_DKIM_KEY_FILE name an RSA key: openssl genrsa 2048'),
  MailSourceError: retryable(unavailable, inMessage),
  RelayLogError: retryable(unavailable, inMessage),

  // Secrets
  SecretError: final(configuration, inMessage),
  SecretKeyError: final(configuration, inMessage),
  SecretUnreadableError: final(configuration, inMessage),
  UnsealedPayloadError: final(configuration, inMessage),

  // Files and outputs
  PathError: final(usage, inMessage),
  FileAccessError: final(inputOutput, inMessage),
  FileProblemsError: final(negative, inMessage),
  RotaFormatError: final(negative, inMessage),
  TitlePatternError: final(negative, inMessage),
  OutputClosedError: final(
    exitCodes.readerGone,
    'let the program that reads standard output read to the end',
  ),

  // Embedded servers and Temporal
  EmbeddedPostgresError: retryable(unavailable, inMessage),
  EmbeddedTemporalError: retryable(unavailable, inMessage),
  TemporalPathError: final(configuration, inMessage),
  DataFolderError: final(configuration, inMessage),
  ServerStartError: internal,
  TemporalUnavailableError: retryable(unavailable, inMessage),
  TemporalTlsError: final(configuration, inMessage),

  // What must be set up first
  ConfigError: final(configuration, inMessage),
  ConnectionMissingError: final(configuration, inMessage),
  PlanMissingError: final(configuration, inMessage),
  QuarterNotPlannedError: final(configuration, inMessage),
  MissingReadersError: final(configuration, inMessage),
  ReviewOpenError: final(negative, inMessage),
  RunNotAuthorisedError: final(configuration, inMessage),
  UnsealedInputError: final(configuration, inMessage),

  // The command line
  UsageError: final(usage, inMessage),
  QuarterFormatError: final(usage, inMessage),
  NegativeResultError: final(negative, inMessage),
  TryAgainLaterError: final(tryAgainLater, inMessage),
  InterruptedError: final(exitCodes.interrupted, inMessage),
  DemoRunsError: final(unavailable, inMessage),

  // Pages
  OvertakenError: final(negative, 'look at what was saved, and save again'),
  FormError: final(usage, inMessage),
  FormTooLargeError: final(usage, inMessage),
  TooSlowError: retryable(unavailable, inMessage),
  ProviderError: retryable(unavailable, inMessage),

  // Bugs
  ResultMissingError: final(bug, reportIt),
  ConservationError: internal,
  ScopeWithoutFiguresError: internal,
  UnknownTimeZoneError: internal,
}

/** The rule for a class of errors, by its name; null for a class that isn't in the table, which is a bug. */
export function failureRule(errorName: string): FailureRule | null {
  return Object.hasOwn(rules, errorName) ? (rules[errorName] ?? null) : null
}

/**
 * Every name in the table.
 * @internal for tests
 */
export const knownFailures: readonly string[] = Object.keys(rules)
