import { runAtOnce, type Steps } from '../steps.ts'
import { type Container, type Ticket, type TrackerKind, ticketRefKey } from '../ticket.ts'
import { Ancestry, type RuleSubject, subjectName, type UnreadAncestor } from './ancestors.ts'
import type { Decision, Override } from './decision.ts'
import { Matcher } from './match.ts'
import type { Rule, RuleSet } from './rule.ts'

export interface DecideInput {
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly overrides: readonly Override[]
  readonly ruleSet: RuleSet
  readonly rulesVersion: string
  readonly trackerOf: (connectionId: string) => TrackerKind
}

/**
 * Gives each ticket one category, with its reason; those that are only context pass theirs on and get no decision. The first that applies decides: override by a
 * person > rule on the ticket itself, in the admin's order > inherited from the nearest ancestor that
 * has one (parent, epic, project, initiative) > uncategorised. An ancestor's override is inherited as
 * its rule would be. For people: docs/rules.md.
 */
export function decideAll(input: DecideInput): Decision[] {
  return runAtOnce(decideSteps(input))
}

/** The same of one of the tickets, also of one that is only context. */
export function decideOne(ticket: Ticket, input: DecideInput): Decision {
  return new Decider(input).decide(ticket)
}

/** The same as `decideAll`, a ticket a step. */
export function* decideSteps(input: DecideInput): Steps<Decision[]> {
  const decider = new Decider(input)
  const decisions: Decision[] = []
  for (const ticket of input.tickets) {
    if (ticket.isContext) continue
    decisions.push(decider.decide(ticket))
    yield
  }
  return decisions
}

interface Verdict {
  readonly by: Override | Rule
  readonly subject: RuleSubject
}

class Decider {
  readonly #input: DecideInput
  readonly #ancestry: Ancestry
  readonly #matcher: Matcher
  readonly #overrides: ReadonlyMap<string, Override>

  constructor(input: DecideInput) {
    this.#input = input
    this.#ancestry = new Ancestry(input.tickets, input.containers)
    this.#matcher = new Matcher(input.ruleSet.rules)
    this.#overrides = new Map(input.overrides.map((override) => [ticketRefKey(override.ticket), override]))
  }

  decide(ticket: Ticket): Decision {
    const self: RuleSubject = { kind: 'ticket', ticket }
    const above = this.#ancestry.above(ticket)
    const own = this.#verdictOn(self, above)
    if (own !== null) return this.#decision(ticket, own, [])
    for (const [index, ancestor] of above.entries()) {
      const verdict = this.#verdictOn(ancestor, above.slice(index + 1))
      if (verdict !== null) return this.#decision(ticket, verdict, above.slice(0, index + 1).map(subjectName))
    }
    return {
      ticket: { connectionId: ticket.connectionId, ticketId: ticket.ticketId },
      category: null,
      workType: null,
      step: 'uncategorised',
      ruleName: null,
      ancestorPath: [],
      reason: uncategorisedReason(above, this.#ancestry.unread(ticket)),
      rulesVersion: this.#input.rulesVersion,
    }
  }

  #verdictOn(subject: RuleSubject, above: readonly RuleSubject[]): Verdict | null {
    if (subject.kind === 'ticket') {
      const override = this.#overrides.get(ticketRefKey(subject.ticket))
      if (override !== undefined) return { by: override, subject }
    }
    const tracker = this.#input.trackerOf(connectionOf(subject))
    const rule = this.#matcher.firstMatch({
      subject,
      tracker,
      above,
      inherits: () => above.some((each, index) => this.#verdictOn(each, above.slice(index + 1)) !== null),
    })
    return rule === null ? null : { by: rule, subject }
  }

  #decision(ticket: Ticket, { by, subject }: Verdict, ancestorPath: readonly string[]): Decision {
    const inherited = ancestorPath.length > 0
    const what = inherited ? `${subjectName(subject)} (${relationOf(subject, ancestorPath)})` : 'It'
    const verdict = 'author' in by ? `was decided by ${by.author}` : `matches rule "${by.name}"`
    const note = 'author' in by && by.note !== '' ? ` "${by.note}"` : ''
    return {
      ticket: { connectionId: ticket.connectionId, ticketId: ticket.ticketId },
      category: by.category,
      workType: by.workType,
      step: inherited ? 'inherited' : 'author' in by ? 'override' : 'rule',
      ruleName: 'author' in by ? null : by.name,
      ancestorPath,
      reason: `${what} ${verdict}.${note}`,
      rulesVersion: this.#input.rulesVersion,
    }
  }
}

function uncategorisedReason(above: readonly RuleSubject[], unread: UnreadAncestor | null): string {
  const what = unread?.kind === 'parent' && unread.key !== null ? `parent ${unread.key}` : unread?.kind
  if (above.length === 0) {
    return what === undefined
      ? 'It matches no rule, and has no parent or project.'
      : `It matches no rule, and its ${what} was not read.`
  }
  const names = above.map(subjectName).join(' > ')
  const more = unread?.kind === 'parent' ? `, whose own ${what} was not read` : ''
  return `It matches no rule, and neither do its ancestors (${names}${more}).`
}

/** What an ancestor is to the ticket; the way up to it where that is longer than one step. */
function relationOf(subject: RuleSubject, ancestorPath: readonly string[]): string {
  if (ancestorPath.length > 1) return `above it: ${ancestorPath.join(' > ')}`
  return subject.kind === 'ticket' ? 'its parent' : `its ${subject.kind}`
}

function connectionOf(subject: RuleSubject): string {
  return subject.kind === 'ticket' ? subject.ticket.connectionId : subject.container.connectionId
}
