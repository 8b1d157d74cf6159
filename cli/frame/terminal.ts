/** Where a command speaks: results to stdout, all else to stderr. */
export interface Terminal {
  /** Writes to stdout, a result. */
  out(text: string): void
  /** Where a stream of rows goes. */
  readonly stdout: NodeJS.WritableStream
  /** Writes a line to stderr. */
  say(line: string): void
  /** Shows how far something has come: in place on a terminal, now and then a line elsewhere. */
  progress(line: string): void
  /** Whether a person can be asked something. */
  readonly canAsk: boolean
}

const lineEveryMs = 2_000
const clearLine = '\r\u001b[K'

/** The terminal of this process. A reader of stdout that leaves early (`| head`) ends the process quietly. */
export function processTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const inPlace = process.stderr.isTTY
  let isShown = false
  let lineAt = Number.NEGATIVE_INFINITY
  let lastLine = ''
  const say = (line: string): void => {
    process.stderr.write(`${isShown ? clearLine : ''}${line}\n`)
    isShown = false
  }
  return {
    out(text) {
      if (isShown) process.stderr.write(clearLine)
      isShown = false
      process.stdout.write(text)
    },
    stdout: process.stdout,
    say,
    progress(line) {
      if (inPlace) {
        process.stderr.write(`${clearLine}${line.slice(0, process.stderr.columns - 1)}`)
        isShown = true
      } else if (line !== lastLine && performance.now() - lineAt >= lineEveryMs) {
        lineAt = performance.now()
        lastLine = line
        say(line)
      }
    },
    canAsk: process.stdin.isTTY && process.stderr.isTTY,
  }
}
