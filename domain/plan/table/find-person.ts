import { comparable } from '../../text/comparable.ts'
import { emailKey } from '../../text/email.ts'
import type { Tables } from './table.ts'

/** Finds the person of the file that a cell names, by address or by a name that nobody else has. */
export type FindPerson = (typed: string) => number | null

export function personFinder(people: Tables['people']): FindPerson {
  const byEmail = new Map<string, number>()
  const byName = new Map<string, number | null>()
  for (const [number, { cells }] of people.entries()) {
    const email = emailKey(cells['email'] ?? '')
    if (!byEmail.has(email)) byEmail.set(email, number)
    const name = comparable(cells['name'] ?? '')
    byName.set(name, byName.has(name) ? null : number)
  }
  return (typed) => {
    if (typed.trim() === '') return null
    return byEmail.get(emailKey(typed)) ?? byName.get(comparable(typed)) ?? null
  }
}
