import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './platform.mjs'
import { fingerprintOf, isDone, markDone } from './stamp.mjs'

/** @param {string} projectFolder */
export function isGenerated(projectFolder) {
  const sources = sourcesOf(projectFolder)
  return sources.length === 0 || isDone(stampOf(projectFolder), fingerprintOf(sources))
}

/**
 * Generates the typed database client from the schema, with the Node that runs Plumbline.
 * @param {string} projectFolder
 * @param {string} node
 * @param {(line: string) => void} say
 */
export function generateClient(projectFolder, node, say) {
  const sources = sourcesOf(projectFolder)
  const startedAt = Date.now()
  const prisma = join(projectFolder, 'node_modules', 'prisma', 'build', 'index.js')
  const done = spawnSync(node, [prisma, 'generate', '--no-hints'], {
    cwd: projectFolder,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Prisma would fetch an engine from its own site at first; generating doesn't use it, so any program will do
      // that is surely there (/bin/true is not, on macOS).
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (done.error || done.status !== 0) {
    throw new SetupError(
      `the database client could not be generated from prisma/:\n${done.error?.message ?? done.stderr + done.stdout}`,
    )
  }
  markDone(stampOf(projectFolder), fingerprintOf(sources))
  say(`database client generated in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** @param {string} projectFolder */
function sourcesOf(projectFolder) {
  const folder = join(projectFolder, 'prisma')
  if (!existsSync(folder)) return []
  const schemas = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.prisma'),
  )
  if (schemas.length === 0) return []
  const files = schemas.sort().map((name) => join(folder, name))
  return [
    ...files,
    join(projectFolder, 'prisma.config.ts'),
    join(projectFolder, 'node_modules', 'prisma', 'package.json'),
  ]
}

/** @param {string} projectFolder */
function stampOf(projectFolder) {
  return join(projectFolder, 'adapters', 'store', 'generated', '.plumbline-setup')
}
