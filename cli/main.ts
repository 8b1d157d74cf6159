import { stopAsked } from '../worker/stop-signals.ts'
import { runCommandLine } from './frame/run.ts'
import { processTerminal } from './frame/terminal.ts'

/** `plumbline …`: runs one command, and ends as its exit code says (exit-codes.ts). */
const exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  terminal: processTerminal(),
  now: Date.now,
  stopAsked: stopAsked(),
})
// stdout may be a pipe, and process.exit would cut it short.
process.stdout.write('', () => process.exit(exitCode))
