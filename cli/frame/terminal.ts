import { FileAccessError } from '../../adapters/files/file-error.ts'
import { isStdoutClosed } from './closed-output.ts'
import { OutputClosedError } from './errors.ts'

/** Where a command writes: results to stdout, all else to stderr. */
export interface Terminal {
  /** Writes to stdout, a result. */
  out(text: string): void
  /** Where a stream of rows goes. */
  readonly stdout: NodeJS.WritableStream
  /** Writes a line to stderr. */
  say(line: string): void
  /** Shows progress: in place on a terminal, a line now and then elsewhere. */
  progress(line: string): void
  /** The zone of the clock that its person goes by. */
  readonly timeZone: string
  /** Whether it is interactive, so that a person can answer a prompt. */
  readonly canAsk: boolean
  /**
   * Resolves once everything written to stdout has arrived.
   * @throws OutputClosedError when its reader left, FileAccessError when it could not be written
   */
  flush(): Promise<void>
}

const lineEveryMs = 2_000
const clearLine = '\r\u001b[K'

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process
  let failure: NodeJS.ErrnoException | null = null
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error
  })
  // Without a reader of stderr, messages are lost; the work itself goes on.
  stderr.on('error', () => undefined)
  const inPlace = stderr.isTTY
  let isShown = false
  let lineAt = Number.NEGATIVE_INFINITY
  let lastLine = ''
  const say = (line: string): void => {
    stderr.write(`${isShown ? clearLine : ''}${line}\n`)
    isShown = false
  }
  return {
    out(text) {
      if (isShown) stderr.write(clearLine)
      isShown = false
      if (failure === null) stdout.write(text)
    },
    stdout,
    say,
    progress(line) {
      if (inPlace) {
        stderr.write(`${clearLine}${line.slice(0, stderr.columns - 1)}`)
        isShown = true
      } else if (line !== lastLine && performance.now() - lineAt >= lineEveryMs) {
        lineAt = performance.now()
        lastLine = line
        say(line)
      }
    },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    canAsk: process.stdin.isTTY && stderr.isTTY,
    async flush() {
      if (!stdout.destroyed) await new Promise((resolve) => stdout.write('', resolve))
      // A failed write is reported a moment after its callback.
      await new Promise((resolve) => setImmediate(resolve))
      if (failure !== null) throw outputFailure(failure)
      if (isStdoutClosed()) throw new FileAccessError(closedWords)
    },
  }
}

const closedWords =
  'standard output is closed, so the result is lost; send it to a file, or use /dev/null to drop it'

function outputFailure(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return new OutputClosedError()
  const cause = error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message)
  return new FileAccessError(
    `standard output can't be written (${cause}), so the result is incomplete; send it elsewhere`,
  )
}
