import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import { categories } from '../../../domain/category.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { findTicket } from '../../../queries/explain/find-tickets.ts'
import { findQuarter } from '../../../queries/plan/find-quarter.ts'
import { answerTicket, takeAnswerBack } from '../../../queries/queue/answers.ts'
import { reviewQueue } from '../../../queries/queue/queue.ts'
import { sampleQueue } from '../../../queries/queue/sample.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { emailOfAuthor } from '../../output/author.ts'
import { notOneTicket } from '../../output/not-found.ts'
import { askThrough } from './ask.ts'
import { readKeys } from './keys.ts'
import { queueJson, queueLines, sampleJson, sampleLines } from './text.ts'

/** Whoever the author says they are, nobody signed in. */
const actor = commandLineActor

const answers = [...categories, 'unclear'] as const

const input = z.object({
  quarter: z.string().optional(),
  limit: z.number().default(10),
  random: z.boolean().default(false),
  anew: z.boolean().default(false),
  answer: z.array(z.string()).optional(),
  ask: z.boolean().default(false),
  author: z.string().optional(),
  sampleOnly: z.boolean().default(false),
  takeBack: z.string().optional(),
  connection: z.string().optional(),
})

type QueueOptions = z.infer<typeof input>

/** `plumbline queue`. */
export const queue = defineAction(input, async (session, options) => {
  checkOptions(session, options)
  if (options.answer !== undefined) return answerOne(session, options, options.answer)
  if (options.takeBack !== undefined) return takeBack(session, options, options.takeBack)
  const quarter = await findQuarter(await session.store(), options.quarter, session.now())
  if (quarter === null) throw new PlanMissingError()
  return options.ask ? ask(session, options, quarter) : list(session, options, quarter)
})

/** Checks the options before any server starts. @throws UsageError */
function checkOptions(session: Session, options: QueueOptions): void {
  const { answer, takeBack: taken, ask: asks, random, anew } = options
  const modes = [answer !== undefined, taken !== undefined, asks].filter((each) => each).length
  if (modes > 1) throw new UsageError('use one of --answer, --take-back and --ask')
  if (anew && !random) throw new UsageError('--anew goes with --random')
  if (!asks) return
  authorOf(options)
  if (!session.terminal.canAsk) {
    throw new UsageError('--ask needs a terminal; use --answer TICKET CATEGORY in scripts')
  }
}

async function list(
  session: Session,
  { random, limit, anew }: QueueOptions,
  quarter: QuarterId,
): Promise<Answer> {
  const store = await session.store()
  if (!random) {
    const found = await reviewQueue(store, quarter, { limit })
    return { json: queueJson(quarter, found), lines: queueLines(quarter, found) }
  }
  const sample = await sampleQueue(store, quarter, { limit, anew, ...actorNow(session) })
  return { json: sampleJson(quarter, sample), lines: sampleLines(quarter, sample) }
}

async function ask(session: Session, options: QueueOptions, quarter: QuarterId): Promise<Answer> {
  const author = authorOf(options)
  const store = await session.store()
  let anew = options.anew
  const answered = await askThrough({
    next: async (asked) => {
      if (!options.random) {
        const { listed } = await reviewQueue(store, quarter, { limit: asked.size + 1 })
        return listed.find(({ key, connectionName }) => !asked.has(`${connectionName} ${key}`)) ?? null
      }
      const sample = await sampleQueue(store, quarter, { limit: 1, anew, ...actorNow(session) })
      anew = false
      return sample?.next[0] ?? null
    },
    answer: ({ ticket }, category) =>
      answerTicket(store, { ticket, category, author, decides: !options.sampleOnly, actor }, session.now()),
    takeBack: ({ ticket }) => takeAnswerBack(store, { ticket, author: null, actor }, session.now()),
    say: (line) => session.terminal.say(line),
    readKey: readKeys(session.signal),
  })
  const after = await list(session, { ...options, anew: false, limit: 1 }, quarter)
  return { json: { answered, after: after.json }, lines: [`${answered} answered.`, ...after.lines] }
}

async function answerOne(session: Session, options: QueueOptions, words: readonly string[]): Promise<Answer> {
  const [key, word, ...rest] = words
  const said = z.enum(answers).safeParse(word)
  if (key === undefined || !said.success || rest.length > 0) {
    throw new UsageError(`--answer takes a ticket's key and one of ${answers.join(', ')}`)
  }
  const author = authorOf(options)
  const store = await session.store()
  const found = await findTicket(store, key, options.connection)
  if (found.kind !== 'found') throw notOneTicket(key, options.connection, found)
  const category = said.data === 'unclear' ? null : said.data
  const decides = !options.sampleOnly && category !== null
  await answerTicket(store, { ticket: found.ticket, category, author, decides, actor }, session.now())
  return {
    json: { key: found.ticket.key, category, author, decides },
    lines: [
      decides
        ? `${found.ticket.key} is ${category}, because ${author} says so. The next report uses it.`
        : `The answer for ${found.ticket.key} counts in the sample; the ticket stays as it is.`,
    ],
  }
}

async function takeBack(session: Session, { connection }: QueueOptions, key: string): Promise<Answer> {
  const store = await session.store()
  const found = await findTicket(store, key, connection)
  if (found.kind !== 'found') throw notOneTicket(key, connection, found)
  const taken = { ticket: found.ticket, author: null, actor }
  if ((await takeAnswerBack(store, taken, session.now())) !== 'taken back') {
    throw new NegativeResultError(`there is no answer for ${found.ticket.key}`)
  }
  return {
    json: { key: found.ticket.key, takenBack: true },
    lines: [`The answer for ${found.ticket.key} is taken back.`],
  }
}

function authorOf({ author }: QueueOptions): string {
  if (author === undefined)
    throw new UsageError('add --author with your e-mail: every answer names who gave it')
  emailOfAuthor(author)
  return author
}

function actorNow(session: Session) {
  return { actor, nowAt: session.now() }
}
