import type { Store } from '../../adapters/store/sql/client.ts'
import { parseRules } from '../../queries/rules/import-rules.ts'
import { rulesInForce } from '../../queries/rules/rules-in-force.ts'
import { counted } from '../counted.ts'
import { type Check, ok, problem } from './check.ts'
import { failureText } from './failure-text.ts'

/** Checks that the rules still parse. */
export async function checkRules(store: Store): Promise<Check> {
  const { yaml, rulesVersion, origin } = await rulesInForce(store)
  try {
    const { rules } = parseRules(yaml, 'rules.yaml')
    return ok('rules', `${counted(rules.length, `${origin} rule`)}, version ${rulesVersion}`)
  } catch (error) {
    return problem(
      'rules',
      `${failureText(error)}\nCorrect the file, then: plumbline rules import rules.yaml`,
    )
  }
}
