import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { audiences, type Plan } from '../../../domain/plan/plan.ts'

const text = z.string()
const textOrNull = z.string().nullable()
const category = z.enum(categories)
const shares = z.object({ roadmap: z.number(), ktlo: z.number(), reliability: z.number() })

const calendar = z.object({
  calendarId: text,
  timeZone: text,
  weekend: z.array(z.number()),
  holidays: z.array(text),
  workdayStartMinute: z.number(),
  workdayEndMinute: z.number(),
})

const person = z.object({
  personId: text,
  name: text,
  email: text,
  accounts: z.array(z.object({ connectionName: text, accountId: text })),
  memberships: z.array(z.object({ teamId: text, from: text, to: textOrNull, fractionShare: z.number() })),
  absences: z.array(z.object({ from: text, to: text })),
})

const commitment = z.object({
  name: text,
  category,
  plannedPersonDays: z.number(),
  target: z.object({ kind: z.enum(['ticket', 'project', 'initiative']), name: text }),
})

const teamPlan = z.object({
  teamId: text,
  plannedHeadcount: z.number().nullable(),
  onCallShare: z.number(),
  shares,
  commitments: z.array(commitment),
})

export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('company') }),
  z.object({ kind: z.literal('team'), teamId: text }),
])

/** A plan as it was stored: what an older version of us wrote differently is refused, not guessed. */
export const planSchema: z.ZodType<Plan> = z.object({
  company: text,
  fiscalStartMonth: z.number(),
  costPerPersonDay: z.object({ amount: z.number(), currency: text }).nullable(),
  calendars: z.array(calendar),
  teams: z.array(z.object({ teamId: text, name: text, calendarId: text, focusShare: z.number().nullable() })),
  people: z.array(person),
  quarters: z.array(z.object({ quarter: text, planningStartsOn: textOrNull, teams: z.array(teamPlan) })),
  stakeholders: z.array(
    z.object({
      stakeholderId: text,
      name: text,
      email: text,
      audience: z.enum(audiences),
      scope: scopeSchema,
    }),
  ),
})
