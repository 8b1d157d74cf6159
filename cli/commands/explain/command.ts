import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `explain`: a ticket's category with its reason, and its effort. */
export function addExplainCommand(program: Command, runAction: RunAction): void {
  program
    .command('explain')
    .description("show a ticket's category and why, its history, its effort, and where that counts")
    .argument('<ticket>', 'its key, or one that it had before it was moved')
    .addHelpText(
      'after',
      `
Effort is shown per quarter, week and team, never per person.

Example:
  plumbline explain WEB-17`,
    )
    .action(runAction(async () => (await import('./explain.ts')).explainTicket))
}
