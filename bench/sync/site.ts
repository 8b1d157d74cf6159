import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { run, type Taken } from './run.ts'

const siteSchema = z.object({ url: z.string(), email: z.string(), apiToken: z.string() })

/** A Jira in a process of its own. */
export interface BenchSite extends z.infer<typeof siteSchema> {
  readonly pid: number | undefined
  /** Sets the latency of its answers. @returns the requests since the last time */
  requestsUpToNow(latencyMs: number): Promise<number>
}

/** Starts server.ts with so many tickets; it ends when the stack is disposed. */
export async function startSite(stack: AsyncDisposableStack, tickets: number): Promise<BenchSite> {
  const program = join(import.meta.dirname, 'server.ts')
  const server = spawn(process.execPath, [...process.execArgv, program, String(tickets)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  stack.defer(() => {
    server.stdin.end()
  })
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the server of the benchmark ended early')
    return z.string().parse(value)
  }
  return {
    ...siteSchema.parse(JSON.parse(await nextLine())),
    pid: server.pid,
    async requestsUpToNow(latencyMs) {
      server.stdin.write(`${latencyMs}\n`)
      return Number(await nextLine())
    },
  }
}

export type Commands = (...words: readonly string[]) => Promise<Taken>

/** The command line of Plumbline on a data folder of its own. */
export function commandsIn(stack: AsyncDisposableStack, secrets: Readonly<Record<string, string>>): Commands {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
  return (...words) => run([program, ...words], { ...secrets, PLUMBLINE_DATA_DIR: folder })
}

/** The same with a connection to a site. */
export async function connectedTo(stack: AsyncDisposableStack, site: BenchSite): Promise<Commands> {
  const plumbline = commandsIn(stack, { JIRA_API_TOKEN: site.apiToken })
  await plumbline('connect', 'jira', '--name', 'bench', '--url', site.url, '--email', site.email)
  return plumbline
}
