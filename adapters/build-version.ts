import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { codeVersion } from './packaged-files.ts'

/** Activities import from these alone, so that whatever a figure is computed by lies in them, or is a library. */
const folders = ['activities', 'adapters', 'domain']

let known: Promise<string> | null = null

/**
 * What figures are computed by, such as "0.1.0+5b1f…": Plumbline's version with a digest of its sources, its libraries' versions
 * and what dates are told by. Two builds of one version differ in it where they may come to different figures.
 */
export function buildVersion(): Promise<string> {
  known ??= digestOf(fileURLToPath(new URL('..', import.meta.url))).then(
    (digest) => `${codeVersion()}+${digest}`,
  )
  return known
}

/**
 * @param root the folder of a clone
 * @internal for tests
 */
export async function digestOf(root: string): Promise<string> {
  const names = await Promise.all(folders.map((folder) => readdir(`${root}/${folder}`, { recursive: true })))
  const sources = names.flatMap((found, index) =>
    found.filter((name) => name.endsWith('.ts')).map((name) => `${folders[index]}/${name}`),
  )
  const files = [...sources.sort(), 'package-lock.json']
  const contents = await Promise.all(files.map((file) => readFile(`${root}/${file}`)))
  const hash = createHash('sha256').update(`${process.version} ${process.versions['tz'] ?? ''}`)
  for (const [index, content] of contents.entries())
    hash.update(`\n${files[index]} ${content.length}\n`).update(content)
  return hash.digest('hex').slice(0, 16)
}
