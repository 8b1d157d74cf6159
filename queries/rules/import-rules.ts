import { versionOf } from '../../adapters/content-version.ts'
import { saveRuleSet } from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import { parseRuleFile } from '../../domain/classify/rule-file.ts'
import type { Instant } from '../../domain/instant.ts'

/** Reads a rule file that a person gives. @throws FileProblemsError, also where it names a tracker that isn't registered */
export function parseRules(yaml: string, fileName: string): RuleSet {
  return parseRuleFile(yaml, fileName, trackers.kinds())
}

/** Puts a rule file in force that was parsed before. @returns the version of its exact content */
export async function importRules(
  store: Store,
  { yaml, nowAt }: { readonly yaml: string; readonly nowAt: Instant },
): Promise<{ readonly rulesVersion: string }> {
  const rulesVersion = versionOf(yaml)
  await saveRuleSet(store, { rulesVersion, yaml, nowAt })
  return { rulesVersion }
}
