import type { ReportLine } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellLine } from '../../lines/cannot-tell.ts'
import { dataClause } from '../../lines/data.ts'
import { lineOf, linesWithin } from '../../lines/line.ts'
import { extraPeopleClause, missingPeopleClause } from '../../lines/off-plan.ts'
import { reliabilityCourseClause } from '../../lines/reliability.ts'
import { sourcesClause } from '../../lines/sources.ts'
import { mostFindings } from '../../words/lengths.ts'

/** Where interruptions came from, where reliability work stands, what to fix in the data. */
export function engineeringLines(view: ReportView): ReportLine[] {
  const unclear = cannotTellLine(view)
  const data = lineOf([dataClause(view)])
  const isTeam = view.spec.scope.kind === 'team'
  if (!hasEffort(view.scope)) return [unclear, data].filter((line) => line !== undefined)
  const sources = [sourcesClause(view)]
  const reliability = reliabilityCourseClause(view)
  // What to mend comes first: without it nothing else can be told.
  if (view.scope.doubt !== null) {
    const starts = data === undefined ? [] : [data]
    return [...starts, ...linesWithin(mostFindings - starts.length, [sources, [reliability]])]
  }
  const last = isTeam ? data : (unclear ?? data)
  const ends = last === undefined ? [] : [last]
  const people = missingPeopleClause(view, view.scope) ?? extraPeopleClause(view)
  return [...linesWithin(mostFindings - ends.length, [sources, [people, reliability]]), ...ends]
}
