import { Writable } from 'node:stream'
import { type CommandLine, runCommandLine } from '../../cli/frame/run.ts'
import type { StopTimes } from '../../cli/frame/stop-times.ts'
import type { Instant } from '../../domain/instant.ts'

export interface EndedInProcess {
  readonly exitCode: number
  readonly stdout: string
  /** Its lines, progress among them. */
  readonly stderr: string
}

export interface RunInProcess {
  readonly environment: CommandLine['environment']
  /** Where the clock stands; without it, the clock runs. */
  readonly nowAt?: Instant
  /** Presses Ctrl-C when this resolves; the command's end is waited for however long it takes. */
  readonly stopAfter?: (stderr: () => string) => Promise<unknown>
}

const patient: StopTimes = { endKnownWithinMs: 600_000, commandWithinMs: 600_000 }

/**
 * Runs a command in this process, with a terminal that keeps what is written to it and can't ask. A process of its own costs
 * seconds of a core, and proves more only where signals, streams or servers of its own are what a test is about.
 */
export async function runInProcess(
  argv: readonly string[],
  { environment, nowAt, stopAfter }: RunInProcess,
): Promise<EndedInProcess> {
  let stdout = ''
  const said: string[] = []
  const write = (text: string): void => {
    stdout += text
  }
  const stderr = (): string => said.join('\n')
  const exitCode = await runCommandLine({
    argv,
    environment,
    terminal: {
      out: write,
      stdout: new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
          write(String(chunk))
          done()
        },
      }),
      say: (line) => said.push(line),
      progress: (line) => said.push(line),
      timeZone: 'UTC',
      canAsk: false,
      flush: () => Promise.resolve(),
    },
    stopRequested: stopAfter?.(stderr) ?? new Promise(() => undefined),
    stopTimes: patient,
    now: nowAt === undefined ? Date.now : () => nowAt,
  })
  return { exitCode, stdout, stderr: stderr() }
}
