import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { askDesk } from './ask-desk.ts'

/**
 * Puts the folder of an embedded PostgreSQL there, stopped, with the migrated database in it: making one anew costs a second and
 * a half of a core, and proves nothing more where a test isn't about the first start.
 * @param dataDir made here
 */
export async function putPostgresFolder(dataDir: string): Promise<void> {
  const prepared = await askDesk('postgres-folder')
  mkdirSync(dirname(dataDir), { recursive: true })
  // With its owner: root's PostgreSQL runs as another account.
  const { status, stderr } = spawnSync('cp', ['-a', prepared, dataDir], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The prepared PostgreSQL could not be copied: ${stderr}`)
}
