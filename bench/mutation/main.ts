/**
 * Mutation testing: measures how many small changes to the code some test notices.
 *   npm run mutation -- domain/effort domain/reconcile --sample 300 --seed 1
 * Without --sample, every mutant; with it, so many drawn evenly over the files. Results are kept in .plumbline/mutation.json and reused where neither the file nor the tests
 * concerned changed; --survivors tries only those again that no test noticed last time.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openKeptVerdicts } from './kept.ts'
import { openLane } from './lanes.ts'
import type { Mutant } from './mutants.ts'
import { relatedTests } from './related.ts'
import { mutantsIn, sampleOf, summary } from './run.ts'

const projectFolder = join(import.meta.dirname, '..', '..')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    survivors: { type: 'boolean', default: false },
    lanes: { type: 'string', default: String(availableParallelism()) },
  },
})

const kept = openKeptVerdicts(projectFolder)
const folders = positionals.length > 0 ? positionals : ['domain/effort', 'domain/reconcile', 'domain/report']
const all = mutantsIn(projectFolder, folders)
const chosen = values.survivors
  ? all.filter((mutant) => kept.survivedLastTime(mutant))
  : sampleOf(all, values.sample === undefined ? all.length : Number(values.sample), Number(values.seed))

const testsOf = new Map<string, readonly string[]>()
for (const { file } of chosen) if (!testsOf.has(file)) testsOf.set(file, relatedTests(projectFolder, file))

const waiting: Mutant[] = []
const results: { mutant: Mutant; noticedBy: string | null }[] = []
for (const mutant of chosen) {
  const noticedBy = kept.find(mutant, testsOf.get(mutant.file) ?? [])
  if (noticedBy === undefined) waiting.push(mutant)
  else results.push({ mutant, noticedBy })
}
console.error(`${all.length} mutants, ${chosen.length} chosen, ${waiting.length} to run`)

await Promise.all(
  Array.from({ length: Math.min(Number(values.lanes), waiting.length) }, async () => {
    await using lane = await openLane([...new Set([...testsOf.values()].flat())])
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const tests = testsOf.get(mutant.file) ?? []
      const noticedBy = tests.length === 0 ? null : await lane.run(mutant, tests)
      kept.keep(mutant, tests, noticedBy)
      results.push({ mutant, noticedBy })
      if (results.length % 50 > 0) continue
      kept.save()
      console.error(`${results.length} of ${chosen.length}`)
    }
  }),
)
kept.save()
console.log(summary(results, !values.survivors && chosen.length < all.length))
