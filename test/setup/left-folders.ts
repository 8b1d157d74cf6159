import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLineOf } from '../../embedded/process/processes.mjs'
import { testFolderPlaces } from './test-folder.ts'

/** Removes the test folders whose process has ended, on disk and in memory: what a killed one leaves there nobody else removes. */
export function dropLeftFolders(): void {
  for (const place of testFolderPlaces) dropLeftFoldersIn(place)
}

export function dropLeftFoldersIn(place: string): void {
  for (const name of globSync('plumbline-test-*-*', { cwd: place })) {
    const [, pid = ''] = /^plumbline-test-(\d+)-/.exec(name) ?? []
    if (pid !== '' && commandLineOf(Number(pid)) === null) {
      rmSync(join(place, name), { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
