import { CommanderError } from 'commander'
import type { Instant } from '../../domain/instant.ts'
import { redact } from '../../worker/logging/redact.ts'
import type { Environment } from '../../worker/settings/environment.ts'
import { inputOf, type RunAction } from './action.ts'
import { InterruptedError } from './errors.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { Printer, safeTerminal } from './print.ts'
import { buildProgram } from './program.ts'
import type { Answer } from './result.ts'
import { Session } from './session.ts'
import { type StopTimes, stopTimes } from './stop-times.ts'
import type { Terminal } from './terminal.ts'

export interface CommandLine {
  readonly argv: readonly string[]
  /** The process' environment. */
  readonly environment: Environment
  /** Adds a `.env` file's settings to the environment. Defaults to the environment alone. */
  readonly readSettings?: (environment: Environment) => Environment
  readonly terminal: Terminal
  readonly now: () => Instant
  /** Resolves when the person asks to stop. */
  readonly stopRequested: Promise<unknown>
  /** Defaults to what a person is promised. */
  readonly stopTimes?: StopTimes
  /** Rejects on an error raised outside any promise. */
  readonly crashed?: Promise<never>
}

/** Runs one command to its end, closes all that it opened, and returns its exit code. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  let settings = line.environment
  const terminal = safeTerminal(line.terminal, () => settings)
  const json = wantsJson(line.argv)
  const printer = new Printer(terminal, json)
  const readSettings = (): Environment => {
    settings = line.readSettings?.(line.environment) ?? settings
    return settings
  }
  const stopping = new AbortController()
  void line.stopRequested.then(() => {
    terminal.say('stopping …')
    stopping.abort()
  })
  const { signal } = stopping
  const running = runProgram({ ...line, terminal }, { readSettings, printer, json, signal })
  try {
    const exitCode = await (line.crashed === undefined ? running : Promise.race([running, line.crashed]))
    await terminal.flush()
    return exitCode
  } catch (error) {
    const { reportOf } = await import('../../worker/process/failure-report.ts')
    // What fails while everything is being closed is no more than that.
    const stopped = signal.aborted && !(error instanceof InterruptedError) ? new InterruptedError() : error
    const report = reportOf((await outputFailure(terminal)) ?? stopped)
    const exitCode = printer.failure({ ...report, message: redact(report.message, settings) })
    await outputFailure(terminal)
    return exitCode
  }
}

interface ProgramParts {
  readonly readSettings: () => Environment
  readonly printer: Printer
  readonly json: boolean
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal
}

async function runProgram(
  line: CommandLine,
  { readSettings, printer, json, signal }: ProgramParts,
): Promise<ExitCode> {
  const { terminal } = line
  let exitCode: ExitCode = exitCodes.ok

  const runAction: RunAction =
    (load) =>
    async (...commanderArguments) => {
      const options = inputOf(commanderArguments)
      const environment = readSettings()
      const { input, run } = await load()
      const times = line.stopTimes ?? stopTimes
      await using session = new Session({
        ...line,
        endKnownWithinMs: times.endKnownWithinMs,
        environment,
        verbose: options['verbose'] === true,
        quiet: json,
        signal,
      })
      const answer = await untilStopped(run(session, input.parse(options)), signal, times.commandWithinMs)
      printer.answer(answer)
      exitCode = answer.exitCode ?? exitCodes.ok
    }

  const program = buildProgram(runAction, {
    writeOut: (text) => printer.help(text),
    writeErr: (text) => terminal.say(text.trimEnd()),
  })
  try {
    await program.parseAsync([...line.argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return printer.endOfParsing(error)
  }
}

/** Also works if the rest of the command line doesn't parse. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json')
}

/** Lets a stopped command end in order, within a short time. */
async function untilStopped(
  answering: Promise<Answer>,
  signal: AbortSignal,
  withinMs: number,
): Promise<Answer> {
  const impatient = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(new InterruptedError()), withinMs))
  })
  return await Promise.race([answering, impatient])
}

/** Why standard output could not take everything; null where it could. */
async function outputFailure(terminal: Terminal): Promise<unknown> {
  try {
    await terminal.flush()
    return null
  } catch (error) {
    return error
  }
}
