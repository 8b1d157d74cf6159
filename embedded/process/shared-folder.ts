import { mkdirSync } from 'node:fs'

/** Only root writes here, and every account may enter: what root's servers need when the project lies in a closed home. */
const sharedFolder = '/var/lib/plumbline'

/** Makes the shared folder if need be; only for root. */
export function ensureSharedFolder(): string {
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
  return sharedFolder
}
