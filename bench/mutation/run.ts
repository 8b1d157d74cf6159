import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Mutant, mutantsOf } from './mutants.ts'

export interface Result {
  readonly mutant: Mutant
  /** The test file that failed; null where all passed. */
  readonly noticedBy: string | null
}

/** @param places folders or files below the project */
export function mutantsIn(projectFolder: string, places: readonly string[]): Mutant[] {
  const files = places.flatMap((place) =>
    statSync(join(projectFolder, place)).isFile()
      ? [place]
      : globSync(`${place}/**/*.ts`, { cwd: projectFolder }).sort(),
  )
  return files.flatMap((file) => mutantsOf(file, readFileSync(join(projectFolder, file), 'utf8')))
}

/** The same ones for the same seed, in an order of their own. */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  if (size >= mutants.length) return [...mutants]
  const random = randomFrom(seed)
  return mutants
    .map((mutant) => ({ mutant, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, size)
    .map(({ mutant }) => mutant)
}

/** The survivors by place, and the score of each folder. */
export function summary(results: readonly Result[]): string {
  const survivors = results
    .filter(({ noticedBy }) => noticedBy === null)
    .map(
      ({ mutant }) =>
        `${mutant.file}:${mutant.line}  ${mutant.original} → ${mutant.replacement || '(nothing)'}`,
    )
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const folders = Map.groupBy(results, ({ mutant }) => mutant.file.split('/').slice(0, 2).join('/'))
  const scores = [...folders].map(([folder, own]) => `${folder}: ${score(own)}`)
  return [...survivors, ...scores, `in all: ${score(results)}`].join('\n')
}

function score(results: readonly Result[]): string {
  const noticed = results.filter(({ noticedBy }) => noticedBy !== null).length
  return `${noticed} of ${results.length} noticed (${((100 * noticed) / results.length).toFixed(1)} %)`
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
