import { parseArgs } from 'node:util'
import { ConfigError } from '../worker/settings/config-error.ts'

/** What a process of `npm start` does. */
export interface StartOptions {
  readonly worker: boolean
  readonly web: boolean
}

const usage = 'npm start takes --only worker or --only web, and nothing else'

/** Reads the command line of `npm start`: the worker and the web, or one alone. @throws ConfigError */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const only = onlyOf(argv)
  if (only !== undefined && only !== 'worker' && only !== 'web') throw new ConfigError(usage)
  return { worker: only !== 'web', web: only !== 'worker' }
}

function onlyOf(argv: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...argv], options: { only: { type: 'string' } } }).values.only
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(usage, { cause: error })
    throw error
  }
}
