import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import type { ReportLine } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellLine } from '../../lines/cannot-tell.ts'
import { commitmentsClause, lostCommitmentsClause } from '../../lines/commitments.ts'
import { type Clause, lineOf, linesWithin } from '../../lines/line.ts'
import { extraPeopleClause, missingPeopleClause, shareClause } from '../../lines/off-plan.ts'
import { reliabilityCourseClause } from '../../lines/reliability.ts'
import { stepsClause } from '../../lines/steps.ts'
import { mostFindings } from '../../words/lengths.ts'
import { offPlanNews } from './off-plan-news.ts'

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
    commitments === undefined ? [subjectClause(view)] : [],
    [
      missingPeopleClause(view, view.scope) ?? extraPeopleClause(view),
      commitments,
      isTeam || commitments === undefined ? lostCommitmentsClause(view) : undefined,
    ],
    [reliabilityCourseClause(view)],
  ]
  return [...linesWithin(mostFindings - ends.length, starts), ...ends]
}

/** What the subject tells of keeping things running: the answer is about the roadmap, the next line about reliability work. */
function subjectClause(view: ReportView): Clause | undefined {
  const { scope } = view
  const off = offPlanNews(view)
  const isSubject =
    scope.doubt === null && !isDrifting(scope.reliability) && lostCommitmentsClause(view) === undefined
  return isSubject && off?.category === 'ktlo' ? shareClause(view, scope, off) : undefined
}
