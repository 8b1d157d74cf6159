import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import type { ReportFinding } from '../../content/content.ts'
import { figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { missingCapacity } from '../../sections/missing-capacity.ts'
import { reliabilityStanding } from '../../sections/reliability-standing.ts'
import { bandInWords, counted, percent } from '../../words/figures.ts'
import { mostEvidence, mostFindings } from '../../words/lengths.ts'
import { beforeInWords, growthInWords, outOfHoursInWords } from '../../words/pace.ts'
import { soFar, subjectStart, tense, who, whole } from '../../words/scope.ts'
import { plainText, type Sentence, say, strong } from '../../words/sentence.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { dataToFix } from './data-to-fix.ts'
import { reactiveShareInWords, reactiveSources } from './reactive-sources.ts'
import { weeksPicture } from './weeks-picture.ts'

/** The report for engineering managers: interruptions, reactive work, where reliability stands, data to fix. */
export function engineeringParts(view: ReportView): AudienceParts {
  const unclear = cannotTellFindings(view)
  const findings = hasEffort(view.scope)
    ? view.scope.doubt !== null
      ? // Fixes to the data come first: without them nothing else can be called.
        [dataToFix(view), reactiveSources(view), standingOf(view)]
      : [reactiveSources(view), standingOf(view), dataAndDoubt(view, unclear)]
    : [...unclear, dataToFix(view)]
  return {
    newsOf: (headline) =>
      withMissingPeople(view, headline, {
        subject: subjectOf(view),
        preheader: preheaderOf(view),
        answer: answerOf(view),
      }),
    picture: weeksPicture(view),
    findingsHeading: tense(view, 'Where the reactive work comes from', 'Where the reactive work came from'),
    findings: findings.filter((finding) => finding !== undefined).slice(0, mostFindings),
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

/** What can't be told and what would mend it belong together. */
function dataAndDoubt(view: ReportView, unclear: readonly ReportFinding[]): ReportFinding | undefined {
  const data = dataToFix(view)
  // A team's own doubt has been said first (see in-doubt.ts).
  if (unclear.length === 0 || view.spec.scope.kind === 'team') return data
  return {
    sentences: [...unclear.flatMap((finding) => finding.sentences), ...(data?.sentences ?? [])],
    items: data?.items ?? [],
    atStakeMilliDays: data?.atStakeMilliDays ?? null,
    evidence: unclear.flatMap((finding) => finding.evidence).slice(0, mostEvidence),
  }
}

function subjectOf(view: ReportView): string {
  const start = subjectStart(view)
  const { reliability, interruptionGrowth } = view.scope
  const due = reliability.expectedMilliDays
  const ktlo = figuresOf(view.scope, 'ktlo')
  const parts = [
    isDrifting(reliability) && due > 0
      ? `reliability at ${percent(reliability.spentMilliDays / due)} of its plan`
      : '',
    interruptionGrowth === null ? '' : growthInWords(interruptionGrowth.ratio),
  ].filter((part) => part !== '')
  if (parts.length > 0) return start + parts.join(', ')
  if (ktlo.call === 'on_plan') return `${start}reactive work as planned, ${percent(ktlo.actualShare)}`
  return `${start}reactive work took ${percent(ktlo.actualShare)}, planned ${percent(ktlo.plannedShare)}`
}

function answerOf(view: ReportView): Sentence {
  const { tickets, incidentsOutOfHours } = view.scope.interruptions
  const last = view.past.at(-1)
  const before =
    last === undefined ? '' : ` (${beforeInWords(view, last.label, last.figures.interruptions.tickets)})`
  const ktlo = figuresOf(view.scope, 'ktlo')
  return say`${who(view)} answered ${strong(counted(tickets, 'urgent request'))}${soFar(view)}${before}${outOfHoursInWords(incidentsOutOfHours)}. Reactive work ${tense(
    view,
    'takes',
    'took',
  )} ${strong(percent(ktlo.actualShare))} (${bandInWords(ktlo)}) of ${whole(view)}, where ${percent(
    ktlo.plannedShare,
  )} was planned.`
}

function preheaderOf(view: ReportView): string {
  const words = reactiveShareInWords(view)
  return words === '' ? plainText(reliabilityStanding(view).sentences[0] ?? []) : words
}
