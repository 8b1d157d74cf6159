import { keepCompiledCode } from './frame/compile-cache.ts'

/** The longest time from Ctrl-C to the end of the process; our own servers end with it. */
const stopWithinMs = 4_500

/** `plumbline …`: runs one command, and ends as its exit code says (exit-codes.ts). */
keepCompiledCode()
// Static imports would be compiled before the cache is enabled.
const { runCommandLine } = await import('./frame/run.ts')
const { processTerminal } = await import('./frame/terminal.ts')
const { readEnvironment } = await import('../worker/environment.ts')
const { exitCodes } = await import('./frame/exit-codes.ts')
const { stopRequested } = await import('../worker/stop-signals.ts')
const stop = stopRequested()
void stop.then(() => setTimeout(() => process.exit(exitCodes.interrupted), stopWithinMs).unref())
const exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  readSettings: readEnvironment,
  terminal: processTerminal(),
  now: Date.now,
  stopRequested: stop,
  crashed: new Promise((_resolve, reject) => process.once('uncaughtException', reject)),
})
process.exit(exitCode)
