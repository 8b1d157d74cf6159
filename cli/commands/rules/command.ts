import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `rules check`, `rules import` and `rules show`. */
export function addRulesCommands(program: Command, runAction: RunAction): void {
  const rules = program.command('rules').description('what decides the category of a ticket')
  rules
    .command('check')
    .description('say whether a rule file can be used; nothing is stored')
    .argument('<file>', 'a YAML file, see docs/rules.md')
    .addHelpText('after', '\nExample:\n  plumbline rules check rules/default.yaml')
    .action(runAction(async () => (await import('./rules.ts')).checkRules))
  rules
    .command('import')
    .description('put a rule file in force; the next report classifies by it')
    .argument('<file>', 'a YAML file, see docs/rules.md')
    .addHelpText(
      'after',
      '\nExample:\n  plumbline rules show > rules.yaml\n  plumbline rules import rules.yaml',
    )
    .action(runAction(async () => (await import('./rules.ts')).importRuleFile))
  rules
    .command('show')
    .description('print the rule file in force')
    .action(runAction(async () => (await import('./rules.ts')).showRules))
}
