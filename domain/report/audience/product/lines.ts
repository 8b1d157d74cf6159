import type { ReportLine } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellLine } from '../../lines/cannot-tell.ts'
import { commitmentsClause, lostCommitmentsClause } from '../../lines/commitments.ts'
import { lineOf, linesWithin } from '../../lines/line.ts'
import { extraPeopleClause, missingPeopleClause } from '../../lines/off-plan.ts'
import { reliabilityCourseClause } from '../../lines/reliability.ts'
import { stepsClause } from '../../lines/steps.ts'
import { mostFindings } from '../../words/lengths.ts'

/** What moved the backlog: commitments and missing people, the reliability budget's course, what would bring it back. */
export function productLines(view: ReportView): ReportLine[] {
  const unclear = cannotTellLine(view)
  if (!hasEffort(view.scope)) return unclear === undefined ? [] : [unclear]
  const steps = lineOf([stepsClause(view)])
  const commitments = commitmentsClause(view)
  const isTeam = view.spec.scope.kind === 'team'
  const last = steps ?? (isTeam ? undefined : unclear)
  const ends = last === undefined ? [] : [last]
  const starts = [
    [
      missingPeopleClause(view, view.scope) ?? extraPeopleClause(view),
      commitments,
      isTeam || commitments === undefined ? lostCommitmentsClause(view) : undefined,
    ],
    [reliabilityCourseClause(view)],
  ]
  return [...linesWithin(mostFindings - ends.length, starts), ...ends]
}
