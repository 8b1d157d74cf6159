import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { seededDraws } from '../../domain/reconcile/figures/budget/seeded-draws.ts'
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

/**
 * Drawn evenly over the files: each has its part of the sample, to within one, and each mutant the same chance. The same ones for the
 * same seed.
 * @param mutants in order of their files
 */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  if (size >= mutants.length) return [...mutants]
  const random = seededDraws(String(seed))
  const shuffled = [...Map.groupBy(mutants, ({ file }) => file).values()].flatMap((ofFile) =>
    ofFile
      .map((mutant) => ({ mutant, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ mutant }) => mutant),
  )
  const step = mutants.length / size
  const first = random() * step
  return Array.from({ length: size }, (_, index) => shuffled[Math.floor(first + index * step)]).filter(
    (mutant) => mutant !== undefined,
  )
}

/** The survivors by place, and the score of each folder; that of a sample with its 95 % interval. */
export function summary(results: readonly Result[], isSample: boolean): string {
  const survivors = results
    .filter(({ noticedBy }) => noticedBy === null)
    .map(
      ({ mutant }) =>
        `${mutant.file}:${mutant.line}  ${mutant.original} → ${mutant.replacement || '(nothing)'}`,
    )
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const folders = Map.groupBy(results, ({ mutant }) => mutant.file.split('/').slice(0, 2).join('/'))
  const scores = [...folders].map(([folder, own]) => `${folder}: ${score(own, isSample)}`)
  return [...survivors, ...scores, `in all: ${score(results, isSample)}`].join('\n')
}

function score(results: readonly Result[], isSample: boolean): string {
  const noticed = results.filter(({ noticedBy }) => noticedBy !== null).length
  const percent = (share: number) => (100 * share).toFixed(1)
  const [low, high] = wilsonInterval(noticed, results.length).map(percent)
  const interval = isSample ? `, 95 % interval ${low} to ${high}` : ''
  return `${noticed} of ${results.length} noticed (${percent(noticed / results.length)} %${interval})`
}

/** The 95 % interval of a share (Wilson's score interval); drawing evenly over files only makes it narrower. */
export function wilsonInterval(hits: number, size: number): [low: number, high: number] {
  const z = 1.96
  const share = hits / size
  const middle = (share + z ** 2 / (2 * size)) / (1 + z ** 2 / size)
  const half = (z / (1 + z ** 2 / size)) * Math.sqrt((share * (1 - share)) / size + z ** 2 / (4 * size ** 2))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}
