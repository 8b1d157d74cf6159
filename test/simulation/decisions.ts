import { readFileSync } from 'node:fs'
import { type Category, categories } from '../../domain/category.ts'
import { decideAll } from '../../domain/classify/decide.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import { parseRuleFile } from '../../domain/classify/rules/rule-file.ts'
import { type Ticket, ticketRefKey } from '../../domain/ticket.ts'
import type { Dials } from './dials/dials.ts'
import { Draws } from './draws.ts'
import type { Item } from './true-work/item.ts'

/** What a ticket is labelled and typed as, which rules go by; not always what it is for. */
export interface Marks {
  readonly typeName: string
  readonly labels: readonly string[]
}

/** Epics that aren't for the roadmap are mostly labelled or named so: they are made to hold just that. */
const epicLabels: Readonly<Record<Category, readonly string[]>> = {
  roadmap: [],
  ktlo: ['maintenance'],
  reliability: ['reliability'],
}

/** Draws what a tracker shows of a ticket's kind. */
export function marksOf({ kind, category, workKind }: Item, { rules }: Dials, draws: Draws): Marks {
  const luck = { label: draws.unit(), plain: draws.unit(), epic: draws.unit() }
  if (kind === 'epic') {
    return { typeName: 'Epic', labels: luck.epic < rules.labelledShare ? epicLabels[category] : [] }
  }
  const typeName = luck.plain < rules.plainTypeShare ? 'Task' : workKind.typeName
  return {
    typeName: kind === 'subtask' ? 'Sub-task' : typeName,
    labels: kind !== 'subtask' && luck.label < rules.labelledShare ? [workKind.label] : [],
  }
}

/** What each ticket is truly for. */
export function trueDecisionOf(ticket: Ticket, { category, workKind }: Item): Decision {
  return decisionOf(ticket, category, workKind.workType)
}

const defaultRules = parseRuleFile(readFileSync(new URL('../../rules/default.yaml', import.meta.url), 'utf8'))

/** What the default rules, which know nothing of a company, make of it; and a small part that is sorted wrongly for other reasons. */
export function defaultRuleDecisions(tickets: readonly Ticket[], { rules }: Dials, seed: string): Decision[] {
  const draws = new Draws(`${seed} rules`)
  const decided = decideAll({
    tickets,
    containers: [],
    overrides: [],
    ruleSet: defaultRules,
    rulesVersion: 'simulated',
    trackerOf: () => 'jira',
  })
  const decisionOfTicket = new Map(decided.map((decision) => [ticketRefKey(decision.ticket), decision]))
  return tickets.map((ticket) => {
    const luck = { wrong: draws.unit(), category: draws.pick(categories) }
    if (luck.wrong < rules.wrongShare) return decisionOf(ticket, luck.category, ticket.typeName.toLowerCase())
    return decisionOfTicket.get(ticketRefKey(ticket)) ?? decisionOf(ticket, null, null)
  })
}

function decisionOf(ticket: Ticket, category: Category | null, workType: string | null): Decision {
  const { connectionId, ticketId } = ticket
  return {
    ticket: { connectionId, ticketId },
    category,
    workType,
    step: category === null ? 'uncategorised' : 'rule',
    ruleName: category === null ? null : 'simulated',
    ancestorPath: [],
    reason: 'simulated',
    rulesVersion: 'simulated',
  }
}
