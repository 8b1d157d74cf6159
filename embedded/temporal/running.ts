import { join } from 'node:path'
import { isOwned } from '../process/owner-file.mjs'

/** Whether the embedded Temporal server runs on this folder, for whichever process. Apart, because its start loads the client. */
export function isTemporalRunning(dataDir: string): boolean {
  return isOwned(join(dataDir, 'server.json'))
}
