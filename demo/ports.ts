import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { freePort, isFree } from '../embedded/process/free-port.ts'

const portsSchema = z.object({ jira: z.int(), linear: z.int(), site: z.int().optional() })

export interface DemoPorts {
  readonly jira: number
  readonly linear: number
  readonly site: number
}

/**
 * The ports of the demo's trackers and site, the same at each start if free: at another address a tracker would count as
 * another one, and would be read from the start again, and a browser would have to be pointed elsewhere.
 */
export async function demoPorts(file: string): Promise<DemoPorts> {
  const known = existsSync(file) ? portsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
  const hasTrackers = known !== null && (await isFree(known.jira)) && (await isFree(known.linear))
  const site = known?.site
  const ports = {
    jira: hasTrackers ? known.jira : await freePort(),
    linear: hasTrackers ? known.linear : await freePort(),
    site: site !== undefined && (await isFree(site)) ? site : await freePort(),
  }
  writeFileSync(file, JSON.stringify(ports), { mode: 0o600 })
  return ports
}
