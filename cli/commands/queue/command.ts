import { type Command, InvalidArgumentError } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readQuarter } from '../../output/when.ts'

/** `queue`: what nothing decides, for a person to say what it is. */
export function addQueueCommand(program: Command, runAction: RunAction): void {
  program
    .command('queue')
    .description('list uncategorised tickets by person-days, and sort them')
    .option('--quarter <quarter>', 'such as 2026-Q2 (default: the running one)', readQuarter)
    .option('--limit <count>', 'how many tickets (10 by default)', readCount)
    .option('--random', 'tickets drawn at random, larger ones more often: the answers estimate the shares')
    .option(
      '--anew',
      'with --random: draw from what is uncategorised now, not from when the sample was started',
    )
    .option('--answer <ticket-and-category...>', 'say what one ticket is: its key, and a category or unclear')
    .option('--ask', 'ask about one ticket after another; answer with a single key')
    .option('--author <email>', 'who says so; shown in the reason')
    .option('--sample-only', 'count answers in the sample, and leave the tickets undecided')
    .option('--take-back <ticket>', 'remove an answer and the decision it made')
    .option('--connection <name>', 'needed if two connections have a ticket with this key')
    .addHelpText(
      'after',
      `
An answer decides as "plumbline override" does, from the next report on. Answers to drawn tickets also estimate what the
rest of the uncategorised work is: to within 15 points after 50 draws, and reports narrow their bands accordingly.
Days of teams too small for figures of their own aren't shown.

Examples:
  plumbline queue
  plumbline queue --random --ask --author ada@company.example
  plumbline queue --answer WEB-17 ktlo --author ada@company.example`,
    )
    .action(runAction(async () => (await import('./queue.ts')).queue))
}

function readCount(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('give a count from 1 to 9999')
  return Number(value)
}
