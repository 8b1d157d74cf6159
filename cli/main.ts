import { keepCompiledCode } from './frame/compile-cache.ts'

/** `plumbline …`: runs one command, and ends as its exit code says (exit-codes.ts). */
keepCompiledCode()
// What is imported at the top would be compiled before the cache is there.
const { runCommandLine } = await import('./frame/run.ts')
const { processTerminal } = await import('./frame/terminal.ts')
const { stopAsked } = await import('../worker/stop-signals.ts')
const exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  terminal: processTerminal(),
  now: Date.now,
  stopAsked: stopAsked(),
})
// stdout may be a pipe, and process.exit would cut it short.
process.stdout.write('', () => process.exit(exitCode))
