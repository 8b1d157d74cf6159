import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { freePort, isFree } from '../embedded/process/free-port.ts'

const portsSchema = z.object({ jira: z.int(), linear: z.int() })

export type TrackerPorts = z.infer<typeof portsSchema>

/**
 * The ports of the demo's trackers, the same at each start if free: at another address a tracker would count as
 * another one, and would be read from the start again.
 */
export async function trackerPorts(file: string): Promise<TrackerPorts> {
  const known = existsSync(file) ? portsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
  if (known !== null && (await isFree(known.jira)) && (await isFree(known.linear))) return known
  const ports = { jira: await freePort(), linear: await freePort() }
  writeFileSync(file, JSON.stringify(ports), { mode: 0o600 })
  return ports
}
