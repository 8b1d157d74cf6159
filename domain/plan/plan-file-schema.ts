import { IANAZone } from 'luxon'
import { z } from 'zod'
import { categories } from '../category.ts'
import { audiences, usualMinimumGroupPeople } from './plan.ts'

const text = z.string().trim().min(1, 'must not be empty')
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
const email = z.email('must be an e-mail address').transform((address) => address.toLowerCase())
const date = z.iso.date('must be a date such as 2026-04-01')
const share = z.number().min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1')
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const workday = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be such as "09:00-17:00"')
  .transform((hours) => {
    const [start = '', end = ''] = hours.split('-')
    return { startMinute: minuteOf(start), endMinute: minuteOf(end) }
  })
  .refine((hours) => hours.startMinute < hours.endMinute, 'must end after it starts')

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

const calendar = z.strictObject({
  time_zone: text.refine((zone) => IANAZone.isValidZone(zone), 'must be a time zone such as Europe/Berlin'),
  workday: workday.default({ startMinute: 9 * 60, endMinute: 17 * 60 }),
  weekend: z
    .array(z.enum(weekdays))
    .default(['saturday', 'sunday'])
    .transform((days) => days.map((day) => weekdays.indexOf(day) + 1)),
  holidays: z.array(date).default([]),
})

const range = z.strictObject({ from: date, to: date })

const person = z.strictObject({
  email,
  name: text,
  accounts: z.record(text, text).default({}),
  teams: z
    .array(
      z.strictObject({
        team: id,
        from: date,
        to: date.optional(),
        fraction: z.number().gt(0, 'must be above 0').max(1, 'must be at most 1').default(1),
      }),
    )
    .min(1, 'must be in at least one team'),
  absences: z.array(range).default([]),
})

const commitment = z
  .strictObject({
    name: text,
    category: z.enum(categories).default('roadmap'),
    person_days: z.number().positive('must be above 0'),
    ticket: text.optional(),
    project: text.optional(),
    initiative: text.optional(),
  })
  .refine(
    ({ ticket, project, initiative }) =>
      [ticket, project, initiative].filter((each) => each !== undefined).length === 1,
    'must name one of ticket, project or initiative',
  )

const teamPlan = z.strictObject({
  headcount: z.number().positive('must be above 0').optional(),
  on_call: share.default(0),
  shares: z
    .strictObject({ roadmap: share, ktlo: share, reliability: share })
    .refine(
      ({ roadmap, ktlo, reliability }) => Math.abs(roadmap + ktlo + reliability - 1) < 1e-9,
      'must sum to 1',
    ),
  commitments: z.array(commitment).default([]),
})

/** The plan file as people write it (docs/plan.md); dates in it include their last day. */
export const planFileSchema = z.strictObject({
  company: text,
  fiscal_year_starts: z.int().min(1).max(12).default(1),
  minimum_group: z.int().min(1).default(usualMinimumGroupPeople),
  cost_per_person_day: z
    .strictObject({
      amount: z.number().positive(),
      currency: z.string().regex(/^[A-Z]{3}$/, 'must be such as EUR'),
    })
    .optional(),
  calendars: z.record(id, calendar),
  teams: z
    .array(z.strictObject({ id, name: text, calendar: id, focus: share.optional() }))
    .min(1, 'needs at least one team'),
  people: z.array(person).min(1, 'needs at least one person'),
  quarters: z.record(
    z.string().regex(/^\d{4}-Q[1-4]$/, 'must be a quarter such as 2026-Q2'),
    z.strictObject({ planning_starts: date.optional(), teams: z.record(id, teamPlan) }),
  ),
  stakeholders: z
    .array(z.strictObject({ email, name: text, audience: z.enum(audiences), scope: id }))
    .min(1, 'needs at least one stakeholder, or nobody would get a report'),
})

export type PlanFile = z.infer<typeof planFileSchema>
