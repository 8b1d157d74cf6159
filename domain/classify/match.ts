import type { Ticket, TrackerKind } from '../ticket.ts'
import { type RuleSubject, subjectName } from './ancestors.ts'
import type { LabelConditions, Rule, RuleConditions } from './rule.ts'

/** What a rule is matched with: the subject, its tracker, and its ancestors. */
export interface MatchInput {
  readonly subject: RuleSubject
  readonly tracker: TrackerKind
  readonly above: readonly RuleSubject[]
}

/** The first rule, in the admin's order, whose conditions all hold. */
export function firstMatch(rules: readonly Rule[], input: MatchInput): Rule | null {
  return rules.find((rule) => matches(rule.when, input)) ?? null
}

function matches(when: RuleConditions, { subject, tracker, above }: MatchInput): boolean {
  return (
    (when.tracker === undefined || when.tracker === tracker) &&
    (when.kind ?? ['ticket']).includes(subject.kind) &&
    labelsMatch(when.labels, labelsOf(subject)) &&
    titleMatches(when, subject) &&
    (when.ancestor === undefined || above.some((each) => isNamed(when.ancestor ?? [], each))) &&
    (when.standsAlone === undefined || when.standsAlone === (above.length === 0)) &&
    ticketMatches(when, subject.kind === 'ticket' ? subject.ticket : null)
  )
}

function ticketMatches(when: RuleConditions, ticket: Ticket | null): boolean {
  if (ticket === null) {
    const ticketOnly = [when.project, when.team, when.type, when.component, when.priority, when.fields]
    return ticketOnly.every((condition) => condition === undefined)
  }
  return (
    holdsOneOf(when.project, [ticket.projectKey, ticket.projectName]) &&
    holdsOneOf(when.team, [ticket.teamKey, ticket.teamName]) &&
    holdsOneOf(when.type, [ticket.typeName]) &&
    holdsOneOf(when.component, ticket.components) &&
    holdsOneOf(when.priority, [ticket.priorityName]) &&
    (when.fields ?? []).every(({ field, values }) =>
      ticket.customFields.some(
        (own) =>
          (own.fieldName.toLowerCase() === field || own.fieldId.toLowerCase() === field) &&
          holdsOneOf(values, own.values),
      ),
    )
  )
}

function holdsOneOf(wanted: readonly string[] | undefined, own: readonly (string | null)[]): boolean {
  return wanted === undefined || own.some((value) => value !== null && wanted.includes(value.toLowerCase()))
}

function labelsMatch(when: LabelConditions | undefined, labels: readonly string[]): boolean {
  if (when === undefined) return true
  const own = new Set(labels.map((label) => label.toLowerCase()))
  return (
    (when.any.length === 0 || when.any.some((label) => own.has(label))) &&
    when.all.every((label) => own.has(label)) &&
    !when.none.some((label) => own.has(label))
  )
}

function titleMatches(when: RuleConditions, subject: RuleSubject): boolean {
  if (when.title === undefined) return true
  return when.title.matcher(subject.kind === 'ticket' ? subject.ticket.title : subject.container.title).find()
}

function labelsOf(subject: RuleSubject): readonly string[] {
  return subject.kind === 'ticket' ? subject.ticket.labels : subject.container.labels
}

function isNamed(names: readonly string[], subject: RuleSubject): boolean {
  const title = subject.kind === 'ticket' ? subject.ticket.title : subject.container.title
  return names.includes(subjectName(subject).toLowerCase()) || names.includes(title.toLowerCase())
}
