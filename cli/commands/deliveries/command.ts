import { type Command, InvalidArgumentError, Option } from 'commander'
import { type ListedKind, listedKinds } from '../../../domain/deliver/readers/listed-kind.ts'
import type { RunAction } from '../../frame/action.ts'
import { readDuration, readQuarter } from '../../output/when.ts'

const kindNames = listedKinds.map(nameOf)

/** A kind as one word. */
function nameOf(kind: ListedKind): string {
  return kind.replaceAll(' ', '-')
}

/** Reads `--kind`. */
function readKind(text: string): ListedKind {
  const kind = listedKinds.find((each) => nameOf(each) === text)
  if (kind === undefined) throw new InvalidArgumentError(`write one of ${kindNames.join(', ')}.`)
  return kind
}

/** `deliveries`: which mails were sent to whom, and their state; and what can be done about them. */
export function addDeliveriesCommand(program: Command, runAction: RunAction): void {
  const deliveries = program
    .command('deliveries')
    .description('list mails by state, with every attempt at those that did not go out at once')
    .option('--quarter <quarter>', 'of this quarter only, such as 2026-Q2', readQuarter)
    .option('--kind <kind>', `of this kind only: ${kindNames.join(', ')}`, readKind)
    .addHelpText(
      'after',
      `
States: queued, sending, sent, deferred (the relay said later), failed (it said no), ambiguous (in doubt: handed
over, and no reply came; check the relay's log, then "deliveries settle"), suppressed, bounced (it came back).
A mail's Message-ID is its ID at the domain of MAIL_FROM.

Examples:
  plumbline deliveries --quarter 2026-Q2
  plumbline deliveries --kind sign-in-link`,
    )
    .action(runAction(async () => (await import('./list.ts')).listDeliveries))
  deliveries
    .command('settle')
    .description('settle a mail in doubt, have a mail sent again, or stop it; who did so and why is recorded')
    .argument('<id>', "the mail's ID, as the list shows it")
    .option('--arrived', "a mail in doubt or bounced did arrive, as the relay's log or its reader shows")
    .option('--send-again', 'queue a mail that is in doubt, failed, bounced or suppressed')
    .option('--suppress', 'do not send a mail that is queued, deferred, failed or bounced')
    .option('--because <words>', 'the evidence, or the reason')
    .option('--address <email>', 'with --send-again: the address to send it to instead')
    .option('--to-former-reader', 'with --send-again: also where the plan no longer lists the reader')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
A mail that is being sent can't be settled, and one in doubt is sent again only once its relay can't answer any more
(15 minutes after it was claimed). A mended address holds for this mail; mend the plan for the next ones. Where the plan no longer
lists the reader of such a mail, nothing is queued without --to-former-reader.

Examples:
  plumbline deliveries settle 6f1c… --arrived --because "250 in the relay's log" --author ada@company.example
  plumbline deliveries settle 6f1c… --send-again --address ben@company.example --because "the address had a typo"
  plumbline deliveries settle 6f1c… --suppress --because "left the company"`,
    )
    .action(runAction(async () => (await import('./settle.ts')).settle))
  deliveries
    .command('send')
    .description('send what is queued, or deferred until now; nothing is measured or rendered again')
    .option('--quarter <quarter>', 'of this quarter only, such as 2026-Q2', readQuarter)
    .addOption(
      new Option('--give-up-after <time>', 'stop waiting for what keeps failing')
        .argParser(readDuration)
        .default(120_000, '2m'),
    )
    .addHelpText(
      'after',
      `
A mail that was sent is never sent again, and one in doubt only after "deliveries settle".

Example:
  plumbline deliveries send`,
    )
    .action(runAction(async () => (await import('./send.ts')).sendDeliveries))
  deliveries
    .command('pause')
    .description('send no mail of a quarter until it is resumed; who did so and why is recorded')
    .argument('<quarter>', 'such as 2026-Q2', readQuarter)
    .option('--because <words>', 'the reason')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
Mails already being sent still go out, within seconds. A run that sends mails waits for "deliveries resume".

Example:
  plumbline deliveries pause 2026-Q2 --because "a figure is wrong" --author ada@company.example`,
    )
    .action(runAction(async () => (await import('./pause.ts')).pause))
  deliveries
    .command('resume')
    .description('let the mails of a paused quarter be sent again')
    .argument('<quarter>', 'such as 2026-Q2', readQuarter)
    .option('--because <words>', 'the reason')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
After a pause, a waiting run goes on within ten minutes, sooner if the pause was short.

Example:
  plumbline deliveries resume 2026-Q2`,
    )
    .action(runAction(async () => (await import('./pause.ts')).resume))
  deliveries
    .command('bounces')
    .description(
      'read bounces and complaints from the mailbox or folder of the settings, and mark their mails',
    )
    .option('--folder <folder>', 'from this folder of .eml files instead')
    .addHelpText(
      'after',
      `
A bounce counts only where it names the Message-ID of a mail that was sent; one of an address to which the reader's server sent it
on says to which, and the mail may still have arrived: "deliveries settle --arrived". A complaint keeps further mails from its
reader: "deliveries suppressed". Mails are left where they are; npm start reads them every five minutes.

Example:
  plumbline deliveries bounces --folder ./bounces`,
    )
    .action(runAction(async () => (await import('./bounces.ts')).readBounces))
  deliveries
    .command('suppressed')
    .description(
      'list the addresses that get no mails, or none of a kind, because their readers complained or unsubscribed; or allow one again',
    )
    .option('--allow <email>', 'allow mails to this address again')
    .option('--because <words>', 'with --allow: the reason')
    .option('--author <email>', 'who says so (default: the command line)')
    .addHelpText(
      'after',
      `
Mails suppressed meanwhile stay suppressed: "deliveries settle" queues one again.

Example:
  plumbline deliveries suppressed --allow ben@company.example --because "pressed the wrong button"`,
    )
    .action(runAction(async () => (await import('./suppressed.ts')).suppressed))
}
