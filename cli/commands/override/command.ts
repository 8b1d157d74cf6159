import { Argument, type Command } from 'commander'
import { categories } from '../../../domain/category.ts'
import type { RunAction } from '../../frame/action.ts'

/** `override`: a category set by hand, which beats every rule. */
export function addOverrideCommand(program: Command, runAction: RunAction): void {
  program
    .command('override')
    .description("set a ticket's category by hand, or undo that")
    .argument('<ticket>', 'its key')
    .addArgument(new Argument('[category]', 'what it is').choices(categories))
    .option('--author <email>', 'who says so; shown in the reason')
    .option('--note <words>', 'why; shown in the reason')
    .option('--work-type <word>', 'a finer label, such as upgrade')
    .option('--connection <name>', 'needed if two connections have a ticket with this key')
    .option('--remove', 'let the rules decide again')
    .addHelpText(
      'after',
      `
Tickets below it inherit the category. The next report uses it.

Examples:
  plumbline override WEB-17 ktlo --author ada@company.example --note "an upgrade forced on us"
  plumbline override WEB-17 --remove`,
    )
    .action(runAction(async () => (await import('./override.ts')).override))
}
