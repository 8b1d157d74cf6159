import type { Growth } from '../../../reconcile/dataset/verdicts.ts'
import { surestDifference } from '../../../reconcile/headline/headline.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { hasGrown } from '../../../reconcile/verdicts/growth.ts'
import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { missingPeopleClause } from '../../lines/off-plan.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { reliabilityStanding } from '../../sections/reliability-standing.ts'
import { missingCapacity } from '../../sections/trust/missing-capacity.ts'
import { plannedBeside, shareNews } from '../../words/beside-plan.ts'
import { budgetNews } from '../../words/budget.ts'
import { earlierQuarter } from '../../words/dates.ts'
import { bandInWords, counted, shareInWords } from '../../words/figures.ts'
import { beforeInWords, growthInWords } from '../../words/pace.ts'
import { soFar, subjectOf, tense, who } from '../../words/scope.ts'
import { type Sentence, say, strong } from '../../words/sentence.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import { type AudienceParts, noSureDifference } from '../shared/parts.ts'
import { dataToFix } from './data-to-fix.ts'
import { engineeringLines } from './lines.ts'
import { ktloSources } from './sources.ts'
import { weeksPicture } from './weeks-picture.ts'

/** The report for engineering managers: interruptions and their sources, where reliability stands, data to mend. */
export function engineeringParts(view: ReportView): AudienceParts {
  const findings = hasEffort(view.scope)
    ? [ktloSources(view), standingOf(view), dataToFix(view), ...cannotTellFindings(view)]
    : [...cannotTellFindings(view), dataToFix(view)]
  const isQuiet =
    view.scope.interruptionGrowth === null && missingPeopleClause(view, view.scope) === undefined
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

/**
 * "interruptions up by half, 14 of 121 reliability days spent"; else what is off plan, keeping things running first. That there were
 * fewer interruptions is no news beside what keeping things running took of others' time.
 */
function newsInWords(view: ReportView): readonly string[] {
  const { reliability, interruptionGrowth, categories } = view.scope
  const ktlo = figuresOf(view.scope, 'ktlo')
  const parts = [
    interruptionGrowth === null
      ? ''
      : hasGrown(interruptionGrowth) || ktlo.call !== 'over'
        ? growthNews(view, interruptionGrowth)
        : shareNews(view, ktlo),
    isDrifting(reliability) ? budgetNews(reliability) : '',
  ].filter((part) => part !== '')
  if (parts.length > 0) return parts
  if (ktlo.call === 'over') return [shareNews(view, ktlo)]
  const off = surestDifference(categories)
  if (off !== null) return [shareNews(view, off)]
  return ktlo.call === 'on_plan' ? [shareNews(view, ktlo)] : [noSureDifference]
}

/** "twice Q1’s interruptions", or while the quarter runs "twice Q1’s pace of interruptions"; "interruptions up by half". */
function growthNews({ running, reconciliation: { quarter } }: ReportView, growth: Growth): string {
  const before = earlierQuarter(growth.quarterBefore, quarter)
  return growthInWords(growth.ratio, running ? `${before}’s pace of` : `${before}’s`)
}

/** "Search had 48 interruptions (Q1: 32); keeping things running took 37 % (±6) of the sorted work, 18 % planned." */
function answerOf(view: ReportView): Sentence {
  const { tickets } = view.scope.interruptions
  const last = view.past.at(-1)
  const before =
    last === undefined || last.figures.isOfOtherTeams === true
      ? ''
      : ` (${beforeInWords(view, last.label, last.figures.interruptions.tickets)})`
  const ktlo = figuresOf(view.scope, 'ktlo')
  const had = tense(view, view.spec.scope.kind === 'company' ? 'have had' : 'has had', 'had')
  const interruptions = strong(counted(tickets, 'interruption'))
  return say`${who(view)} ${had} ${interruptions}${soFar(view)}${before}; keeping things running ${tense(
    view,
    'takes',
    'took',
  )} ${shareInWords(ktlo.actualShare)} (${bandInWords(ktlo)}) of the sorted work, ${plannedBeside(ktlo)}.`
}

/** What the subject and the answer leave: the roadmap's share, or reliability's where the subject is about the roadmap. */
function preheaderOf(view: ReportView): string {
  const roadmap = figuresOf(view.scope, 'roadmap')
  if (newsInWords(view).includes(shareNews(view, roadmap))) {
    const reliability = figuresOf(view.scope, 'reliability')
    return `Reliability work ${tense(view, 'takes', 'took')} ${shareInWords(reliability.actualShare)}, ${plannedBeside(reliability)}.`
  }
  return `The roadmap ${tense(view, 'has', 'got')} ${shareInWords(roadmap.actualShare)} of the sorted work, ${plannedBeside(roadmap)}.`
}
