import { rulesInForce } from '../../adapters/store/classify/rules-in-force.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import { ruleSetOrNull } from '../../domain/classify/rules/rule-file.ts'

/** The rule file that decides, and whether it was imported. */
export { type RulesInForce, rulesInForce } from '../../adapters/store/classify/rules-in-force.ts'

/** The rules that decide; null where this version of Plumbline can't read them: new ones are about to replace them. */
export async function readableRules(store: Store): Promise<RuleSet | null> {
  return ruleSetOrNull((await rulesInForce(store)).yaml)
}
