import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder below the system's temporary one that all may enter, as root's PostgreSQL must; the caller removes it. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
  chmodSync(folder, 0o755)
  return folder
}
