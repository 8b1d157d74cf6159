import { loadDecision, loadOverrides } from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { decideAll } from '../../domain/classify/decide.ts'
import type { Decision } from '../../domain/classify/decision.ts'
import { parseRuleFile } from '../../domain/classify/rule-file.ts'
import type { Container, Ticket, TrackerKind } from '../../domain/ticket.ts'
import { rulesTextInForce } from '../rules/in-force.ts'

export interface ExplainedDecision {
  /** What the rules, overrides and ancestors say of the ticket as it stands. */
  readonly now: Decision
  /** What the last classifying said, by which the latest figures were made; null before there was one. */
  readonly stored: Decision | null
}

/** Decides a ticket anew, with what stands above it, and looks up what was decided last. */
export async function explainDecision(
  store: Store,
  ticket: Ticket,
  above: readonly Ticket[],
  containers: readonly Container[],
  tracker: TrackerKind,
): Promise<ExplainedDecision> {
  const { yaml, rulesVersion } = await rulesTextInForce(store)
  const [now] = decideAll({
    tickets: [ticket, ...above],
    containers,
    overrides: await loadOverrides(store),
    ruleSet: parseRuleFile(yaml),
    rulesVersion,
    trackerOf: () => tracker,
  })
  if (now === undefined) throw new Error('a ticket was not decided')
  return { now, stored: await loadDecision(store, ticket) }
}

/** The four steps in their precedence, with what each said; the first that spoke decided. */
export function trailOf({ step, ruleName, ancestorPath, category, reason }: Decision): string[] {
  const order = ['override', 'rule', 'inherited', 'uncategorised'] as const
  const decided = order.indexOf(step)
  const silent = {
    override: 'nobody set it by hand',
    rule: 'no rule speaks of the ticket itself',
    inherited: 'nothing above it has a category',
    uncategorised: '',
  }
  const spoke = {
    override: reason,
    rule: `rule "${ruleName ?? ''}"`,
    inherited: `${ancestorPath.join(' > ')}${ruleName === null ? ', set by hand' : `, by rule "${ruleName}"`}`,
    uncategorised: 'so it has no category',
  }
  return order
    .slice(0, decided + 1)
    .map((each, index) =>
      index === decided
        ? `${index + 1}. ${each.padEnd(13)} ${spoke[each]}  => ${category ?? 'uncategorised'}`
        : `${index + 1}. ${each.padEnd(13)} ${silent[each]}`,
    )
}
