import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLineOf } from '../../embedded/process/processes.mjs'

/** Removes the test folders in `place` whose process has ended without doing so: what is killed in memory would stay there. */
export function dropLeftFolders(place: string): void {
  for (const name of globSync('plumbline-test-*-*', { cwd: place })) {
    const [, pid = ''] = /^plumbline-test-(\d+)-/.exec(name) ?? []
    if (pid !== '' && commandLineOf(Number(pid)) === null) {
      rmSync(join(place, name), { recursive: true, force: true })
    }
  }
}
