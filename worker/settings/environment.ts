import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnvFile } from './env-file.ts'
import { readNamedFile } from './named-file.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const projectFolder = join(import.meta.dirname, '..', '..')

/** Variables that name a file or folder: in a `.env` file they count from that file's folder. */
const pathVariables = [
  'PLUMBLINE_DATA_DIR',
  'PLUMBLINE_DEMO_DIR',
  'MAIL_BOUNCES_DIR',
  'MAIL_RELAY_LOG_FILE',
  'MAIL_DKIM_KEY_FILE',
  'MAIL_TLS_CERT_FILE',
  'MAIL_TLS_KEY_FILE',
  'TEMPORAL_TLS_CERT_FILE',
  'TEMPORAL_TLS_KEY_FILE',
  'TEMPORAL_TLS_CA_FILE',
  'TEMPORAL_CLI_PATH',
]

/**
 * The settings that every program of Plumbline starts with: the environment of the process, and below it the `.env` file
 * in Plumbline's own folder, or the file that PLUMBLINE_ENV_FILE names. A variable that is set to something in the
 * environment wins. Without a PLUMBLINE_DATA_DIR in either, the data is in Plumbline's folder.
 * @throws ConfigError
 */
export function readEnvironment(environment: Environment = process.env): Environment {
  const named = environment['PLUMBLINE_ENV_FILE'] ?? ''
  const file = named === '' ? join(projectFolder, '.env') : resolve(named)
  const settings: Record<string, string | undefined> = {
    PLUMBLINE_DATA_DIR: join(projectFolder, '.plumbline', 'data'),
    ...withPathsFrom(dirname(file), readEnvFile(file, named !== '')),
  }
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value !== '') settings[name] = value
  }
  return settings
}

/** Our own file may be missing; one that is named may not. */
function readEnvFile(file: string, isNamed: boolean): Record<string, string> {
  if (!isNamed && !existsSync(file)) return {}
  const setting = isNamed ? 'PLUMBLINE_ENV_FILE' : "Plumbline's folder"
  return parseEnvFile(readNamedFile(setting, file).toString('utf8'), file)
}

function withPathsFrom(folder: string, settings: Record<string, string>): Record<string, string> {
  const given = Object.entries(settings).filter(([, value]) => value !== '')
  return Object.fromEntries(
    given.map(([name, value]) => [name, pathVariables.includes(name) ? resolve(folder, value) : value]),
  )
}
