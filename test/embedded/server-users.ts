import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import pg from 'pg'
import { z } from 'zod'

/** A process that uses embedded servers (server-user.ts). */
export interface ServerUser {
  readonly child: ChildProcess
  readonly url: string
  /** Null where it uses no Temporal. */
  readonly address: string | null
  /** The first line that it printed since. */
  readonly said: Promise<string>
  /** Lets it leave its servers in order. */
  readonly leave: () => Promise<void>
  /** With kill -9; may be called again. */
  readonly kill: () => Promise<void>
}

const placesSchema = z.object({ url: z.string(), address: z.string().nullable() })

/** @param temporalProgram also uses Temporal */
export async function startServerUser(folder: string, temporalProgram?: string): Promise<ServerUser> {
  const script = join(import.meta.dirname, 'server-user.ts')
  const program = temporalProgram === undefined ? [] : [temporalProgram]
  const child = spawn(process.execPath, [script, folder, ...program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done === true) throw new Error('The process ended before its servers were ready.')
  return {
    child,
    ...placesSchema.parse(JSON.parse(first.value)),
    said: lines.next().then(({ value }) => String(value)),
    async leave() {
      child.stdin.end()
      await exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Whether PostgreSQL takes connections there. */
export async function answers(url: string): Promise<boolean> {
  return await query(url, 'select').then(
    () => true,
    () => false,
  )
}

/** The rows of a statement, over a connection of its own. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
