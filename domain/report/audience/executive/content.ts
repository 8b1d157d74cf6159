import { surestDifference } from '../../../reconcile/headline/headline.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import type { ReportContent, ReportLine } from '../../content/content.ts'
import { figuresOf, type ReportView } from '../../content/view.ts'
import { promiseInWords } from '../../sections/forecast.ts'
import { plannedBeside } from '../../words/beside-plan.ts'
import { budgetNews } from '../../words/budget.ts'
import { bucketPhrases } from '../../words/categories.ts'
import { dateInWords } from '../../words/dates.ts'
import { shareInWords } from '../../words/figures.ts'
import { longestPreheaderLine } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { capitalised, plainText } from '../../words/sentence.ts'
import type { AudienceParts, CalledHeadline } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { executiveAnswer } from './answer.ts'
import { executiveFindings } from './findings.ts'
import { executiveLines, isOfSeveralTeams } from './lines.ts'
import { executiveSubject } from './subject.ts'

/** The report for executives: customers' work, money, trade-offs. */
export function executiveParts(view: ReportView, choice: ReportContent['choice']): AudienceParts {
  const lines = executiveLines(view)
  return {
    newsOf: (headline) => ({
      subject: executiveSubject(view, headline),
      preheader: preheaderOf(view, headline, choice, lines),
      answer: executiveAnswer(view, headline),
    }),
    picture: planPicture(view),
    linesHeading: tense(view, 'What moves it', 'What moved it'),
    lines,
    isQuiet: lines.length === 0,
    findings: executiveFindings(view),
  }
}

/** What the subject doesn't say: what moved it where all is on plan, else the category beside it; then whether there is something to decide. */
function preheaderOf(
  view: ReportView,
  headline: CalledHeadline,
  choice: ReportContent['choice'],
  [first]: readonly ReportLine[],
): string {
  const moved = headline.kind === 'on_plan' && first !== undefined ? movedInShort(view, first) : ''
  return `${moved === '' ? besideInWords(view, headline) : moved} ${decisionInWords(view, choice)}`
}

/** What moved a quarter, or as much of a long list as says that it is one; the line of one of several teams begins with its name. */
function movedInShort(view: ReportView, { words }: ReportLine): string {
  const moved = plainText(words)
  if (moved.length <= longestPreheaderLine) return moved
  const [head = '', ...list] = moved.split(': ')
  return isOfSeveralTeams(view) || list.length === 0 ? '' : `${head}.`
}

function besideInWords(view: ReportView, headline: CalledHeadline): string {
  const { reliability, categories } = view.scope
  if (isDrifting(reliability) && headline.kind !== 'reliability_drifting') {
    return `${capitalised(budgetNews(reliability))}.`
  }
  const isOfRoadmap = headline.kind === 'roadmap_under' || headline.kind === 'roadmap_over'
  const others = categories.filter((each) => each.category !== 'roadmap')
  const category = isOfRoadmap ? (surestDifference(others)?.category ?? 'ktlo') : 'roadmap'
  const figures = figuresOf(view.scope, category)
  const took = category === 'roadmap' ? tense(view, 'has', 'got') : tense(view, 'takes', 'took')
  return `${capitalised(bucketPhrases[category])} ${took} ${shareInWords(figures.actualShare)}, ${plannedBeside(figures)}.`
}

function decisionInWords(view: ReportView, choice: ReportContent['choice']): string {
  if (choice === null) return 'Nothing to decide.'
  if (!choice.isDecision) return promiseInWords(view) ?? 'Nothing to decide.'
  if (!view.running) return `One decision for ${view.nextQuarter}.`
  return view.planningStartsOn === null
    ? `One decision before ${view.nextQuarter} is planned.`
    : `One decision before ${dateInWords(view.planningStartsOn)}.`
}
