import { z } from 'zod'

const word = z.union([z.string(), z.number(), z.boolean()]).transform(String).catch('')
const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([])
const words = list(word)
const share = z.union([z.number(), z.string()])
const membership = z
  .looseObject({ team: word, from: word, to: word, fraction: share.catch(1) })
  .catch({ team: '', from: '', to: '', fraction: 1 })
const absence = z
  .looseObject({ from: word, to: word, half: word.catch('') })
  .catch({ from: '', to: '', half: '' })
const turn = z
  .looseObject({ from: word, to: word, share: share.catch(''), team: word })
  .catch({ from: '', to: '', share: '', team: '' })

const oneOrMore = z.union([z.array(word), word.transform((one) => [one])])
const accounts = z.record(z.string(), oneOrMore).catch({})

const team = z.looseObject({
  ...{ id: word, name: word, calendar: word, reply_to: word },
  focus: share.nullable().catch(null),
  formerly: oneOrMore.optional(),
  on_call_rota: z
    .looseObject({ file: word, share: share.catch('') })
    .nullable()
    .catch(null),
})

const person = z.looseObject({
  email: word,
  name: word,
  accounts,
  teams: list(membership),
  absences: list(absence),
  on_call: list(turn),
})

const commitment = z.looseObject({
  ...{ name: word, category: word, person_days: word },
  ...{ ticket: word.optional(), project: word.optional(), initiative: word.optional() },
})

const quarter = z.looseObject({
  planning_starts: word,
  teams: z
    .record(
      z.string(),
      z.looseObject({
        on_call: share.nullable().catch(null),
        headcount: word,
        shares: z.record(z.string(), share.catch(0)).catch({}),
        commitments: list(commitment),
      }),
    )
    .catch({}),
})

const calendar = z
  .looseObject({
    ...{ time_zone: word, region: word, workday: word },
    weekend: z.union([z.array(word), word.transform((one) => [one])]).nullable(),
    ...{ holidays: words, half_holidays: words, workdays: words },
  })
  .catch({
    ...{ time_zone: '', region: '', workday: '', weekend: null },
    ...{ holidays: [], half_holidays: [], workdays: [] },
  })

const company = {
  company: word,
  fiscal_year_starts: word,
  fiscal_year_named_after: word,
  fiscal_quarters: word,
  fiscal_year_first_day: word,
  minimum_group: word,
  cost_per_person_day: z.looseObject({ amount: word, currency: word }).catch({ amount: '', currency: '' }),
  quiet_hours: word,
  reply_to: word,
  review: z.looseObject({ days: word, approval: word }).nullable().catch(null),
}

/** What a plan file may hold, however wrong it still is: the tables are there to mend it. */
const looseFile = z.looseObject({
  ...company,
  calendars: z.record(z.string(), calendar).catch({}),
  teams: list(team),
  people: list(person),
  machine_accounts: accounts,
  rota_files: z.record(z.string(), word).catch({}),
  quarters: z.record(z.string(), quarter).catch({}),
  stakeholders: list(
    z.looseObject({
      ...{ email: word, name: word, audience: word, scope: word },
      ...{ time_zone: word, reply_to: word },
    }),
  ),
})

export type LooseFile = z.infer<typeof looseFile>

/** Reads what can be read of it. */
export function readLooseFile(value: unknown): LooseFile {
  const { success, data } = looseFile.safeParse(value)
  return success ? data : looseFile.parse({})
}
