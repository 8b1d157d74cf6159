import { type Bucket, buckets, categories } from '../../category.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { dueMilliDaysOf, isFound, isOpen } from '../../reconcile/verdicts/commitments.ts'
import { isWeekUnread } from '../../reconcile/verdicts/staleness.ts'
import { grouped } from '../../text/numbers.ts'
import type { FiguresTable } from '../content/content.ts'
import {
  actualShareOf,
  figuresOf,
  hasEffort,
  isPlanless,
  isSorted,
  type PastScope,
  pastShareOf,
  type ReportView,
} from '../content/view.ts'
import { bucketLabels } from '../words/categories.ts'
import { shortDate } from '../words/dates.ts'
import { percent, points, tableDays } from '../words/figures.ts'
import { mostCommitmentsInTable, mostPastQuarters } from '../words/lengths.ts'
import { soFar } from '../words/scope.ts'
import { outside, say } from '../words/sentence.ts'
import { hasCommitmentsTable, hasTeamsTable } from './page-tables.ts'

/** The tables behind a report, its picture's figures among them. */
export function tablesOf(view: ReportView): FiguresTable[] {
  if (!hasEffort(view.scope)) return []
  return [
    ...(hasTeamsTable(view) ? [teamsTable(view)] : []),
    ...(hasCommitmentsTable(view) ? [commitmentsTable(view)] : []),
    ...(view.spec.audience === 'engineering' ? [weeksTable(view)] : []),
    ...(view.past.length > 0 ? [pastTable(view)] : []),
  ]
}

function teamsTable(view: ReportView): FiguresTable {
  return {
    caption:
      'Teams in the plan’s order: planned / spent, % of each team’s sorted work; not sorted: % of all its work',
    columns: buckets.map((bucket) => bucketLabels[bucket]),
    rows: view.teams.map((team) => ({
      name: say`${outside(team.name)}`,
      cells: hasEffort(team)
        ? [
            ...(['roadmap', 'ktlo', 'reliability'] as const).map((category) => {
              const figures = figuresOf(team, category)
              const plannedPoints = isPlanless(team) ? '–' : points(figures.plannedShare)
              return `${plannedPoints} / ${isSorted(team) ? points(figures.actualShare) : '–'}`
            }),
            String(points(team.uncategorised.share)),
          ]
        : ['–', '–', '–', '–'],
    })),
  }
}

/** In the plan's order; of a company that has many, those furthest from their plans. */
function commitmentsTable(view: ReportView): FiguresTable {
  const { commitments } = view.scope
  const isCompany = view.spec.scope.kind === 'company'
  const isCut = isCompany && commitments.length > mostCommitmentsInTable
  const shown = isCut ? furthestOff(commitments).slice(0, mostCommitmentsInTable) : commitments
  const teamNameOf = (teamId: string) => view.teams.find(({ scopeId }) => scopeId === teamId)?.name ?? teamId
  return {
    caption: isCut
      ? `The ${mostCommitmentsInTable} commitments furthest from their plans, person-days`
      : 'Commitments, person-days',
    columns: ['Planned', ...(view.running ? ['By now'] : []), 'Spent', 'State'],
    rows: shown.map((commitment) => ({
      name: isCompany
        ? say`${outside(commitment.name)} (${outside(teamNameOf(commitment.teamId))})`
        : say`${outside(commitment.name)}`,
      cells: [
        tableDays(commitment.plannedMilliDays),
        ...(view.running ? [dueCell(view, commitment)] : []),
        isFound(commitment) ? tableDays(commitment.actualMilliDays) : '–',
        stateInWords(commitment),
      ],
    })),
  }
}

/** Nothing more is due of what was delivered or dropped. */
function dueCell({ elapsedShare }: ReportView, commitment: CommitmentFigures): string {
  return isOpen(commitment) ? tableDays(dueMilliDaysOf(commitment, elapsedShare)) : '–'
}

function furthestOff(commitments: readonly CommitmentFigures[]): CommitmentFigures[] {
  return commitments.toSorted((a, b) => Math.abs(b.deviationMilliDays) - Math.abs(a.deviationMilliDays))
}

function stateInWords({ standing }: CommitmentFigures): string {
  if (standing === 'not_found') return 'not found'
  if (standing === 'dropped') return 'dropped'
  if (standing === 'ambiguous') return 'several of that name'
  return standing === 'delivered' ? 'done' : 'open'
}

/** A quarter in which nothing was planned or done has no misalignment. */
function misalignmentCell(share: number | null): string {
  return share === null ? '–' : percent(share)
}

/** Of what isn't sorted, no category has a share. */
function shareCell(isSorted: boolean, bucket: Bucket, share: number): string {
  return isSorted || bucket === 'uncategorised' ? percent(share) : '–'
}

function hasShares({ shares }: PastScope['figures']): boolean {
  return categories.some((category) => shares[category] > 0)
}

function weeksTable(view: ReportView): FiguresTable {
  return {
    caption: 'Person-days by week, and interruptions',
    columns: [...buckets.map((bucket) => bucketLabels[bucket]), 'Interruptions'],
    parts: [
      { caption: 'Person-days by week', columnCount: buckets.length },
      { caption: 'Interruptions by week', columnCount: 1 },
    ],
    rows: view.scope.weeks.map((week) => ({
      name: say`${shortDate(week.weekStart)}`,
      cells: isWeekUnread(week)
        ? [...buckets.map(() => '–'), week.interruptions === 0 ? '–' : grouped(week.interruptions)]
        : [...buckets.map((bucket) => tableDays(week.milliDays[bucket])), grouped(week.interruptions)],
    })),
  }
}

function pastTable(view: ReportView): FiguresTable {
  const now = {
    name: say`${view.quarter}${soFar(view)}`,
    cells: [
      ...buckets.map((bucket) => shareCell(isSorted(view.scope), bucket, actualShareOf(view.scope, bucket))),
      misalignmentCell(view.scope.misalignmentShare),
      grouped(view.scope.interruptions.tickets),
    ],
  }
  return {
    caption:
      'Quarter by quarter: shares of the sorted work (not sorted: of all work), misalignment (off plan), interruptions',
    columns: [...buckets.map((bucket) => bucketLabels[bucket]), 'Off plan', 'Interruptions'],
    parts: [
      {
        caption: 'Quarter by quarter: shares of the sorted work (not sorted: of all work)',
        columnCount: buckets.length,
      },
      { caption: 'Quarter by quarter: misalignment (off plan) and interruptions', columnCount: 2 },
    ],
    rows: [
      ...view.past.slice(-mostPastQuarters).map(({ label, figures }) => ({
        name: say`${label}`,
        cells: [
          ...buckets.map((bucket) => shareCell(hasShares(figures), bucket, pastShareOf(figures, bucket))),
          misalignmentCell(figures.misalignmentShare),
          grouped(figures.interruptions.tickets),
        ],
      })),
      now,
    ],
  }
}
