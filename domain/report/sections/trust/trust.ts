import { isoOf } from '../../../instant.ts'
import type { Reconciliation } from '../../../reconcile/dataset/reconciliation.ts'
import { baselineStandingOf } from '../../../reconcile/verdicts/baseline.ts'
import { ticketlessMilliDaysOf, unattributedShareOf } from '../../../reconcile/verdicts/capacity.ts'
import { isFinding } from '../../../reconcile/verdicts/least-finding.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { dateInWords, instantInWords } from '../../words/dates.ts'
import { bandInPoints, counted, daysInWords, percent, points } from '../../words/figures.ts'
import { tense } from '../../words/scope.ts'
import { capitalised, listOf, outside, type Sentence, say } from '../../words/sentence.ts'
import { choiceGrounds } from '../choice-grounds.ts'
import { changeSentences } from './changes.ts'
import { leftOutSentences } from './left-out.ts'
import { typicalBands } from './trust-line.ts'

/** How sure the figures are: coverage, bands, what isn't seen, what is missing or old. */
export function trustSentences(view: ReportView): Sentence[] {
  return [
    ...changeSentences(view),
    ...hindsightSentence(view),
    ...sortedSentence(view),
    ...bandsInWords(view),
    ...choiceGrounds(view),
    unseenSentence(view),
    ...plannedUnseenSentence(view),
    ...daysOffSentence(view),
    ...leftOutSentences(view),
    ...baselineSentence(view),
    ...recordsSentence(view),
    ...nobodysLogsSentence(view),
    ...connectionSentences(view),
    ...unreadSentence(view),
  ]
}

function sortedSentence(view: ReportView): Sentence[] {
  const { tickets, ticketsByStep } = view.reconciliation.coverage
  if (tickets === 0) return [say`No ticket has been read${view.running ? ' yet' : ''}.`]
  const sorted = tickets - ticketsByStep.uncategorised
  const ways = [
    ticketsByStep.rule > 0 ? `${percent(ticketsByStep.rule / tickets)} by rule` : '',
    ticketsByStep.inherited > 0
      ? `${percent(ticketsByStep.inherited / tickets)} from what they belong to`
      : '',
    ticketsByStep.override > 0 ? `${percent(ticketsByStep.override / tickets)} by a person` : '',
  ].filter((way) => way !== '')
  const how = ways.length === 0 ? '' : ` (${ways.join(', ')})`
  const { milliDays, share } = view.scope.uncategorised
  const ofTeam = view.spec.scope.kind === 'team'
  const work = ofTeam ? 'this team’s work' : 'the work'
  const rest =
    milliDays === 0
      ? ''
      : ` What is not sorted ${tense(view, 'takes', 'took')} ${daysInWords(milliDays)}, ${percent(share)} of ${work}; it is part of no share, and the bands count that it may be anything.`
  return [
    say`${percent(sorted / tickets)} of ${ofTeam ? 'the company’s' : 'all'} ${counted(tickets, 'ticket')} are sorted${how}.${rest}`,
  ]
}

function unseenSentence(view: ReportView): Sentence {
  const { capacity } = view.scope
  const share = unattributedShareOf(capacity)
  const seen =
    points(share) > 0
      ? `: ${daysInWords(ticketlessMilliDaysOf(capacity))} (${percent(share)}) without a ticket in progress`
      : ''
  return say`Work on no ticket is not seen${seen}. Days are whole working days, meetings included${handsOnInWords(view)}.`
}

/** Planned days that no ticket shows, be it that nobody was there to spend them: they are part of no share. */
function plannedUnseenSentence({ scope: { plannedUnseenMilliDays } }: ReportView): Sentence[] {
  if (plannedUnseenMilliDays === null) return []
  return [
    say`${capitalised(daysInWords(plannedUnseenMilliDays))} of the plan were not there, or show on no ticket.`,
  ]
}

function daysOffSentence({ scope: { capacity } }: ReportView): Sentence[] {
  const { daysOffLoggedMilliDays } = capacity
  if (!isFinding(daysOffLoggedMilliDays)) return []
  return [
    say`${daysInWords(daysOffLoggedMilliDays)} logged on weekends, holidays and absences are in no figure here.`,
  ]
}

/** "; at the 60 % that Billing states, 420 of them are hands-on": as stated in the plan, not inferred. */
function handsOnInWords({ spec, plan, scope }: ReportView): Sentence {
  if (spec.scope.kind === 'company') return say``
  const team = plan.teams.find(({ teamId }) => teamId === scope.scopeId)
  const { attributedMilliDays } = scope.capacity
  if (team === undefined || team.focusShare === null || !hasEffort(scope)) return say``
  const handsOn = daysInWords(attributedMilliDays * team.focusShare)
  return say`; at the ${percent(team.focusShare)} that ${outside(team.name)} states, ${handsOn} of the ${daysInWords(attributedMilliDays)} are hands-on`
}

const unknownInWords: Readonly<Record<Reconciliation['unknownThen'][number], string>> = {
  fields: 'fields such as type and labels',
  logged_hours: 'hours that were logged',
  parents: 'parents',
  places: 'the projects and teams of tickets',
  rules: 'rules',
  overrides: 'overrides',
  plan: 'the plan',
}

/** Of a run as of an earlier day: what has no history. */
function hindsightSentence({ reconciliation: { asOfAt, readAt, unknownThen } }: ReportView): Sentence[] {
  if (readAt === null || unknownThen.length === 0) return []
  const what = listOf(unknownThen.map((each) => say`${unknownInWords[each]}`))
  return [
    say`These figures are as of ${instantInWords(asOfAt)}, and were made on ${instantInWords(readAt)}: what has no history is as it was then (${what}).`,
  ]
}

function baselineSentence(view: ReportView): Sentence[] {
  const { baselineTakenAt } = view.reconciliation
  const standing = baselineStandingOf(baselineTakenAt, Date.parse(view.from))
  if (baselineTakenAt === null || standing === 'none') {
    return [say`No baseline was taken at the quarter’s start, so nothing here is called unplanned.`]
  }
  if (standing === 'on_time') return []
  const takenOn = isoOf(baselineTakenAt).slice(0, 10)
  return [
    say`The plan was fixed on ${dateInWords(takenOn)}, after the quarter had ${takenOn < view.to ? 'started' : 'ended'}.`,
  ]
}

function recordsSentence(view: ReportView): Sentence[] {
  const { quarantined, unmatchedAccounts } = view.reconciliation.coverage
  const parts = [
    quarantined === 0 ? '' : `${counted(quarantined, 'record')} could not be read`,
    unmatchedAccounts === 0
      ? ''
      : `${counted(unmatchedAccounts, 'account')} ${unmatchedAccounts === 1 ? 'matches' : 'match'} nobody in the plan`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? [] : [say`Left out: ${parts.join('; ')}.`]
}

/** From an hour on. */
function nobodysLogsSentence(view: ReportView): Sentence[] {
  const { nobodysLoggedHours } = view.reconciliation.coverage
  if (nobodysLoggedHours < 1) return []
  const hours = Math.round(nobodysLoggedHours)
  const where = view.spec.scope.kind === 'team' ? 'In the whole company, ' : ''
  return [
    say`${where}${counted(hours, 'hour')} logged by apps ${hours === 1 ? 'is' : 'are'} nobody’s, and in no figure here.`,
  ]
}

function connectionSentences(view: ReportView): Sentence[] {
  return view.reconciliation.coverage.connections.flatMap(({ name, syncedAt, staleness }) => {
    if (syncedAt === null || staleness === 'never_read') {
      return [say`${outside(name)} has never been synced in full: what is in it is missing here.`]
    }
    if (staleness === 'fresh') return []
    return [
      say`${outside(name)} was last synced on ${instantInWords(syncedAt)}: what changed later is missing here.`,
    ]
  })
}

/** Days that may have gone into tickets that nobody read any more. */
function unreadSentence({ scope: { capacity } }: ReportView): Sentence[] {
  const { unreadMilliDays } = capacity
  if (!isFinding(unreadMilliDays)) return []
  return [
    say`${daysInWords(unreadMilliDays)} after the last sync of their tickets are in no category and no share.`,
  ]
}

/** "Shares are good to about ±6 points for a team and ±3 for the company.", and what other measures say. */
function bandsInWords(view: ReportView): Sentence[] {
  const bands = typicalBands(view)
  if (bands === null) return []
  const { ownPoints, teamPoints } = bands
  return [
    teamPoints === null
      ? say`Shares are good to about ${bandInPoints(ownPoints)}.`
      : say`Shares are good to about ${bandInPoints(teamPoints)} for a team and ±${ownPoints} for the company.`,
    ...otherMeasures(view),
  ]
}

function otherMeasures(view: ReportView): Sentence[] {
  const shares = view.scope.secondOpinions.map((opinion) => opinion.shares.roadmap)
  if (shares.length === 0) return []
  const low = percent(Math.min(...shares))
  const high = percent(Math.max(...shares))
  const counted = view.scope.secondOpinions.some((opinion) => opinion.measure === 'tickets_closed')
  const such = counted ? ', such as counting closed tickets,' : ''
  return [
    low === high
      ? say`Coarser measures put the roadmap’s share at ${low}.`
      : say`Coarser measures${such} put the roadmap’s share between ${low} and ${high}.`,
  ]
}
