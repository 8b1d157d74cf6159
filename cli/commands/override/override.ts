import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { setOverride, unsetOverride } from '../../../queries/overrides/overrides.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { emailOfAuthor } from '../../output/author.ts'
import { notOneTicket } from '../../output/not-found.ts'

const input = z.object({
  ticket: z.string(),
  category: z.enum(categories).optional(),
  author: z.string().optional(),
  note: z.string().default(''),
  workType: z.string().optional(),
  connection: z.string().optional(),
  remove: z.boolean().default(false),
})

/** `plumbline override`, with `--remove` or without. */
export const override = defineAction(input, (session, options) =>
  options.remove ? remove(session, options) : set(session, options),
)

async function set(session: Session, options: z.infer<typeof input>): Promise<Answer> {
  const { category, author, note, connection: connectionName } = options
  if (category === undefined) throw new UsageError(`name a category (${categories.join(', ')}), or --remove`)
  if (author === undefined)
    throw new UsageError('add --author with your e-mail: every decision names who made it')
  emailOfAuthor(author)
  const result = await setOverride(
    await session.store(),
    { key: options.ticket, connectionName },
    { category, workType: options.workType ?? null, author, note },
    session.now(),
  )
  if (result.kind !== 'set') throw notOneTicket(options.ticket, connectionName, result)
  return {
    json: { key: result.key, ...result.override },
    lines: [`${result.key} is ${category}, because ${author} says so. The next report uses it.`],
  }
}

async function remove(session: Session, options: z.infer<typeof input>): Promise<Answer> {
  const { ticket: key, connection: connectionName } = options
  if (options.category !== undefined) throw new UsageError('--remove takes no category')
  const result = await unsetOverride(await session.store(), { key, connectionName }, session.now())
  if (result.kind !== 'removed') throw notOneTicket(key, connectionName, result)
  if (!result.wasSet) throw new NegativeResultError(`${result.key} was not set by hand`)
  return {
    json: { key: result.key, removed: true },
    lines: [`The rules decide on ${result.key} again, from the next report on.`],
  }
}
