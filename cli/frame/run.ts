import { CommanderError } from 'commander'
import type { Instant } from '../../domain/instant.ts'
import { inputOf, type RunAction } from './action.ts'
import { InterruptedError } from './errors.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts'
import { buildProgram } from './program.ts'
import { redact } from './redact.ts'
import type { Answer } from './result.ts'
import { Session } from './session.ts'
import type { Terminal } from './terminal.ts'

export interface CommandLine {
  readonly argv: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly now: () => Instant
  /** Ends when the person asks to stop. */
  readonly stopAsked: Promise<unknown>
}

const stopGraceMs = 3_000

/** Runs one command to its end, closes all that it opened, and tells its exit code. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const { terminal } = line
  const stopping = new AbortController()
  void line.stopAsked.then(() => stopping.abort())
  let exitCode: ExitCode = exitCodes.ok

  const runAction: RunAction =
    (load) =>
    async (...commanderArguments) => {
      const options = inputOf(commanderArguments)
      const json = options['json'] === true
      const verbose = options['verbose'] === true
      const { input, run } = await load()
      await using session = new Session({ ...line, verbose, quiet: json, signal: stopping.signal })
      const answer = await untilStopped(run(session, input.parse(options)), stopping.signal)
      terminal.out(json ? `${JSON.stringify(answer.json, null, 2)}\n` : linesOf(answer))
      exitCode = answer.exitCode ?? exitCodes.ok
    }

  const program = buildProgram(runAction, {
    writeOut: terminal.out,
    writeErr: (text) => terminal.say(text.trimEnd()),
  })
  try {
    await program.parseAsync([...line.argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has said already what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    return await complain(error, line)
  }
}

/** Lets a command end in its own way when it is stopped, but not wait for long. */
async function untilStopped(answering: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const impatient = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(new InterruptedError()), stopGraceMs))
  })
  try {
    return await Promise.race([answering, impatient])
  } catch (error) {
    throw signal.aborted ? new InterruptedError() : error
  }
}

function linesOf({ lines }: Answer): string {
  return lines.map((each) => `${each}\n`).join('')
}

/** One clear message for a failure of the outside world; a bug shows where it is. */
async function complain(error: unknown, { argv, environment, terminal }: CommandLine): Promise<ExitCode> {
  const { adviceOn } = await import('../../adapters/store/sql/unreachable.ts')
  const lostDatabase = exitCodeOf(error) === null ? adviceOn(error) : null
  const known = lostDatabase === null ? exitCodeOf(error) : exitCodes.unavailable
  const message = redact(messageOf(error, lostDatabase), environment)
  if (known === null) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    terminal.say(
      `${redact(stack, environment)}\nThis is a bug in Plumbline: please report it with the lines above.`,
    )
  } else {
    terminal.say(`plumbline: ${message}`)
  }
  const exitCode = known ?? exitCodes.bug
  if (argv.includes('--json')) {
    const name = error instanceof Error ? error.name : 'Error'
    terminal.out(`${JSON.stringify({ error: { name, message, exitCode } }, null, 2)}\n`)
  }
  return exitCode
}

function messageOf(error: unknown, lostDatabase: string | null): string {
  if (lostDatabase !== null) return `the database is unavailable: ${lostDatabase}`
  return error instanceof Error ? error.message : String(error)
}
