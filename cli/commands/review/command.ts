import { type Command, InvalidArgumentError, Option } from 'commander'
import { categories } from '../../../domain/category.ts'
import { answerDaysFrom, mostAnswerDays } from '../../../domain/review/times.ts'
import type { RunAction } from '../../frame/action.ts'
import { readAsOf, readQuarter } from '../../output/when.ts'

/** `review`: reviewers answer before a quarter's report is sent. */
export function addReviewCommands(program: Command, runAction: RunAction): void {
  const review = program
    .command('review')
    .description('let reviewers confirm, explain or correct a report before it is sent')
  ofQuarter(review.command('start').description('draft the report and ask the reviewers of each team'))
    .option('--as-of <date>', 'measure up to then: a date (its end, UTC) or a time (default: now)', readAsOf)
    .option('--days <count>', 'days to answer (default: the plan, or 5)', readDays)
    .option('--approval', 'an admin approves the report before it is sent')
    .addHelpText(
      'after',
      `
The worker of "npm start" does the work: it drafts, asks, reminds, rebuilds the report and sends it. A review whose work
was interrupted for good is resumed by the same command.

Example:
  plumbline review start --quarter 2026-Q2 --as-of 2026-06-30 --days 5 --approval`,
    )
    .action(runAction(async () => (await import('./start.ts')).startReviewCommand))
  review
    .command('list')
    .description('list the reviews, newest first')
    .action(runAction(async () => (await import('./show.ts')).listReviewsCommand))
  ofQuarter(review.command('show').description('show one review, and how each team stands')).action(
    runAction(async () => (await import('./show.ts')).showReviewCommand),
  )
  ofQuarter(
    review.command('preview').description('write the reports that the review would send into a folder'),
  )
    .option('--out <dir>', 'folder for the .html, .txt and .png files', 'plumbline-review')
    .action(runAction(async () => (await import('./preview.ts')).previewReviewCommand))
  ofQuarter(review.command('answer').description("answer for a team, in a reviewer's name"))
    .argument('<team>', "the team's id")
    .option('--confirm', 'the figures are right')
    .option('--explain <words>', 'words for the report, quoted with name and date')
    .option('--correct <ticket>', 'the key of a ticket that counts as something else')
    .addOption(new Option('--category <category>', 'with --correct: what it is').choices(categories))
    .option('--connection <name>', 'with --correct: needed if two connections have a ticket with this key')
    .option('--save', 'with --correct: save it; without it, only the effect is shown')
    .option('--author <email>', 'the reviewer who says so')
    .addHelpText(
      'after',
      `
Examples:
  plumbline review answer billing --confirm --author ada@company.example
  plumbline review answer billing --explain "We traded it for the launch." --author ada@company.example
  plumbline review answer billing --correct BILL-7 --category reliability --save --author ada@company.example`,
    )
    .action(runAction(async () => (await import('./answer.ts')).answerReviewCommand))
  const steps = [
    ['approve', 'send the report that is waiting for approval'],
    ['rebuild', 'rebuild the report that is waiting for approval'],
    ['close', 'end the time for answers now'],
    ['remind', 'remind the reviewers who have not finished'],
    ['cancel', 'end the review without sending anything'],
  ] as const
  for (const [step, description] of steps) {
    const command = ofQuarter(review.command(step).description(description)).option(
      '--author <email>',
      'who says so (default: the command line)',
    )
    if (step === 'approve')
      command.option(
        '--figures <id>',
        'only if its figures still have this id, as "review show" and "review preview" print it',
      )
    command.action(runAction(async () => (await import('./steer.ts')).steerCommands[step]))
  }
}

function ofQuarter(command: Command): Command {
  return command.option(
    '--quarter <quarter>',
    'such as 2026-Q2 (default: that of the unfinished review)',
    readQuarter,
  )
}

function readDays(text: string): number {
  const days = answerDaysFrom(text)
  if (days === null) throw new InvalidArgumentError(`write a number of days from 1 to ${mostAnswerDays}.`)
  return days
}
