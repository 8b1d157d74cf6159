import { dirname } from 'node:path'
import { findTests, reaches, readImports } from '../../setup/import-graph.ts'

/**
 * The tests of a file's own room (`domain/effort`) that reach the file, the likeliest to notice a change first. What only some
 * test of another room would notice counts as unnoticed: nobody would look for the fault there.
 */
export function relatedTests(projectFolder: string, file: string): string[] {
  const parts = file.split('/')
  // A file that stands in no room has a test of its own name.
  const place =
    parts.length > 2 ? `test/${parts.slice(0, 2).join('/')}/` : `test/${file.replace(/\.ts$/, '.test.ts')}`
  const importsOf = readImports(projectFolder)
  return findTests(projectFolder)
    .filter((test) => test.startsWith(place) && reaches(test, [file], importsOf))
    .sort((a, b) => nearness(b, file) - nearness(a, file) || a.localeCompare(b))
}

/** How many folders a test's path shares with the file's; a test of the same name is nearer, property tests (slow) come last. */
export function nearness(test: string, file: string): number {
  const wanted = file.split('/')
  const own = dirname(test).split('/').slice(1)
  let shared = 0
  while (shared < own.length && own[shared] === wanted[shared]) shared += 1
  const name = wanted.at(-1)?.replace(/\.ts$/, '') ?? ''
  if (test.endsWith('.property.test.ts')) return 0
  return shared * 2 + (test.endsWith(`/${name}.test.ts`) ? 1 : 0)
}
