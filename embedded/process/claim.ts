import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { beginningOf } from './processes.ts'

/** Who runs a server on a folder, as written in its `server.json`. */
export interface Claim {
  /** Our process, which ends the server when it goes. */
  readonly ownerPid: number
  /** When that process began (see `beginningOf`): another one may have its number by now. */
  readonly ownerBeginning: string | null
  /** Null until the server runs. */
  readonly serverPid: number | null
  /** TCP ports by use; empty until the server takes requests. */
  readonly ports: Readonly<Record<string, number>>
}

const claimShape = z.object({
  ownerPid: z.number(),
  ownerBeginning: z.string().nullable().default(null),
  serverPid: z.number().nullable(),
  ports: z.record(z.string(), z.number()),
})

/** A claim of this process, whose server doesn't run yet. */
export function ownClaim(): Claim {
  return { ownerPid: process.pid, ownerBeginning: beginningOf(process.pid), serverPid: null, ports: {} }
}

/** Takes the folder for this process; false when another one has it (even a dead one: see `dropDeadClaim`). */
export function takeClaim(file: string): boolean {
  const half = `${file}.${process.pid}`
  write(half, ownClaim())
  try {
    // A hard link is made only where nothing is: of two processes, one gets it.
    linkSync(half, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(half)
  }
}

/** Says more about a claim of our own, in one step. */
export function updateClaim(file: string, claim: Claim): void {
  const half = `${file}.${process.pid}`
  write(half, claim)
  renameSync(half, file)
}

export function readClaim(file: string): Claim | null {
  try {
    return claimShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

export function hasLiveOwner(claim: Claim): boolean {
  const beginning = beginningOf(claim.ownerPid)
  return beginning !== null && beginning === claim.ownerBeginning
}

/** Removes what a dead process left, and only that: another start may have removed it first and taken the folder. */
export function dropDeadClaim(file: string): void {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const claim = readClaim(aside)
  if (claim && hasLiveOwner(claim)) renameSync(aside, file)
  else rmSync(aside)
}

function write(file: string, claim: Claim): void {
  writeFileSync(file, `${JSON.stringify(claim)}\n`, { mode: 0o600 })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
