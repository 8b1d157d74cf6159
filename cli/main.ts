import { keepCompiledCode } from './frame/compile-cache.ts'

/** `plumbline …`: runs one command, and ends as its exit code says (exit-codes.ts). */
keepCompiledCode()
// Static imports would be compiled before the cache is enabled.
const { runCommandLine } = await import('./frame/run.ts')
const { processTerminal } = await import('./frame/terminal.ts')
const { readEnvironment } = await import('../worker/settings/environment.ts')
const { exitCodes } = await import('./frame/exit-codes.ts')
const { processEndsWithinMs } = await import('./frame/stop-times.ts')
const { stopRequested } = await import('../worker/process/stop-signals.ts')
const stop = stopRequested()
void stop.then(() => setTimeout(() => process.exit(exitCodes.interrupted), processEndsWithinMs).unref())
const exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  readSettings: readEnvironment,
  terminal: processTerminal(),
  now: Date.now,
  stopRequested: stop,
  crashed: new Promise((_resolve, reject) => process.on('uncaughtException', reject)),
})
process.exit(exitCode)
