import { Argument, type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { removeOverride, saveOverride } from '../../adapters/store/classify/decisions.ts'
import { categories } from '../../domain/category.ts'
import { NegativeResultError } from '../../queries/errors.ts'
import { ticketNamed } from '../../queries/explain/find-tickets.ts'
import type { Act } from '../frame/action.ts'
import { UsageError } from '../frame/errors.ts'
import type { Answer } from '../frame/result.ts'
import type { Session } from '../frame/session.ts'

const input = z.object({
  ticket: z.string(),
  category: z.enum(categories).optional(),
  author: z.email().optional(),
  note: z.string().default(''),
  workType: z.string().optional(),
  connection: z.string().optional(),
  remove: z.boolean().default(false),
})

/** `override`: a person's word on a ticket, which beats every rule. */
export function addOverrideCommand(program: Command, act: Act): void {
  program
    .command('override')
    .description("set a ticket's category by hand, or take that back")
    .argument('<ticket>', 'its key')
    .addArgument(new Argument('[category]', 'what it is').choices(categories))
    .option('--author <email>', 'who says so; stands in the reason', readEmail)
    .option('--note <words>', 'why; stands in the reason')
    .option('--work-type <word>', 'a finer label, such as upgrade')
    .option('--connection <name>', 'where two connections have a ticket of this key')
    .option('--remove', 'let the rules decide again')
    .addHelpText(
      'after',
      `
What stands below the ticket inherits it. The next report follows.

Examples:
  plumbline override WEB-17 ktlo --author ada@company.example --note "an upgrade forced on us"
  plumbline override WEB-17 --remove`,
    )
    .action(act(input, override))
}

async function override(session: Session, asked: z.infer<typeof input>): Promise<Answer> {
  const { category, author, note } = asked
  if (asked.remove) return remove(session, asked)
  if (category === undefined) throw new UsageError(`name a category (${categories.join(', ')}), or --remove`)
  if (author === undefined)
    throw new UsageError('add --author with your e-mail: a decision has somebody who made it')
  const store = await session.store()
  const { connectionId, ticketId, key } = await ticketNamed(store, asked.ticket, asked.connection)
  const ticket = { connectionId, ticketId }
  const said = { ticket, category, workType: asked.workType ?? null, author, note }
  await saveOverride(store, said, session.now())
  return {
    json: { key, ...said },
    lines: [`${key} is ${category}, because ${author} says so. The next report follows.`],
  }
}

async function remove(session: Session, asked: z.infer<typeof input>): Promise<Answer> {
  if (asked.category !== undefined) throw new UsageError('--remove takes no category')
  const store = await session.store()
  const ticket = await ticketNamed(store, asked.ticket, asked.connection)
  if (!(await removeOverride(store, ticket)))
    throw new NegativeResultError(`${ticket.key} was not set by hand`)
  return {
    json: { key: ticket.key, removed: true },
    lines: [`The rules decide on ${ticket.key} again, from the next report on.`],
  }
}

function readEmail(text: string): string {
  if (!z.email().safeParse(text).success) throw new InvalidArgumentError('write an e-mail address.')
  return text
}
