import type { RuleSet } from '../../../domain/classify/rule.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../../domain/yaml/yaml-file.ts'
import { versionOf } from '../../content-version.ts'
import { readDefaultRules } from '../../packaged-files.ts'
import type { Store } from '../sql/client.ts'
import { StoredDataError } from '../sql/stored-data.ts'
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

/** The rules that decide, parsed. @throws StoredDataError where this version doesn't take the rule file that was imported */
export async function ruleSetInForce(
  store: Store,
): Promise<{ readonly rulesVersion: string; readonly ruleSet: RuleSet }> {
  const { yaml, rulesVersion } = await rulesInForce(store)
  try {
    return { rulesVersion, ruleSet: parseRuleFile(yaml) }
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    throw new StoredDataError(
      `This version of Plumbline can't read the rule file in the database, which was imported under another version: mend the file and run "plumbline rules import" with it\n${error.message}`,
      { cause: error },
    )
  }
}
