import { type Document, isMap, parseDocument } from 'yaml'
import { z } from 'zod'
import { commitmentKinds, type PlanTables, type TableRow } from './table.ts'

const word = z.union([z.string(), z.number(), z.boolean()]).transform(String).catch('')
const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([])
const share = z.union([z.number(), z.string()])
const membership = z
  .looseObject({ team: word, from: word, to: word, fraction: share.catch(1) })
  .catch({ team: '', from: '', to: '', fraction: 1 })

/** What a plan file may hold, however wrong it still is: the tables are there to mend it. */
const looseFile = z
  .looseObject({
    teams: list(z.looseObject({ id: word, name: word })),
    people: list(
      z.looseObject({
        email: word,
        name: word,
        accounts: z.record(z.string(), z.union([z.array(word), word.transform((one) => [one])])).catch({}),
        teams: list(membership),
      }),
    ),
    quarters: z
      .record(
        z.string(),
        z.looseObject({
          teams: z
            .record(
              z.string(),
              z.looseObject({
                shares: z.record(z.string(), share.catch(0)).catch({}),
                commitments: list(
                  z.looseObject({
                    ...{ name: word, person_days: word },
                    ...{ ticket: word.optional(), project: word.optional(), initiative: word.optional() },
                  }),
                ),
              }),
            )
            .catch({}),
        }),
      )
      .catch({}),
    stakeholders: list(z.looseObject({ email: word, name: word, audience: word, scope: word })),
  })
  .catch({ teams: [], people: [], quarters: {}, stakeholders: [] })

/**
 * The tables of a plan file; null for a text that isn't YAML, or no map of words to values.
 * @param asked the quarter whose shares and commitments are wanted; the newest where the file doesn't have it
 */
export function readPlanTables(text: string, asked = ''): PlanTables | null {
  const document = parseDocument(text, { stringKeys: true })
  const { errors, contents } = document
  if (errors.length > 0 || (contents !== null && !isMap(contents))) return null
  const value = plainValue(document)
  if (value === undefined) return null
  const file = looseFile.parse(value)
  const quarters = Object.keys(file.quarters).toSorted()
  const quarter = quarters.includes(asked) ? asked : (quarters.at(-1) ?? null)
  const plans = Object.entries(file.quarters[quarter ?? '']?.teams ?? {})
  return {
    ...{ quarter, quarters },
    teams: file.teams.map(({ id, name }, at) => ({ at, cells: { id, name } })),
    people: file.people.map(({ email, name, accounts, teams }, at) => {
      const { team = '', from = '', to = '', fraction = 1 } = teams.at(-1) ?? {}
      const written = Object.entries(accounts).map(([connection, ids]) => `${connection}: ${ids.join(', ')}`)
      const share = percent(fraction)
      return { at, cells: { email, name, team, from, to, share, accounts: written.join('; ') } }
    }),
    shares: plans.map(([team, { shares }], at) => {
      const { roadmap = 0, ktlo = 0, reliability = 0 } = shares
      const parts = { roadmap: percent(roadmap), ktlo: percent(ktlo), reliability: percent(reliability) }
      return { at, cells: { team, ...parts } }
    }),
    commitments: plans.flatMap(([team, { commitments }]) =>
      commitments.map((each, at): TableRow => {
        const kind = commitmentKinds.find((one) => each[one] !== undefined) ?? 'project'
        const target = each[kind] ?? ''
        return { at, cells: { team, name: each.name, kind, target, days: each.person_days } }
      }),
    ),
    readers: file.stakeholders.map(({ email, name, audience, scope }, at) => ({
      at,
      cells: { email, name, audience, scope },
    })),
  }
}

/** `25` for 0.25; what is no number stays as it is. */
function percent(part: number | string): string {
  return typeof part === 'string' ? part : String(Number((part * 100).toFixed(2)))
}

/** Undefined where an alias (`*name`) stands for nothing. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: -1 })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return undefined
  }
}
