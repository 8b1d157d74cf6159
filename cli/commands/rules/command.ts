import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `rules check`, `rules test`, `rules preview`, `rules import`, `rules versions` and `rules show`. */
export function addRulesCommands(program: Command, runAction: RunAction): void {
  const rules = program.command('rules').description('what decides the category of a ticket')
  rules
    .command('check')
    .description('check rule files, and show which rules never decide; nothing is stored')
    .argument('<files...>', 'YAML files in the order of their rules, see docs/rules.md')
    .addHelpText('after', '\nExample:\n  plumbline rules check rules/default.yaml')
    .action(runAction(async () => (await import('./check.ts')).checkRuleFiles))
  rules
    .command('test')
    .description('test the cases in rule files, and show which come out differently')
    .argument('<files...>', 'YAML files in the order of their rules, see docs/rules.md')
    .addHelpText('after', '\nExample:\n  plumbline rules test my-rules.yaml')
    .action(runAction(async () => (await import('./check.ts')).testRuleFiles))
  rules
    .command('preview')
    .description(
      'show which tickets and person-days rule files would move, by team and category; nothing is stored',
    )
    .argument('<files...>', 'YAML files in the order of their rules, see docs/rules.md')
    .addHelpText('after', '\nExample:\n  plumbline rules preview my-rules.yaml')
    .action(runAction(async () => (await import('./preview.ts')).previewRuleFiles))
  rules
    .command('import')
    .description('put rule files in force; the next report classifies by them')
    .argument('<files...>', 'YAML files in the order of their rules, see docs/rules.md')
    .addHelpText(
      'after',
      '\nExample:\n  plumbline rules show > rules.yaml\n  plumbline rules import rules.yaml',
    )
    .action(runAction(async () => (await import('./rules.ts')).importRuleFiles))
  rules
    .command('versions')
    .description('list the rule files that were imported: when, by whom, and what each changed')
    .action(runAction(async () => (await import('./versions.ts')).listRuleVersions))
  rules
    .command('show')
    .description('print the rule file in force')
    .action(runAction(async () => (await import('./rules.ts')).showRules))
}
