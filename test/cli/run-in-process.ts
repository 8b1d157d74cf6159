import { Writable } from 'node:stream'
import { type CommandLine, runCommandLine } from '../../cli/frame/run.ts'
import type { Instant } from '../../domain/instant.ts'

export interface EndedInProcess {
  readonly exitCode: number
  readonly stdout: string
  /** Its lines, progress among them. */
  readonly stderr: string
}

/**
 * Runs a command in this process, with a terminal that keeps what is written to it and can't ask. A process of its own costs
 * seconds of a core, and proves more only where signals, streams or servers of its own are what a test is about.
 * @param options.nowAt where the clock stands; without it, the clock runs
 */
export async function runInProcess(
  argv: readonly string[],
  { environment, nowAt }: { readonly environment: CommandLine['environment']; readonly nowAt?: Instant },
): Promise<EndedInProcess> {
  let stdout = ''
  const said: string[] = []
  const write = (text: string): void => {
    stdout += text
  }
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
      canAsk: false,
      flush: () => Promise.resolve(),
    },
    stopRequested: new Promise(() => undefined),
    now: nowAt === undefined ? Date.now : () => nowAt,
  })
  return { exitCode, stdout, stderr: said.join('\n') }
}
