import { type CommandLine, runCommandLine } from '../../cli/frame/run.ts'
import type { Instant } from '../../domain/instant.ts'

export interface EndedInProcess {
  readonly exitCode: number
  readonly stdout: string
  /** Its lines, progress among them. */
  readonly stderr: string
}

/** Runs a command in this process, with a terminal that keeps what is written to it and can't ask. */
export async function runInProcess(
  argv: readonly string[],
  { environment, nowAt }: { readonly environment: CommandLine['environment']; readonly nowAt: Instant },
): Promise<EndedInProcess> {
  let stdout = ''
  const said: string[] = []
  const exitCode = await runCommandLine({
    argv,
    environment,
    terminal: {
      out: (text) => {
        stdout += text
      },
      stdout: process.stdout,
      say: (line) => said.push(line),
      progress: (line) => said.push(line),
      canAsk: false,
      flush: () => Promise.resolve(),
    },
    stopRequested: new Promise(() => undefined),
    now: () => nowAt,
  })
  return { exitCode, stdout, stderr: said.join('\n') }
}
