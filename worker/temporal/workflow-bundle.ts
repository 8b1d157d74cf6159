import { createHash, randomUUID } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayMs } from '../../domain/instant.ts'
import { openCacheFolder } from '../../embedded/process/cache-folder.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
/** All that a bundle is made of: workflows import domain alone (a boundary rule), and libraries as locked. */
const sources = ['workflows/**/*.ts', 'domain/**/*.ts', 'package-lock.json']
/** Bits of a file's mode: its group or anybody may write. */
const othersWrite = 0o022
const keptForMs = 7 * dayMs

/** What a bundle is made of besides the workflows: what refuses inputs that aren't sealed, and puts failures where they are sealed. */
export const bundleOptions = {
  workflowsPath: join(projectFolder, 'workflows', 'index.ts'),
  workflowInterceptorModules: [join(projectFolder, 'workflows', 'sealed-input.ts')],
  failureConverterPath: join(projectFolder, 'workflows', 'failure-converter.ts'),
}

/**
 * The workflows' code as one script for Temporal's sandbox. Making it takes a second and more, so it is kept in `folder` under
 * a hash of its sources; of two processes that make it at once, each puts a whole file there.
 * @throws Error of webpack where a workflow imports what can't be bundled
 */
export async function workflowBundle(folder = join(openCacheFolder(), 'workflows')): Promise<string> {
  const file = join(folder, `${contentHash()}.js`)
  const cached = readOwn(file)
  if (cached !== null) return cached
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
  const { code } = await bundleWorkflowCode({
    ...bundleOptions,
    logger: new DefaultLogger('ERROR'),
    // Stacks name files and lines all the same; the sources, the larger half, are read and copied by each worker that starts.
    webpackConfigHook: (webpack) => ({ ...webpack, devtool: 'inline-nosources-source-map' }),
  })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const half = `${file}.${randomUUID()}`
  writeFileSync(half, code, { mode: 0o600 })
  renameSync(half, file)
  dropOld(folder)
  return code
}

function contentHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of globSync(sources, { cwd: projectFolder }).sort()) {
    const content = readFileSync(join(projectFolder, path))
    hash.update(`\n${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/** Null where there is none, or where it isn't ours: it is run as our code. */
function readOwn(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined || stats.uid !== process.getuid?.() || (stats.mode & othersWrite) !== 0) return null
  return readFileSync(file, 'utf8')
}

/** Bundles of earlier versions, by their age. */
function dropOld(folder: string): void {
  for (const name of globSync('*', { cwd: folder })) {
    const file = join(folder, name)
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats !== undefined && Date.now() - stats.mtimeMs > keptForMs) rmSync(file, { force: true })
  }
}
