import type { Source } from '../../../domain/reconcile/dataset/scope.ts'
import { toldApart } from '../../../domain/report/content/view.ts'
import { statementInWords } from '../../../domain/report/sections/reviewers.ts'
import { projectionFigures } from '../../../domain/report/words/budget.ts'
import { dateInWords, longQuarter } from '../../../domain/report/words/dates.ts'
import { driftInWords } from '../../../domain/report/words/drift.ts'
import { dayFigure } from '../../../domain/report/words/figures.ts'
import { plainText, type Sentence } from '../../../domain/report/words/sentence.ts'
import { plainText as plainLine } from '../../../domain/text/plain-text.ts'
import type { Drift, TeamDrift } from '../../../queries/drift/drift.ts'
import { commitmentLeft, commitmentSpent } from '../../../wording/report/commitment-left.ts'
import { interruptionsText } from '../../../wording/report/interruptions-text.ts'
import { ticketDays } from '../../../wording/ticket-days.ts'
import { timeOf, writtenIn } from '../../../wording/times.ts'
import { columns } from '../../output/columns.ts'

/** A line for each team: spent, due and planned days, the state, the projected end, and the last day to recover. */
export function teamsLines(
  { quarter, asOfAt, isRunning, teams, leftOut }: Drift,
  timeZone: string,
): string[] {
  return [
    `Reliability budgets of ${longQuarter(quarter)}${isRunning ? ' so far' : ''}, in person-days (${writtenIn(timeZone, timeOf(asOfAt))}):`,
    '',
    ...columns([
      ['', 'spent', 'planned by now', 'planned in all', 'state', 'by the end', 'start by'],
      ...toldApart(teams).map(teamCells),
    ]),
    ...leftOut.map(({ reason }) => textOf(reason)),
    '',
    'By the end: at the pace so far, and between these in 8 of 10 quarters. Start by: the last day on which work can start',
    'so that the plan is met at the best pace so far. "plumbline drift TEAM" shows what the days went into.',
  ]
}

function teamCells({ name, reliability }: TeamDrift): string[] {
  const { spentMilliDays, expectedMilliDays, budgetMilliDays, lastDayToRecover } = reliability
  const projection = projectionFigures(reliability)
  return [
    plainLine(name),
    dayFigure(spentMilliDays),
    dayFigure(expectedMilliDays),
    dayFigure(budgetMilliDays),
    driftInWords(reliability),
    projection === null ? '-' : `${projection.end} (${projection.range})`,
    lastDayToRecover === null ? '-' : dateInWords(lastDayToRecover),
  ]
}

/** One team whole: where its budget stands, what is planned and left, what the days went into, and what the next mail says. */
export function teamLines(
  { quarter, asOfAt, isRunning }: Drift,
  team: TeamDrift,
  timeZone: string,
): string[] {
  const { reliability, standing, doubt, commitments, past, forecast, nextMail, statements } = team
  return [
    `${plainLine(team.name)}, ${longQuarter(quarter)}${isRunning ? ' so far' : ''} (${writtenIn(timeZone, timeOf(asOfAt))}): ${driftInWords(reliability)}`,
    '',
    ...(doubt === null ? [] : [sentencesText(doubt.sentences)]),
    sentencesText(standing.sentences),
    ...section(
      'What the reviewers say',
      statements.map((each) => textOf(statementInWords(each))),
    ),
    ...section(
      'Planned reliability work, in person-days',
      commitments.length === 0
        ? []
        : columns([['', 'spent', 'planned', 'left'], ...commitments.map(commitmentCells)]),
    ),
    ...section('What the reliability days went into', sourceLines(team.spentOn)),
    ...section('What pulled people away', [interruptionsText(team)]),
    ...section('What keeping things running took', sourceLines(team.pulledAway)),
    ...section(
      'Earlier quarters, reliability days spent of planned',
      past
        .toReversed()
        .map(
          (each) =>
            `${longQuarter(each.quarter)}: ${dayFigure(each.spentMilliDays)} of ${dayFigure(each.budgetMilliDays)}`,
        ),
    ),
    ...section('What can be promised next quarter', forecast === null ? [] : [textOf(forecast)]),
    ...section(`What the ${isRunning ? 'next' : 'quarter’s'} mail says first`, [
      plainLine(nextMail.subject),
      textOf(nextMail.answer),
    ]),
  ]
}

function commitmentCells(commitment: TeamDrift['commitments'][number]): string[] {
  return [
    plainLine(commitment.name),
    commitmentSpent(commitment),
    dayFigure(commitment.plannedMilliDays),
    commitmentLeft(commitment),
  ]
}

/** A heading with what stands below it; nothing where that is nothing. */
function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map((line) => `  ${line}`)]
}

/** "Ledger: 66 days, 37 tickets, the largest BILL-850, Rounding of refunds (12.3)". */
function sourceLines(sources: readonly Source[]): string[] {
  return sources.map(({ label, milliDays, tickets: [largest, ...others] }) => {
    const days = `${plainLine(label)}: ${dayFigure(milliDays)} person-days`
    return largest === undefined
      ? days
      : `${days}${others.length === 0 ? ', ' : ', the largest '}${plainLine(largest.key)} ${plainLine(largest.title)} (${ticketDays(largest.milliDays)})`
  })
}

function sentencesText(sentences: readonly Sentence[]): string {
  return sentences.map(textOf).join(' ')
}

function textOf(sentence: Sentence): string {
  return plainLine(plainText(sentence))
}
