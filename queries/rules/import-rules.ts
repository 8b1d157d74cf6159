import { versionOf } from '../../adapters/content-version.ts'
import { saveRuleSet } from '../../adapters/store/classify/decisions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { RuleSet } from '../../domain/classify/rule.ts'
import {
  checkRuleFiles,
  joinRuleFiles,
  parseRuleFile,
  type RuleFilesCheck,
  type RuleFileText,
} from '../../domain/classify/rules/rule-file.ts'
import type { Instant } from '../../domain/instant.ts'
import { FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { commandLineActor } from '../sign-in/admins.ts'

/** Reads a rule file that a person gives. @throws FileProblemsError, also where it names a tracker that isn't registered */
export function parseRules(yaml: string, fileName: string): RuleSet {
  return parseRuleFile(yaml, fileName, trackers.kinds())
}

/** Reads rule files that a person gives, as one set. @throws FileProblemsError as `parseRules`; cases that fail aren't thrown */
export function checkRules(files: readonly RuleFileText[]): RuleFilesCheck {
  return checkRuleFiles(files, trackers.kinds())
}

/** The same, for rules that are to be put in force. @throws FileProblemsError for a case that fails, too */
export function acceptRules(files: readonly RuleFileText[]): RuleFilesCheck & { readonly yaml: string } {
  const check = checkRules(files)
  const [failed] = check.failedCases
  if (failed !== undefined) {
    const { fileName } = failed
    throw new FileProblemsError(
      fileName,
      check.failedCases.filter((each) => each.fileName === fileName),
    )
  }
  return { ...check, yaml: joinRuleFiles(files) }
}

/**
 * Puts rules in force that were accepted before.
 * @param input.against the version that they were made from; whichever is in force by default
 * @returns the version of their exact content
 * @throws OvertakenError where another one is in force than they were made from
 */
export async function importRules(
  store: Store,
  {
    yaml,
    nowAt,
    actor = commandLineActor,
    against,
  }: {
    readonly yaml: string
    readonly nowAt: Instant
    readonly actor?: string
    readonly against?: string | undefined
  },
): Promise<{ readonly rulesVersion: string }> {
  const rulesVersion = versionOf(yaml)
  await saveRuleSet(store, { rulesVersion, yaml, nowAt, actor, ...(against !== undefined && { against }) })
  return { rulesVersion }
}
