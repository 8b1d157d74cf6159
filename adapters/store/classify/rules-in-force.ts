import { versionOf } from '../../content-version.ts'
import { readDefaultRules } from '../../packaged-files.ts'
import type { Store } from '../sql/client.ts'
import { currentRuleSet } from './decisions.ts'

export interface RulesInForce {
  readonly rulesVersion: string
  readonly yaml: string
  readonly origin: 'imported' | 'default'
}

/** The rule file that decides: the imported one, or the default that ships with Plumbline. */
export async function rulesInForce(store: Store): Promise<RulesInForce> {
  const imported = await currentRuleSet(store)
  if (imported !== null) return { ...imported, origin: 'imported' }
  const yaml = readDefaultRules()
  return { rulesVersion: versionOf(yaml), yaml, origin: 'default' }
}
