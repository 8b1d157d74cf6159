import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a test that needs none of these can't do: start a process, bundle workflows, ask for a server of the test run, open a browser. */
const slowImports = ['node:child_process', '@temporalio/worker', 'playwright-core', 'test/setup/ask-desk.ts']

/**
 * The test files that start no process and no server of their own, so that they are done in seconds.
 * @param projectFolder holds `test/`
 * @returns paths below it, sorted
 */
export function findFastTests(projectFolder: string): string[] {
  const importsByFile = new Map<string, readonly string[]>()
  const importsOf = (file: string): readonly string[] => {
    const known = importsByFile.get(file) ?? readImports(projectFolder, file)
    importsByFile.set(file, known)
    return known
  }
  return globSync('test/**/*.test.ts', { cwd: projectFolder })
    .filter((test) => !reaches(test, importsOf))
    .sort()
}

/** Whether a file imports one of the slow ones, itself or through others. */
function reaches(start: string, importsOf: (file: string) => readonly string[]): boolean {
  const seen = new Set([start])
  for (const file of seen) {
    if (slowImports.includes(file)) return true
    if (file.endsWith('.ts')) for (const imported of importsOf(file)) seen.add(imported)
  }
  return false
}

/** What a file imports when it runs: files as paths below the project, packages by name. Types leave no trace. */
function readImports(projectFolder: string, file: string): string[] {
  const source = readFileSync(join(projectFolder, file), 'utf8')
  const statements = source.matchAll(
    /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g,
  )
  return [...statements].map(([, imported, lazily]) => {
    const name = imported ?? lazily ?? ''
    return name.startsWith('.') ? join(dirname(file), name) : name
  })
}
