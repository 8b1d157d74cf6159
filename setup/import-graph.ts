import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file imports when it runs: files as paths below the project, packages by name. */
export type ImportsOf = (file: string) => readonly string[]

/** @returns paths below the project, sorted */
export function findTests(projectFolder: string): string[] {
  return globSync('test/**/*.test.ts', { cwd: projectFolder }).sort()
}

/** Reads each file once; type imports don't count. */
export function readImports(projectFolder: string): ImportsOf {
  const known = new Map<string, readonly string[]>()
  return (file) => {
    const path = join(projectFolder, file)
    // What looks like an import may be a text about one.
    const imports = known.get(file) ?? (existsSync(path) ? importsIn(readFileSync(path, 'utf8'), file) : [])
    known.set(file, imports)
    return imports
  }
}

/** Whether a file imports one of `wanted`, itself or through others. */
export function reaches(start: string, wanted: readonly string[], importsOf: ImportsOf): boolean {
  const seen = new Set([start])
  for (const file of seen) {
    if (wanted.includes(file)) return true
    if (file.endsWith('.ts')) for (const imported of importsOf(file)) seen.add(imported)
  }
  return false
}

function importsIn(source: string, file: string): string[] {
  const statements = source.matchAll(
    /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g,
  )
  return [...statements].map(([, imported, lazily]) => {
    const name = imported ?? lazily ?? ''
    return name.startsWith('.') ? join(dirname(file), name) : name
  })
}
