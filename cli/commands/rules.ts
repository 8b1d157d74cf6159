import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { versionOf } from '../../adapters/content-version.ts'
import { saveRuleSet } from '../../adapters/store/classify/decisions.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { parseRuleFile } from '../../domain/classify/rule-file.ts'
import { rulesTextInForce } from '../../queries/rules/in-force.ts'
import type { Act } from '../frame/action.ts'
import { checkFile } from '../frame/check-file.ts'
import { readNamedFile } from '../frame/read-file.ts'
import type { Answer } from '../frame/result.ts'
import type { Session } from '../frame/session.ts'
import { counted } from '../output/words.ts'

const fileInput = z.object({ file: z.string() })

/** `rules check`, `rules import` and `rules show`. */
export function addRulesCommands(program: Command, act: Act): void {
  const rules = program.command('rules').description('what decides the category of a ticket')
  rules
    .command('check')
    .description('say whether a rule file can be used; nothing is stored')
    .argument('<file>', 'a YAML file, see docs/rules.md')
    .addHelpText('after', '\nExample:\n  plumbline rules check rules/default.yaml')
    .action(act(fileInput, check))
  rules
    .command('import')
    .description('put a rule file in force; the next report classifies by it')
    .argument('<file>', 'a YAML file, see docs/rules.md')
    .addHelpText(
      'after',
      '\nExample:\n  plumbline rules show > rules.yaml\n  plumbline rules import rules.yaml',
    )
    .action(act(fileInput, importRules))
  rules
    .command('show')
    .description('print the rule file in force')
    .action(act(z.object({}), show))
}

async function check(_session: Session, { file }: z.infer<typeof fileInput>): Promise<Answer> {
  const text = await readNamedFile(file)
  return checkFile(file, () => {
    const { rules } = parseRuleFile(text, basename(file), trackers.kinds())
    return { said: `${counted(rules.length, 'rule')}, fine`, counts: { rules: rules.length } }
  })
}

async function importRules(session: Session, { file }: z.infer<typeof fileInput>): Promise<Answer> {
  const yaml = await readNamedFile(file)
  const { rules } = parseRuleFile(yaml, basename(file), trackers.kinds())
  const store = await session.store()
  const rulesVersion = versionOf(yaml)
  await saveRuleSet(store, { rulesVersion, yaml, nowAt: session.now() })
  return {
    json: { rulesVersion, rules: rules.length },
    lines: [
      `${rules.length} rules are in force (version ${rulesVersion}).`,
      'The next report classifies by them; plumbline explain TICKET shows what they say of one ticket.',
    ],
  }
}

async function show(session: Session): Promise<Answer> {
  const { rulesVersion, yaml, origin } = await rulesTextInForce(await session.store())
  session.terminal.say(
    origin === 'default'
      ? `The default rules, version ${rulesVersion}: none were imported.`
      : `The imported rules, version ${rulesVersion}.`,
  )
  return { json: { rulesVersion, origin, yaml }, lines: yaml.trimEnd().split('\n') }
}
