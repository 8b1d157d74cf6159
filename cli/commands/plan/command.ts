import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `plan check` and `plan import`. */
export function addPlanCommands(program: Command, runAction: RunAction): void {
  const plan = program
    .command('plan')
    .description('people, calendars, what each quarter is meant for, and readers')
  plan
    .command('check')
    .description('say whether a plan file can be used; nothing is stored')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan check plan.yaml')
    .action(runAction(async () => (await import('./plan.ts')).checkPlanFile))
  plan
    .command('import')
    .description('put a plan in force; earlier versions stay, and so do the baselines taken of them')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan import plan.yaml')
    .action(runAction(async () => (await import('./plan.ts')).importPlanFile))
}
