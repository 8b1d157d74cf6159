import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Mutant } from './mutants.ts'

const keptSchema = z.record(
  z.string(),
  z.object({ noticedBy: z.string().nullable(), source: z.string(), tests: z.string() }),
)

/** Earlier results by mutant, with hashes of the file and of the tests that ran. */
export function openKeptVerdicts(projectFolder: string) {
  const path = join(projectFolder, '.plumbline', 'mutation.json')
  const verdicts = existsSync(path) ? keptSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
  const hashes = new Map<string, string>()
  const hashOf = (file: string): string => {
    const hash = hashes.get(file) ?? sha(readFileSync(join(projectFolder, file), 'utf8'))
    hashes.set(file, hash)
    return hash
  }
  /** A killed mutant runs again only when its test changed; a survivor, when any test did. */
  const testsHash = (tests: readonly string[], noticedBy: string | null): string =>
    noticedBy !== null && tests.includes(noticedBy) ? hashOf(noticedBy) : sha(tests.map(hashOf).join())

  return {
    /** @returns undefined where it isn't known */
    find(mutant: Mutant, tests: readonly string[]): string | null | undefined {
      const kept = verdicts[keyOf(mutant)]
      if (kept === undefined || kept.source !== hashOf(mutant.file)) return undefined
      return kept.tests === testsHash(tests, kept.noticedBy) ? kept.noticedBy : undefined
    },
    survivedLastTime: (mutant: Mutant): boolean => verdicts[keyOf(mutant)]?.noticedBy === null,
    keep(mutant: Mutant, tests: readonly string[], noticedBy: string | null): void {
      verdicts[keyOf(mutant)] = { noticedBy, source: hashOf(mutant.file), tests: testsHash(tests, noticedBy) }
    },
    save(): void {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify(verdicts, null, 1))
    },
  }
}

function keyOf({ file, start, original, replacement }: Mutant): string {
  return `${file}@${start} ${original} → ${replacement}`
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
