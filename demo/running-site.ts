import { z } from 'zod'
import { isRunning, readOwner, updateOwnership } from '../embedded/process/owner-file.mjs'

const siteSchema = z.object({
  origin: z.string(),
  /** How far the demo's clock is ahead of the machine's, which may be negative. */
  clockAheadMs: z.number(),
})

/** The site of a demo that stays up. */
export type RunningSite = z.infer<typeof siteSchema>

/** Lets other processes find the site, in the demo's own owner file. */
export function announceSite(ownerFile: string, site: RunningSite): void {
  updateOwnership(ownerFile, site)
}

/** The site that a running demo announced; null where none did. */
export function findRunningSite(ownerFile: string): RunningSite | null {
  const owner = readOwner(ownerFile)
  if (owner === null || !isRunning(owner)) return null
  return siteSchema.safeParse(owner.details).data ?? null
}
