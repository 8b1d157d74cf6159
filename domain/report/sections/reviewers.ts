import { sumOf } from '../../calculation/sum.ts'
import { isoOf, type LocalDate } from '../../instant.ts'
import type { ReportScope } from '../../plan/plan.ts'
import type { ReportPart } from '../content/content.ts'
import type { ReviewerAct, ReviewerStatement, ReviewersWords } from '../content/reviewers.ts'
import type { ReportView } from '../content/view.ts'
import { dateInWords } from '../words/dates.ts'
import { counted, daysInWords } from '../words/figures.ts'
import { longestQuote, longestQuotes, longestStatement, mostStatements } from '../words/lengths.ts'
import { possessive } from '../words/scope.ts'
import { outside, quoted, type Sentence, say } from '../words/sentence.ts'
import { teamNames } from '../words/team-names.ts'

/** The reviewers' words with name and date, and their silence; null where neither is known. The mail quotes a few, shorter; the page has all of them whole. */
export function reviewersSection(
  view: ReportView,
  words: ReviewersWords,
  place: 'mail' | 'page',
): ReportPart | null {
  const { statements, acts = [], unanswered } = words
  const { kind } = view.spec.scope
  const inReport = view.teams.map(({ scopeId, name }) => ({ teamId: scopeId, name }))
  const gone = kind === 'company' ? teamsThatLeft(view, words) : []
  const ofTeams = [...inReport, ...gone].map((team) => ({
    name: team.name,
    said: statements.filter(({ teamId }) => teamId === team.teamId),
    isSilent: unanswered?.teamIds.includes(team.teamId) ?? false,
  }))
  const all = ofTeams.flatMap(({ name, said }) => said.map((statement) => ({ name, statement })))
  const fitting = place === 'page' ? all : fittingStatements(all, kind)
  const shown = all.filter((each) => fitting.includes(each))
  const silent = ofTeams.filter(({ isSilent }) => isSilent).map(({ name }) => name)
  const longest = place === 'page' ? longestStatement : longestQuote[kind]
  const sentences = [
    ...shown.map(({ name, statement }) =>
      kind === 'company'
        ? say`${outside(name)}, ${statementInWords(statement, longest)}`
        : statementInWords(statement, longest),
    ),
    ...moreSentence(all.length - shown.length),
    ...(kind === 'company' ? [] : acts.filter(({ teamId }) => teamId === view.scope.scopeId).map(actInWords)),
    ...(unanswered === null || silent.length === 0 ? [] : [silenceSentence(silent, unanswered.by)]),
  ]
  return sentences.length === 0 ? null : { heading: 'What the reviewers say', sentences }
}

type NamedTeam = NonNullable<ReviewersWords['askedTeams']>[number]

/**
 * Teams whose reviewers said something in the review before the plan dropped the team, or gave it another id: the company's report still
 * has their words. A team that lost its figures, because few people are left in it, isn't quoted.
 */
function teamsThatLeft(
  view: ReportView,
  { statements, askedTeams = [] }: ReviewersWords,
): readonly NamedTeam[] {
  const { teams, leftOut } = view.reconciliation
  const known = new Set([...teams.map(({ scopeId }) => scopeId), ...leftOut.map(({ teamId }) => teamId)])
  return askedTeams.filter(
    ({ teamId }) => !known.has(teamId) && statements.some((each) => each.teamId === teamId),
  )
}

/** Those that a mail has room for, one at least: what was said in the review before what was said at a drift notice, the latest first. */
function fittingStatements<Said extends { readonly statement: ReviewerStatement }>(
  all: readonly Said[],
  kind: ReportScope['kind'],
): readonly Said[] {
  const first = all
    .toSorted((a, b) => b.statement.saidAt - a.statement.saidAt)
    .toSorted((a, b) => Number(isOfReview(b.statement)) - Number(isOfReview(a.statement)))
    .slice(0, mostStatements[kind])
  const lengths = first.map(({ statement }) => Math.min(longestQuote[kind], [...statement.text].length))
  const fitting = lengths.findIndex((_, index) => sumOf(lengths.slice(0, index + 1)) > longestQuotes)
  return fitting === -1 ? first : first.slice(0, Math.max(1, fitting))
}

function isOfReview({ saidIn }: ReviewerStatement): boolean {
  return saidIn === 'review'
}

/** `Ada Example, 28 May: “We traded it for the launch.”` */
export function statementInWords(
  { authorName, saidAt, text }: Pick<ReviewerStatement, 'authorName' | 'saidAt' | 'text'>,
  longest: number = longestStatement,
): Sentence {
  return say`${outside(authorName)}, ${dateInWords(isoOf(saidAt).slice(0, 10))}: “${quoted(text, longest)}”`
}

/** "Ada Example, 28 May: corrected the category of 2 tickets (14 person-days)." */
function actInWords(act: ReviewerAct): Sentence {
  const start = say`${outside(act.authorName)}, ${dateInWords(isoOf(act.actedAt).slice(0, 10))}: `
  return act.kind === 'confirmed'
    ? say`${start}confirmed these figures.`
    : say`${start}corrected the category of ${counted(act.tickets, 'ticket')} (${daysInWords(act.milliDays, 'person-day')}).`
}

/** "No answer from Billing’s reviewer by 3 July.", or of several teams: "No answer from the reviewers of Billing and Search by 3 July." */
export function silenceSentence(names: readonly string[], by: LocalDate): Sentence {
  const [only] = names
  const until = dateInWords(by)
  if (only !== undefined && names.length === 1)
    return say`No answer from ${possessive({ name: only })} reviewer by ${until}.`
  return say`No answer from the reviewers of ${teamNames(names.map((name) => ({ name })))} by ${until}.`
}

function moreSentence(more: number): Sentence[] {
  if (more === 0) return []
  return [say`${counted(more, 'more statement')} ${more === 1 ? 'isn’t' : 'aren’t'} quoted here.`]
}
