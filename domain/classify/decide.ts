import { runAtOnce, type Steps } from '../calculation/steps.ts'
import type { Category } from '../category.ts'
import { type Container, type Ticket, type TrackerKind, ticketRefKey } from '../ticket.ts'
import { Ancestry, type RuleSubject, subjectKey, subjectName, type UnreadAncestor } from './ancestors.ts'
import type { Decision, Override } from './decision.ts'
import { Matcher } from './match.ts'
import type { Rule, RuleSet } from './rule.ts'
import type { MatchInput } from './subject-words.ts'

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

/** The same as `decideAll`, in short steps. @param decided called once a ticket is decided */
export function* decideSteps(input: DecideInput, decided?: () => void): Steps<Decision[]> {
  const decider = new Decider(input)
  const decisions: Decision[] = []
  for (const ticket of input.tickets) {
    if (ticket.isContext) continue
    yield* decider.countSteps(ticket)
    decisions.push(decider.decide(ticket))
    decided?.()
    yield
  }
  return decisions
}

/** One ticket alone says too little of what it belongs to. */
const fewestBelow = 2
/** So many are counted in steps of their own. */
const manyBelow = 100

interface Verdict {
  readonly by: Override | Rule
  readonly subject: RuleSubject
}

class Decider {
  readonly #input: DecideInput
  readonly #ancestry: Ancestry
  readonly #matcher: Matcher
  readonly #overrides: ReadonlyMap<string, Override>
  readonly #mostBelow = new Map<string, Category | null>()

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

  /** Counts the tickets below what is above a ticket, and below itself, where deciding it would count many at once. */
  *countSteps(ticket: Ticket): Steps<void> {
    const line: RuleSubject[] = [{ kind: 'ticket', ticket }, ...this.#ancestry.above(ticket)]
    for (const [index, subject] of line.entries()) {
      if (this.#ancestry.below(subject).length < manyBelow || this.#mostBelow.has(subjectKey(subject)))
        continue
      let isAsked = false
      this.#verdictOn(subject, line.slice(index + 1), () => {
        isAsked = true
        return null
      })
      if (isAsked) yield* this.#mostBelowSteps(subject)
    }
  }

  #verdictOn(
    subject: RuleSubject,
    above: readonly RuleSubject[],
    mostBelow = () => this.#mostBelowOf(subject),
  ): Verdict | null {
    return this.#verdictIn(subject, {
      above,
      inherits: () => above.some((each, index) => this.#verdictOn(each, above.slice(index + 1)) !== null),
      mostBelow,
    })
  }

  #mostBelowOf(subject: RuleSubject): Category | null {
    const known = this.#mostBelow.get(subjectKey(subject))
    return known === undefined ? runAtOnce(this.#mostBelowSteps(subject)) : known
  }

  /** Each ticket below counts as if nothing above it had a category, so that it can't follow what it decides. */
  *#mostBelowSteps(subject: RuleSubject): Steps<Category | null> {
    const below = this.#ancestry.below(subject)
    const counts = new Map<Category, number>()
    for (const ticket of below) {
      const verdict = this.#verdictIn(
        { kind: 'ticket', ticket },
        { above: this.#ancestry.above(ticket), inherits: () => false, mostBelow: () => null },
      )
      if (verdict !== null) counts.set(verdict.by.category, (counts.get(verdict.by.category) ?? 0) + 1)
      yield
    }
    const most =
      [...counts].find(([, count]) => count >= fewestBelow && 2 * count > below.length)?.[0] ?? null
    this.#mostBelow.set(subjectKey(subject), most)
    return most
  }

  #verdictIn(subject: RuleSubject, around: Omit<MatchInput, 'subject' | 'tracker'>): Verdict | null {
    if (subject.kind === 'ticket') {
      const override = this.#overrides.get(ticketRefKey(subject.ticket))
      if (override !== undefined) return { by: override, subject }
    }
    const tracker = this.#input.trackerOf(connectionOf(subject))
    const rule = this.#matcher.firstMatch({ subject, tracker, ...around })
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
