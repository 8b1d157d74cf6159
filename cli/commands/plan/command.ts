import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `plan template`, `plan check`, `plan import`, `plan show`, `plan diff` and `plan versions`. */
export function addPlanCommands(program: Command, runAction: RunAction): void {
  const plan = program
    .command('plan')
    .description('people, calendars, what each quarter is meant for, and readers')
  plan
    .command('template')
    .description('draft a plan file from what was synced: teams, people, possible commitments')
    .option('--company <name>', 'the company (default: what the trackers call the site or workspace)')
    .option(
      '--time-zone <zone>',
      'where people work, such as Europe/Berlin (default: what most of a team have set in their tracker)',
    )
    .option('--commit', 'commit to the epics and projects that are open, with the days of the last quarter')
    .option('--reader <email>', 'who gets every report until you choose readers')
    .option('--out <file>', 'write to a file (default: standard output)')
    .addHelpText(
      'after',
      `
A team for each Jira project and Linear team in which somebody worked most in the last 13 weeks, with those people; accounts
of one address, or of one name on two trackers, are one person. Shares begin as measured in the last quarter by these teams
and the rules in force, where a team has enough people and records for figures of its own. What is open stands there as
comments, with the days that the team spent on it in the last quarter; --commit makes commitments of what took a day or more.
Nothing is stored. Correct the file by hand, then import it.

Example:
  plumbline plan template --company "Example Works" --reader ada@company.example --out plan.yaml`,
    )
    .action(runAction(async () => (await import('./template.ts')).planTemplate))
  plan
    .command('check')
    .description('check a plan file; nothing is stored')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan check plan.yaml')
    .action(runAction(async () => (await import('./plan.ts')).checkPlanFile))
  plan
    .command('import')
    .description('put a plan in force; earlier versions and their baselines are kept')
    .argument('<file>', 'a YAML file, see docs/plan.md')
    .addHelpText('after', '\nExample:\n  plumbline plan import plan.yaml')
    .action(runAction(async () => (await import('./plan.ts')).importPlanFile))
  plan
    .command('show')
    .description('show the plan in force: teams, people, shares, commitments, readers')
    .option('--plan <version>', 'another version, see plan versions')
    .option('--yaml', 'print the file as it was imported')
    .addHelpText('after', '\nExample:\n  plumbline plan show --yaml > plan.yaml')
    .action(runAction(async () => (await import('./versions.ts')).showPlan))
  plan
    .command('diff')
    .description('show what changed between two plans; nothing is stored')
    .argument('[from]', 'a file or a version (default: the version before the one in force)')
    .argument('[to]', 'a file or a version (default: the plan in force)')
    .addHelpText(
      'after',
      `
A single file is what the plan in force would change into.

Example:
  plumbline plan diff plan.yaml`,
    )
    .action(runAction(async () => (await import('./versions.ts')).diffPlans))
  plan
    .command('versions')
    .description('list the plans that were imported, newest first')
    .action(runAction(async () => (await import('./versions.ts')).listPlanVersions))
}
