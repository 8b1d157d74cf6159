import { versionOf } from '../../adapters/content-version.ts'
import { currentRuleSet } from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { readDefaultRules } from '../../worker/packaged-files.ts'

export interface RulesText {
  readonly rulesVersion: string
  readonly yaml: string
  readonly origin: 'imported' | 'default'
}

/** The rule file that decides: the imported one, or the default that ships with Plumbline. */
export async function rulesTextInForce(store: Store): Promise<RulesText> {
  const imported = await currentRuleSet(store)
  if (imported !== null) return { ...imported, origin: 'imported' }
  const yaml = readDefaultRules()
  return { rulesVersion: versionOf(yaml), yaml, origin: 'default' }
}
