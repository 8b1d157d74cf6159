/**
 * How far measured shares are from the truth, on simulated companies, beside other measures:
 *   npm run bench -- numbers [--quick] [--kind NAME …] [--seeds COUNT] [--random COUNT] [--report] [--part shares|forecast …]
 * `--kind` may be repeated; `random` is the companies whose dials are drawn. --seeds is companies a kind, --random companies with
 * drawn dials. The forecast is made on the same companies with eight quarters. Seeds are for tuning unless --report is given: tune on the first, tell of the second.
 */
import { parseArgs } from 'node:util'
import { simulateCompany } from '../../test/simulation/company.ts'
import type { Dials } from '../../test/simulation/dials/dials.ts'
import { kinds } from '../../test/simulation/dials/kinds.ts'
import { drawDials } from '../../test/simulation/dials/random-dials.ts'
import { reportSeeds, tuningSeeds } from '../../test/simulation/dials/seeds.ts'
import { forecastScoresOf, forecastTable } from './forecasts.ts'
import { type CompanyScores, scoresOf } from './scores.ts'
import { errorTable, summaryOf } from './table.ts'

const { values } = parseArgs({
  // Dispatched by bench/main.ts, which takes the name off.
  args: process.argv.slice(2),
  options: {
    quick: { type: 'boolean', default: false },
    kind: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    random: { type: 'string' },
    report: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: ['shares', 'forecast'] },
  },
})

const randomKind = 'random'
const quartersOfHistory = 8
const seeds = values.report ? reportSeeds : tuningSeeds
const kindSeeds = seeds.slice(0, countOf(values.seeds, values.quick ? 1 : 2))
const randomSeeds = seeds.slice(0, countOf(values.random, values.quick ? 5 : 20))
const chosen = values.kind ?? [...Object.keys(kinds), randomKind]
if (values.part.includes('shares')) measureShares()
if (values.part.includes('forecast')) measureForecasts()
const seconds = (process.cpuUsage().user / 1e6).toFixed(0)
console.log(`\n${values.report ? 'report' : 'tuning'} seeds, ${seconds} s of CPU`)

function measureShares(): void {
  const groups = new Map<string, CompanyScores[]>()
  for (const name of chosen) {
    groups.set(
      name,
      companiesNamed(name).map(({ dials, seed }) => scoresOf(simulateCompany(dials, seed))),
    )
  }
  const named = chosen.filter((name) => kinds[name]?.assumptionsHold === true)
  const failing = chosen.filter((name) => kinds[name]?.assumptionsHold === false)
  print('kinds', named, groups)
  print('worlds in which the assumptions fail', failing, groups)
  print('random', chosen.includes(randomKind) ? [randomKind] : [], groups)
}

function measureForecasts(): void {
  const scores = chosen.flatMap(companiesNamed).flatMap(({ dials, seed }) => {
    const people = { ...dials.people, quarters: quartersOfHistory }
    return forecastScoresOf(simulateCompany({ ...dials, people }, seed))
  })
  console.log(`\n== what can be promised next quarter\n${forecastTable(scores)}`)
}

function print(
  title: string,
  names: readonly string[],
  groups: ReadonlyMap<string, readonly CompanyScores[]>,
): void {
  if (names.length === 0) return
  const rows = new Map(names.map((name) => [name, groups.get(name) ?? []]))
  const all = [...rows.values()].flat()
  if (names.length > 1) rows.set('together', all)
  console.log(`\n== ${title}${errorTable(rows)}\n\n${summaryOf(title, all)}`)
}

function companiesNamed(name: string) {
  return name === randomKind ? randomCompanies() : companiesOf(name)
}

function companiesOf(name: string): { readonly dials: Dials; readonly seed: string }[] {
  const kind = kinds[name]
  if (kind === undefined) {
    throw new RangeError(`no kind "${name}": one of ${[...Object.keys(kinds), randomKind].join(', ')}`)
  }
  return kindSeeds.map((seed) => ({ dials: kind.dials, seed: `${name} ${seed}` }))
}

function randomCompanies(): { readonly dials: Dials; readonly seed: string }[] {
  return randomSeeds.map((seed) => ({ dials: drawDials(seed), seed: `random ${seed}` }))
}

function countOf(text: string | undefined, otherwise: number): number {
  const count = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(count) || count < 1 || count > seeds.length) {
    throw new RangeError(`"${text}" is no count from 1 to ${seeds.length}`)
  }
  return count
}
