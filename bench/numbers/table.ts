import { type CompanyScores, type Measure, measures, type Sorting, sortings } from './scores.ts'
import { bandScore, countBelow, driftScore, meanError } from './summary.ts'

const headings: Readonly<Record<Measure, string>> = {
  ours: 'ours',
  tickets_closed: 'counts',
  points_closed: 'points',
  equal_split: 'equal',
  time_in_progress: 'time',
  worklogs: 'logs',
}

const sortingNames: Readonly<Record<Sorting, string>> = {
  given: 'categories given',
  defaultLike: 'default rules',
}

/** Mean errors by kind of company, one line a kind. */
export function errorTable(groups: ReadonlyMap<string, readonly CompanyScores[]>): string {
  const head = ['kind'.padEnd(22), ...measures.map((measure) => headings[measure].padStart(7))].join('')
  const company = '  company'.padStart(9)
  const lines = sortings.flatMap((sorting) => [
    `\n${sortingNames[sorting]}: mean error in points per team-quarter (and of ours per company-quarter)`,
    `${head}${company}${'band'.padStart(8)}${'±'.padStart(6)}`,
    ...[...groups].map(([name, companies]) => lineOf(name, companies, sorting)),
  ])
  return lines.join('\n')
}

function lineOf(name: string, companies: readonly CompanyScores[], sorting: Sorting): string {
  const scores = companies.flatMap(({ shares }) => shares)
  const cells = measures.map((measure) => decimal(meanError(scores, measure, 'team', sorting), 2).padStart(7))
  const company = decimal(meanError(scores, 'ours', 'company', sorting), 2).padStart(9)
  const band = bandScore(scores, 'team', sorting)
  const inside = percent(band.insideShare).padStart(8)
  return `${name.padEnd(22)}${cells.join('')}${company}${inside}${decimal(band.halfWidthPoints, 1).padStart(6)}`
}

/** Of companies taken together: who is nearer in how many, the company's band, and drift. */
export function summaryOf(name: string, companies: readonly CompanyScores[]): string {
  const scores = companies.flatMap(({ shares }) => shares)
  const drifts = companies.flatMap((each) => each.drifts)
  const lines = sortings.flatMap((sorting) => {
    const below = measures
      .filter((measure) => measure !== 'ours')
      .map((measure) => {
        const count = countBelow(companies, measure, sorting)
        return `${headings[measure]} ${count.below}/${count.of}`
      })
    const band = bandScore(scores, 'company', sorting)
    const drift = driftScore(drifts, sorting)
    return [
      `  ${sortingNames[sorting]}`,
      `    ours is nearer than: ${below.join(', ')}`,
      `    company band holds ${percent(band.insideShare)} at ±${decimal(band.halfWidthPoints, 1)}`,
      `    drift: falsely called ${percent(drift.falselyCalledShare)}; of ${drift.deep} truly at or below -40 %: ` +
        `${drift.missed} missed, ${drift.probably} probably, ${drift.cannotTell} cannot tell; ` +
        `80 % interval holds ${percent(drift.insideShare)}`,
    ]
  })
  return [`${name}: ${companies.length} companies`, ...lines].join('\n')
}

function decimal(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits)
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`
}
