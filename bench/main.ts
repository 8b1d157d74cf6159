/** Runs a benchmark by its name: `npm run bench -- numbers --quick`. What each takes stands in its own main.ts. */
const benchmarks: Readonly<Record<string, () => Promise<unknown>>> = {
  cli: () => import('./cli/main.ts'),
  crash: () => import('./crash/main.ts'),
  mail: () => import('./mail/main.ts'),
  mutation: () => import('./mutation/main.ts'),
  numbers: () => import('./numbers/main.ts'),
  size: () => import('./size/main.ts'),
  spam: () => import('./spam/main.ts'),
  sync: () => import('./sync/main.ts'),
  suggestion: () => import('./suggestion/main.ts'),
  web: () => import('./web/main.ts'),
}

const [name = ''] = process.argv.splice(2, 1)
const load = benchmarks[name]
if (load === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [OPTIONS]`)
  process.exitCode = 64
} else {
  await load()
}
