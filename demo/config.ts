import { join } from 'node:path'
import { type Config, readConfig } from '../worker/settings/config.ts'
import { readEnvironment } from '../worker/settings/environment.ts'

/** Only what a demo may take from the environment: it must never touch your own database or relay. */
export function demoConfig(): Config {
  const { TEMPORAL_CLI_PATH, TEMPORAL_UI_PORT, LOG_LEVEL, PLUMBLINE_DEMO_DIR } = readEnvironment()
  return readConfig({
    TEMPORAL_CLI_PATH,
    TEMPORAL_UI_PORT: TEMPORAL_UI_PORT || '8233',
    LOG_LEVEL: LOG_LEVEL || 'info',
    PLUMBLINE_DATA_DIR: PLUMBLINE_DEMO_DIR || '.plumbline/demo',
    MAIL_FROM: 'Plumbline <plumbline@lumenworks.example>',
  })
}

/** The file that names the process which has the demo's folder. */
export function ownerFileOf({ dataDir }: Config): string {
  return join(dataDir, 'demo.json')
}
