import type { Decision } from '../../domain/classify/decision.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { MissingParent } from '../../queries/explain/above.ts'
import type { TicketExplanation } from '../../queries/explain/explain.ts'
import type { HistoryEntry, NamedStatus } from '../../queries/explain/history.ts'
import type { UncountedReason } from '../../queries/explain/where-counted.ts'
import { ticketDays } from '../ticket-days.ts'
import { type TimedText, timed, timeOf } from '../times.ts'
import { categoryText } from './facts-text.ts'
import { trackerText } from './status-text.ts'

/** Thousandths of a person-day, written in person-days. */
export function daysText(milliDays: number): string {
  return (milliDays / 1000).toFixed(3)
}

const kinds: Readonly<Record<HistoryEntry['kind'], string>> = {
  created: 'Created',
  status: 'Status',
  assignee: 'Assignment',
  key: 'Key',
}

/** What of a ticket changed. */
export function historyKindText({ kind }: Pick<HistoryEntry, 'kind'>): string {
  return kinds[kind]
}

/** What changed, as a few words beside its kind. */
export function historyText(entry: HistoryEntry): string {
  switch (entry.kind) {
    case 'created':
      return ''
    case 'status':
      return `${statusText(entry.from)} → ${statusText(entry.to)}`
    case 'assignee':
      return entry.change === 'reassigned' ? 'assigned to somebody else' : entry.change
    case 'key':
      return `${entry.fromKey} → ${entry.toKey}`
  }
}

function statusText(status: NamedStatus | null): string {
  if (status === null) return 'none'
  return status.category === null
    ? status.name
    : `${status.name} (${trackerText({ category: status.category })})`
}

/** The figures that the ticket's days count in, or why it has none; one sentence each. */
export function countedText({ counted, decision, teamNames }: TicketExplanation): string[] {
  if (counted.kind === 'uncounted') return [uncountedText[counted.reason]]
  const category = (decision.stored ?? decision.now).category ?? 'uncategorised'
  return counted.places.flatMap(({ quarter, teamId, milliDays, isInCompany, commitmentNames }) => [
    `${longQuarter(quarter)}: ${ticketDays(milliDays)} person-days as ${category} in ${teamNames.get(teamId) ?? teamId}${isInCompany ? ' and in the company' : ', which has no plan for the quarter and so is not in the company’s figures'}`,
    ...commitmentNames.map((name) => `${longQuarter(quarter)}: spent on the commitment “${name}”`),
  ])
}

const uncountedText: Readonly<Record<UncountedReason, string>> = {
  hidden_team:
    'Its team has no figures of its own, because too few people work there or in a team beside it: its days count only in the company’s, or nowhere if the team has no plan.',
  context: 'It is outside the chosen projects or teams, so it has no days: it only passes on its category.',
  epic_or_above: 'Epics and whatever is above them get no days: the tickets below them do.',
  has_children: 'It has children, which get the days instead.',
  not_measured:
    'It has no days in any measured quarter: nobody in the plan had it in progress, or nothing has been measured yet (plumbline report preview).',
}

/** What stands above the ticket, a line each, and what of it can't be read. */
export function aboveText({
  above,
  scopesNoun,
}: Pick<TicketExplanation, 'above' | 'scopesNoun'>): TimedText[] {
  const { ancestors, missing, isCycle, isInUnreadProject } = above
  const lines: TimedText[] = [
    ...ancestors.map(({ kind, name, title, isContext }) => {
      const words = kind === 'ticket' ? `${name}  ${title ?? ''}` : `${kind} ${name}`
      return [isContext ? `${words}  (context, from outside the chosen ${scopesNoun})` : words]
    }),
    ...(missing === null ? [] : [missingText(missing)]),
    ...(isCycle ? [['and so on: these are each other’s parents']] : []),
    ...(isInUnreadProject ? [['its project has not been synced']] : []),
  ]
  return lines.length > 0 ? lines : [['nothing: it has no parent']]
}

function missingText({ key, state, triedAt }: MissingParent): TimedText {
  const parent = key === null ? 'a parent' : `parent ${key}`
  const tried = triedAt === null ? [] : timed`, last tried ${timeOf(triedAt)}`
  switch (state) {
    case 'not_read':
      return timed`${parent} has not been synced yet: plumbline sync`
    case 'unreadable':
      return timed`${parent} can’t be read (no access, or it is gone)${tried}`
    case 'not_understood':
      return timed`${parent} can’t be read (its record can’t be understood)${tried}`
  }
}

const stepNames: Readonly<Record<Decision['step'], string>> = {
  override: 'By hand',
  rule: 'By rule',
  inherited: 'From above',
  uncategorised: 'Otherwise',
}

/** Why a ticket has its category, in one sentence. */
export function reasonText(reason: string): string {
  return reason.replace(storedRuleName, 'matches rule “$1”.')
}

// Decisions are stored with it and compared by it, so it is told otherwise where it is shown.
const storedRuleName = /matches rule "(.+)"\.$/s

/** The four steps in their precedence, up to the one that decided, and what each found. */
export function stepsText({ step, ruleName, ancestorPath, category, reason }: Decision): string[] {
  const order = ['override', 'rule', 'inherited', 'uncategorised'] as const
  const decided = order.indexOf(step)
  const passed = {
    override: 'nobody set it by hand',
    rule: 'no rule matches the ticket itself',
    inherited: 'nothing above it has a category',
    uncategorised: '',
  }
  const deciding = {
    override: reason,
    rule: `rule “${ruleName ?? ''}”`,
    inherited: `${ancestorPath.join(' → ')}${ruleName === null ? ', set by hand' : `, by rule “${ruleName}”`}`,
    uncategorised: 'nothing decides',
  }
  return order
    .slice(0, decided + 1)
    .map((each, index) =>
      index === decided
        ? `${stepNames[each]}: ${deciding[each]} → ${category ?? 'uncategorised'}`
        : `${stepNames[each]}: ${passed[each]}`,
    )
}

/** What the last report had where that isn't what is decided now, as one sentence or two; often nothing. */
export function lastReportedText(now: Decision, stored: Decision | null): string[] {
  if (stored === null) return ['No report has used it yet: the next one will (plumbline report preview).']
  if (stored.category === now.category && stored.reason === now.reason) return []
  return [
    `The last report had it as ${categoryText(stored)}: ${reasonText(stored.reason)} The next one will use the decision above.`,
  ]
}
