import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codeVersion } from './packaged-files.ts'

/** Activities import from these alone, so that whatever a figure is computed by lies in them, or is a library. */
const folders = ['activities', 'adapters', 'domain']

let known: string | null = null

/**
 * What figures are computed by, such as "0.1.0+5b1f…": Plumbline's version with a digest of its sources, its libraries' versions
 * and what dates are told by. Two builds of one version differ in it where they may come to different figures.
 */
export async function buildVersion(): Promise<string> {
  known ??= `${codeVersion()}+${digestOf(fileURLToPath(new URL('..', import.meta.url)))}`
  return known
}

/**
 * @param root the folder of a clone
 * @internal for tests
 */
export function digestOf(root: string): string {
  const sources = folders.flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  )
  const hash = createHash('sha256').update(`${process.version} ${process.versions['tz'] ?? ''}`)
  // One after the other: the small files of a folder are read in a quarter of what asking for all of them at once takes.
  for (const file of [...sources.sort(), 'package-lock.json']) {
    const content = readFileSync(`${root}/${file}`)
    hash.update(`\n${file} ${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}
