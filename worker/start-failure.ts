import { SmtpUrlError } from '../adapters/mail/smtp-settings.ts'
import { SecretKeyError } from '../adapters/secrets.ts'
import { StoreUnavailableError } from '../adapters/store/sql/client.ts'
import { MigrationError } from '../adapters/store/sql/migrate.ts'
import { EmbeddedPostgresError } from '../embedded/postgres/error.ts'
import { DataFolderError } from '../embedded/process/own-folder.ts'
import { EmbeddedTemporalError } from '../embedded/temporal/error.ts'
import { ConfigError } from './config.ts'
import { TemporalUnavailableError } from './parts/temporal.ts'

/** As BSD's sysexits.h numbers them, for what watches over the process: 69 may pass by itself, 78 needs a person. */
const unavailable = 69
const configuration = 78

const exitCodes: readonly (readonly [
  errorClass: abstract new (...args: never) => Error,
  exitCode: number,
])[] = [
  [ConfigError, configuration],
  [DataFolderError, configuration],
  [SecretKeyError, configuration],
  [SmtpUrlError, configuration],
  [MigrationError, configuration],
  [StoreUnavailableError, unavailable],
  [TemporalUnavailableError, unavailable],
  [EmbeddedPostgresError, unavailable],
  [EmbeddedTemporalError, unavailable],
]

/** The exit code for a start that failed because of the world outside; null for a bug. */
export function exitCodeOfStart(error: unknown): number | null {
  return exitCodes.find(([errorClass]) => error instanceof errorClass)?.[1] ?? null
}
