import { z } from 'zod'
import { personFinder } from '../../../domain/plan/table/find-person.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import type { TableRow } from '../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../domain/plan/table/write/write.ts'
import type { FormProblem } from '../../page/form/problems.ts'

const list = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]).default([])
const text = z.string().max(2000)

/** The accounts of the page in their order, whom each is said to be, and the numbers of those that are automation. */
export const assignmentFields = z.object({
  connection: list(text),
  account: list(text),
  person: list(text),
  machine: list(z.coerce.number().int().min(0).max(100_000)),
})

interface Assigned {
  /** The plan's text with them; null where it can't be told. */
  readonly yaml: string | null
  readonly problems: readonly FormProblem[]
  /** What was typed, by the account's number on the page. */
  readonly people: ReadonlyMap<number, string>
  readonly machines: ReadonlySet<number>
}

/** The id of the control in which an account's person is named. */
export function personField(number: number): string {
  return `person-${number}`
}

/** Puts accounts into a plan file, those of people and those of automation, or says who is nobody of it. */
export function withAssigned(
  yaml: string,
  { connection, account, person, machine }: z.infer<typeof assignmentFields>,
): Assigned {
  const typed = new Map([...person.entries()].filter(([, who]) => who.trim() !== ''))
  const machines = new Set(machine.filter((number) => account[number] !== undefined))
  const tables = readPlanTables(yaml)
  if (tables === null) throw new Error('a plan in force is YAML')
  const findPerson = personFinder(tables.people)
  const problems: FormProblem[] = []
  const refuse = (number: number, words: string) => problems.push({ field: personField(number), words })
  for (const [number, who] of typed) {
    if (machines.has(number)) refuse(number, `${who} is entered for an account that is marked as automation.`)
    else if (findPerson(who) === null)
      refuse(
        number,
        `“${who}” is nobody in the plan, or several people: write the address of somebody in the plan.`,
      )
  }
  if (typed.size + machines.size === 0)
    problems.push({ field: null, words: 'Say whose at least one account is.' })
  const rowOf = (number: number, cells: TableRow['cells'] = {}): TableRow => ({
    at: null,
    cells: { ...cells, connection: connection[number] ?? '', account: account[number] ?? '' },
  })
  const corrected = {
    quarter: tables.quarter,
    accounts: [...tables.accounts, ...[...typed].map(([number, who]) => rowOf(number, { person: who }))],
    machines: [...tables.machines, ...[...machines].map((number) => rowOf(number))],
  }
  return {
    yaml: problems.length === 0 ? writePlanTables(yaml, corrected) : null,
    ...{ problems, people: typed, machines },
  }
}
