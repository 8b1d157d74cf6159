import type { ReportLine } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellLine } from '../../lines/cannot-tell.ts'
import { dataClause } from '../../lines/data.ts'
import { lineOf } from '../../lines/line.ts'
import { extraPeopleClause, missingPeopleClause } from '../../lines/off-plan.ts'
import { reliabilityCourseClause } from '../../lines/reliability.ts'
import { sourcesClause } from '../../lines/sources.ts'
import { mostFindings } from '../../words/lengths.ts'

/** Where interruptions came from, where reliability work stands, what to fix in the data. */
export function engineeringLines(view: ReportView): ReportLine[] {
  const unclear = cannotTellLine(view)
  const data = lineOf([dataClause(view)])
  const isTeam = view.spec.scope.kind === 'team'
  const lines = hasEffort(view.scope)
    ? view.scope.doubt !== null
      ? // What to mend comes first: without it nothing else can be told.
        [data, lineOf([sourcesClause(view)]), lineOf([reliabilityCourseClause(view)])]
      : [
          lineOf([sourcesClause(view)]),
          lineOf([
            missingPeopleClause(view, view.scope) ?? extraPeopleClause(view),
            reliabilityCourseClause(view),
          ]),
          isTeam ? data : (unclear ?? data),
        ]
    : [unclear, data]
  return lines.filter((line) => line !== undefined).slice(0, mostFindings)
}
