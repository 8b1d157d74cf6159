import { readConfig } from '../worker/settings/config.ts'
import { type Environment, readEnvironment } from '../worker/settings/environment.ts'
import { readStartOptions } from './options.ts'

/** Known from the start: messages of a failed one are redacted by it. */
let environment: Environment = process.env

/** `npm start`. */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2))
  environment = readEnvironment()
  const config = readConfig(environment)
  // Loading what runs takes a second of a core: a mistake in the settings is told before.
  const { runUntilStopped } = await import('./run.ts')
  await runUntilStopped(options, config, environment)
}

main().catch(async (error: unknown) => {
  const { endByFailure } = await import('../worker/process/end-by-failure.ts')
  endByFailure(error, environment)
})
