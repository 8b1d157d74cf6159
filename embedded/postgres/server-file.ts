import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { commandLineOf } from '../process/processes.ts'

/** What the process that started a server leaves for others on the same folder (`server.json`). */
export interface ServerRecord {
  readonly serverPid: number
  readonly port: number
  /** Our own process, which ends the server when it goes. */
  readonly ownerPid: number
}

const recordShape = z.object({ serverPid: z.number(), port: z.number(), ownerPid: z.number() })

/** The record, or null when there is none. */
export function readServerRecord(file: string): ServerRecord | null {
  const text = readIfThere(file)
  return text === null ? null : recordShape.parse(JSON.parse(text))
}

/** Writes the record in one step: a reader never sees half of it. */
export function writeServerRecord(file: string, record: ServerRecord): void {
  const half = `${file}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(record)}\n`, { mode: 0o600 })
  renameSync(half, file)
}

/** A running PostgreSQL, by its own lock file. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

const lockFile = 'postmaster.pid'

/** Reads `postmaster.pid`: lines of pid, folder, start, port, …, state. Null when no server runs on the data, whatever a killed one left. */
export function readPostmaster(dataFolder: string): Postmaster | null {
  const lines = readIfThere(join(dataFolder, lockFile))?.split('\n') ?? []
  const pid = Number(lines[0] ?? 0)
  const command = pid > 0 ? commandLineOf(pid) : null
  if (!command?.includes('postgres') || !command.includes(dataFolder)) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Removes the lock file of a killed server: its number may be another process's by now, and then PostgreSQL would refuse to start. */
export function removeStaleLock(dataFolder: string): void {
  rmSync(join(dataFolder, lockFile), { force: true })
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
