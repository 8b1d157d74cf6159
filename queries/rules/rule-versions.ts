import { versionOf } from '../../adapters/content-version.ts'
import { readDefaultRules } from '../../adapters/packaged-files.ts'
import {
  listRuleSetImports,
  type RuleSetImport,
  ruleSetOfVersion,
} from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import { type RulesChange, rulesDiff } from '../../domain/classify/rules/diff.ts'
import { ruleSetOrNull } from '../../domain/classify/rules/rule-file.ts'
import { readableRules } from './rules-in-force.ts'

/** An import of a rule file, and what it changed. */
export interface RulesVersion extends RuleSetImport {
  /** Against the import before, the first one against the default rules; null where this version of Plumbline can't read one of them. */
  readonly changes: readonly RulesChange[] | null
}

/** The newest imports, newest first, each with who made it and what changed. */
export async function rulesVersions(store: Store, most: number): Promise<RulesVersion[]> {
  const imports = await listRuleSetImports(store, most + 1)
  const parsed = new Map<string, RuleSet | null>()
  for (const { rulesVersion } of imports) {
    if (parsed.has(rulesVersion)) continue
    const found = await ruleSetOfVersion(store, rulesVersion)
    parsed.set(rulesVersion, found === null ? null : ruleSetOrNull(found.yaml))
  }
  return imports.slice(0, most).map((each, index) => {
    const earlier = imports[index + 1]
    const before =
      earlier === undefined ? ruleSetOrNull(readDefaultRules()) : parsed.get(earlier.rulesVersion)
    const after = parsed.get(each.rulesVersion)
    return { ...each, changes: before && after ? rulesDiff(before, after) : null }
  })
}

/** What changed since a version was in force; null where it can't be told, as where the version is unknown. */
export async function rulesChangesSince(store: Store, rulesVersion: string): Promise<RulesChange[] | null> {
  const found = await ruleSetOfVersion(store, rulesVersion)
  const isDefault = rulesVersion === versionOf(readDefaultRules())
  const yaml = found?.yaml ?? (isDefault ? readDefaultRules() : null)
  const before = yaml === null ? null : ruleSetOrNull(yaml)
  const now = await readableRules(store)
  return before === null || now === null ? null : rulesDiff(before, now)
}

/** What rules would change against those in force; null where this version of Plumbline can't read the latter. */
export async function changesFromForce(store: Store, ruleSet: RuleSet): Promise<RulesChange[] | null> {
  const before = await readableRules(store)
  return before === null ? null : rulesDiff(before, ruleSet)
}
