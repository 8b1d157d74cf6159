import type { CommanderError } from 'commander'
import { plainJson, plainLines } from '../../domain/text/plain-text.ts'
import { redact } from '../../worker/logging/redact.ts'
import type { FailureReport } from '../../worker/process/failure-report.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Answer } from './result.ts'
import type { Terminal } from './terminal.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Prints what a command found or how it failed: for a person, or as exactly one JSON document. */
export class Printer {
  readonly #terminal: Terminal
  readonly #json: boolean
  #hasJson = false
  #help = ''

  constructor(terminal: Terminal, json: boolean) {
    this.#terminal = terminal
    this.#json = json
  }

  answer({ json, lines, verbatim = false }: Answer): void {
    const text = lines.map((each) => `${each}\n`).join('')
    if (this.#json) this.#document(json)
    else this.#terminal.out(verbatim ? text : plainLines(text))
  }

  /** What commander prints to stdout: help, or the version. */
  help(text: string): void {
    if (this.#json) this.#help += text
    else this.#terminal.out(text)
  }

  /** commander has printed already, to a person, what was wrong or the help that was asked for. */
  endOfParsing({ code, exitCode, message }: CommanderError): ExitCode {
    if (exitCode !== 0) {
      const words = message.replace(/^error: /, '')
      const wrong = code === 'commander.help' ? 'no command was given; plumbline --help shows all' : words
      if (this.#json) this.#error('UsageError', wrong, exitCodes.usage)
      return exitCodes.usage
    }
    const text = this.#help.trimEnd()
    if (this.#json) this.#document(code === 'commander.version' ? { version: text } : { help: text })
    return exitCodes.ok
  }

  /** One clear message for a failure of the outside world; a bug shows where it is. */
  failure({ name, message, exitCode, stack }: FailureReport): ExitCode {
    // No message: the reader closed the pipe on purpose.
    if (exitCode === exitCodes.readerGone) return exitCode
    if (stack === null) this.#terminal.say(`plumbline: ${message}`)
    else this.#terminal.say(`${stack}\nThis is a bug in Plumbline: please report it with the lines above.`)
    if (this.#json) this.#error(name, message, exitCode)
    return exitCode
  }

  #error(name: string, message: string, exitCode: ExitCode): void {
    this.#document({ error: { name, message, exitCode } })
  }

  /** Closing may still fail after the result was printed; a second document would spoil the first. */
  #document(value: unknown): void {
    if (this.#hasJson) return
    this.#hasJson = true
    this.#terminal.out(`${plainJson(JSON.stringify(value, null, 2))}\n`)
  }
}

/** Wraps a terminal so that no message prints a credential or a control character. */
export function safeTerminal(terminal: Terminal, settings: () => Environment): Terminal {
  const safe = (text: string): string => plainLines(redact(text, settings()))
  return {
    ...terminal,
    say: (line) => terminal.say(safe(line)),
    progress: (line) => terminal.progress(safe(line)),
  }
}
