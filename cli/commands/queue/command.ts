import { type Command, InvalidArgumentError } from 'commander'
import type { RunAction } from '../../frame/action.ts'
import { readQuarter } from '../../output/when.ts'

/** `queue`: what nothing decides, for a person to say what it is. */
export function addQueueCommand(program: Command, runAction: RunAction): void {
  program
    .command('queue')
    .description('list uncategorised tickets by person-days, or say what they are')
    .option('--quarter <quarter>', 'such as 2026-Q2; the running one if left out', readQuarter)
    .option('--limit <count>', 'how many tickets (10 if left out)', readCount)
    .option('--random', 'tickets drawn at random, the larger the likelier: their answers give the shares')
    .option('--anew', 'with --random: draw from what is uncategorised now, not when the sample was begun')
    .option('--answer <ticket-and-category...>', 'say what one ticket is: its key, and a category or unclear')
    .option('--ask', 'ask one ticket after the other, a key for each answer')
    .option('--author <email>', 'who says so; stands in the reason')
    .option('--sample-only', 'count answers in the sample, and leave the tickets undecided')
    .option('--take-back <ticket>', 'remove an answer, and the decision that it made')
    .option('--connection <name>', 'where two connections have a ticket of this key')
    .addHelpText(
      'after',
      `
An answer decides as "plumbline override" does, from the next report on. Answers to drawn tickets also estimate what the
rest of the uncategorised work is: after 50 draws within 15 points, and reports narrow their bands by it.
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
