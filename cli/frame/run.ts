import { CommanderError } from 'commander'
import { z } from 'zod'
import { adviceOn } from '../../adapters/store/sql/unreachable.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Act, inputOf } from './action.ts'
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

const globals = z.object({ json: z.boolean().default(false), verbose: z.boolean().default(false) })

/** Runs one command to its end, closes all that it opened, and tells its exit code. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const { terminal } = line
  const stopping = new AbortController()
  void line.stopAsked.then(() => stopping.abort())
  let exitCode: ExitCode = exitCodes.ok

  const act: Act =
    (shape, run) =>
    async (...commanderArguments) => {
      const input = inputOf(commanderArguments)
      const { json, verbose } = globals.parse(input)
      await using session = new Session({ ...line, verbose, quiet: json, signal: stopping.signal })
      const answer = await untilStopped(run(session, shape.parse(input)), stopping.signal)
      terminal.out(json ? `${JSON.stringify(answer.json, null, 2)}\n` : linesOf(answer))
      exitCode = answer.exitCode ?? exitCodes.ok
    }

  const program = buildProgram(act, {
    writeOut: terminal.out,
    writeErr: (text) => terminal.say(text.trimEnd()),
  })
  try {
    await program.parseAsync([...line.argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has said already what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    return complain(error, line)
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
function complain(error: unknown, { argv, environment, terminal }: CommandLine): ExitCode {
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
