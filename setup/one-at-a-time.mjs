import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { releaseOwnership, waitForOwnership } from '../embedded/process/owner-file.mjs'

/**
 * Runs the steps while no other set-up of this project does: two npm scripts started at once must not both install.
 * @param {string} projectFolder
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} steps
 */
export async function oneAtATime(projectFolder, say, steps) {
  const folder = join(projectFolder, '.plumbline')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'setup.lock')
  await waitForOwnership(lock, {
    onWait: ({ pid }) => say(`waiting for another set-up of this project (process ${pid}, ${lock})`),
  })
  try {
    await steps()
  } finally {
    releaseOwnership(lock)
  }
}
