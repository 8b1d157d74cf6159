import type { Category } from '../../../domain/category.ts'
import type { QueuedTicket } from '../../../queries/queue/queue.ts'
import { ticketLines } from './text.ts'

export interface Asking {
  /** The next ticket, without those asked before; null where there is none. */
  readonly next: (asked: ReadonlySet<string>) => Promise<QueuedTicket | null>
  readonly answer: (ticket: QueuedTicket, category: Category | null) => Promise<void>
  readonly takeBack: (ticket: QueuedTicket) => Promise<unknown>
  readonly say: (line: string) => void
  readonly readKey: () => Promise<string>
}

const categoryOfKey: Readonly<Record<string, Category | null>> = {
  r: 'roadmap',
  k: 'ktlo',
  l: 'reliability',
  '?': null,
}
const keysInWords = 'r roadmap, k KTLO, l reliability, ? unclear, u undo, q quit'

/** Asks for one ticket after the other, a key for each answer. @returns how many answers stand */
export async function askThrough({ next, answer, takeBack, say, readKey }: Asking): Promise<number> {
  const given: QueuedTicket[] = []
  say(keysInWords)
  for (;;) {
    const ticket = await next(new Set(given.map(({ connectionName, key }) => `${connectionName} ${key}`)))
    if (ticket === null) return given.length
    for (const line of ticketLines(ticket)) say(line)
    const key = await readAnswer(readKey, say)
    if (key === 'q') return given.length
    if (key === 'u') {
      const last = given.pop()
      if (last === undefined) say('There is nothing to undo.')
      else {
        await takeBack(last)
        say(`The answer for ${last.key} is taken back.`)
      }
      continue
    }
    await answer(ticket, categoryOfKey[key] ?? null)
    given.push(ticket)
  }
}

async function readAnswer(readKey: Asking['readKey'], say: Asking['say']): Promise<string> {
  for (;;) {
    const key = (await readKey()).toLowerCase()
    if (key === 'q' || key === 'u' || Object.hasOwn(categoryOfKey, key)) return key
    say(keysInWords)
  }
}
