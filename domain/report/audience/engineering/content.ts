import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { missingCapacity } from '../../sections/missing-capacity.ts'
import { reliabilityStanding } from '../../sections/reliability-standing.ts'
import { bandInWords, counted, dayFigure, grouped, percent } from '../../words/figures.ts'
import { beforeInWords, growthInWords } from '../../words/pace.ts'
import { soFar, subjectOf, tense, who } from '../../words/scope.ts'
import { type Sentence, say, strong } from '../../words/sentence.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { dataToFix } from './data-to-fix.ts'
import { engineeringLines } from './lines.ts'
import { ktloSources } from './sources.ts'
import { weeksPicture } from './weeks-picture.ts'

/** The report for engineering managers: interruptions and their sources, where reliability stands, data to mend. */
export function engineeringParts(view: ReportView): AudienceParts {
  const findings = hasEffort(view.scope)
    ? [ktloSources(view), standingOf(view), dataToFix(view), ...cannotTellFindings(view)]
    : [...cannotTellFindings(view), dataToFix(view)]
  const isQuiet = view.scope.interruptionGrowth === null && view.scope.capacityGap?.kind !== 'missing'
  return {
    newsOf: (headline) =>
      withMissingPeople(view, headline, {
        subject: subjectOf(view, ...newsInWords(view)),
        preheader: preheaderOf(view),
        answer: answerOf(view),
      }),
    picture: weeksPicture(view),
    linesHeading: tense(view, 'Where the time goes', 'Where the time went'),
    lines: engineeringLines(view),
    isQuiet,
    findings: findings.filter((finding) => finding !== undefined),
  }
}

/** Where reliability stands, and that people whom its plan counted on were not there. */
function standingOf(view: ReportView): ReportFinding {
  const standing = reliabilityStanding(view)
  const missing = missingCapacity(view, view.scope)
  return missing === undefined
    ? standing
    : { ...standing, sentences: [...standing.sentences, missing.sentence] }
}

/** "interruptions up by half, 14 of 121 reliability days spent". */
function newsInWords(view: ReportView): readonly string[] {
  const { reliability, interruptionGrowth } = view.scope
  const ktlo = figuresOf(view.scope, 'ktlo')
  const parts = [
    interruptionGrowth === null ? '' : growthInWords(interruptionGrowth.ratio),
    isDrifting(reliability)
      ? `${dayFigure(reliability.spentMilliDays)} of ${dayFigure(reliability.budgetMilliDays)} reliability days spent`
      : '',
  ].filter((part) => part !== '')
  if (parts.length > 0) return parts
  if (ktlo.call === 'on_plan') return [`keeping things running as planned, ${percent(ktlo.actualShare)}`]
  return [`keeping things running took ${percent(ktlo.actualShare)}, ${percent(ktlo.plannedShare)} planned`]
}

/** "Search had 48 interruptions (Q1: 32), 12 of them incidents outside working hours." */
function answerOf(view: ReportView): Sentence {
  const { tickets, incidentsOutOfHours } = view.scope.interruptions
  const last = view.past.at(-1)
  const before =
    last === undefined ? '' : ` (${beforeInWords(view, last.label, last.figures.interruptions.tickets)})`
  const ktlo = figuresOf(view.scope, 'ktlo')
  const night = incidentsOutOfHours === 0 ? '' : `, ${grouped(incidentsOutOfHours)} outside working hours`
  return say`${who(view)} had ${strong(counted(tickets, 'interruption'))}${soFar(view)}${before}${night}; keeping things running ${tense(
    view,
    'takes',
    'took',
  )} ${percent(ktlo.actualShare)} (${bandInWords(ktlo)}) of the sorted work, ${percent(ktlo.plannedShare)} planned.`
}

/** What the subject leaves: the roadmap's share. */
function preheaderOf(view: ReportView): string {
  const { actualShare, plannedShare } = figuresOf(view.scope, 'roadmap')
  return `The roadmap ${tense(view, 'has', 'got')} ${percent(actualShare)} of the sorted work, ${percent(plannedShare)} planned.`
}
