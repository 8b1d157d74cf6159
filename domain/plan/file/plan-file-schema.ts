import { z } from 'zod'
import { sumOf, writtenSumOf } from '../../calculation/sum.ts'
import { categories } from '../../category.ts'
import { mostAnswerDays, usualAnswerDays } from '../../review/times.ts'
import { parseEmail } from '../../text/email.ts'
import { audiences, usualMinimumGroupPeople } from '../plan.ts'
import { isHolidayRegion } from './public-holidays.ts'
import { isZoneOfPlace } from './zone-of-place.ts'

const text = z.string().trim().min(1, 'must not be empty')
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
const email = z.string().transform((written, { addIssue }) => {
  const address = parseEmail(written)
  if (address === null) addIssue('must be an e-mail address')
  return address ?? ''
})
const date = z.iso.date('must be a date such as 2026-04-01')
const shareWords = 'must be from 0 to 1, such as 0.25 for 25 %'
const share = z.number().min(0, shareWords).max(1, shareWords)
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** One or several: `a`, or `[a, b]`. */
function oneOrMore<Item extends z.ZodType<string>>(item: Item) {
  return z.union([item, z.array(item).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]))
}

/** Read off the clock, such as "20:00-07:00"; past midnight, the end is above 1440. */
const clockHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be such as "09:00-17:00"')
  .transform((hours) => {
    const [startMinute = 0, endMinute = 0] = hours.split('-').map(minuteOf)
    // A shift such as 22:00-06:00 ends on the day after.
    return { startMinute, endMinute: endMinute < startMinute ? endMinute + 1440 : endMinute }
  })
  .refine((hours) => hours.startMinute !== hours.endMinute, 'must end at another time than it starts')

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

const timeZone = text.refine(isZoneOfPlace, 'must be a time zone by its place, such as Europe/Berlin')

const calendar = z.strictObject({
  time_zone: timeZone,
  workday: clockHours.default({ startMinute: 9 * 60, endMinute: 17 * 60 }),
  weekend: z
    .array(z.enum(weekdays))
    .default(['saturday', 'sunday'])
    .transform((days) => days.map((day) => weekdays.indexOf(day) + 1)),
  region: text
    .refine(isHolidayRegion, 'must be a country, or a country and state, such as DE or DE-BE')
    .optional(),
  holidays: z.array(date).default([]),
  half_holidays: z.array(date).default([]),
  workdays: z.array(date).default([]),
})

const person = z.strictObject({
  email,
  name: text,
  accounts: z.record(text, oneOrMore(text)).default({}),
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
  absences: z.array(z.strictObject({ from: date, to: date, half: z.boolean().default(false) })).default([]),
  on_call: z.array(z.strictObject({ from: date, to: date, share, team: id.optional() })).default([]),
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
    .refine((shares) => Math.abs(sumOf(Object.values(shares)) - 1) < 1e-9, {
      error: ({ input }) => {
        const { data } = z.record(z.string(), z.number()).safeParse(input)
        return `must sum to 1; they sum to ${writtenSumOf(Object.values(data ?? {}))}`
      },
    }),
  commitments: z.array(commitment).default([]),
})

const team = z.strictObject({
  id,
  name: text,
  calendar: id,
  focus: share.optional(),
  formerly: oneOrMore(id).default([]),
  reply_to: email.optional(),
  on_call_rota: z.strictObject({ file: text, share }).optional(),
})

/** The plan file as people write it (docs/plan.md); dates in it include their last day. */
export const planFileSchema = z.strictObject({
  company: text,
  fiscal_year_starts: z.int().min(1).max(12).default(1),
  fiscal_year_named_after: z.enum(['start', 'end']).default('start'),
  fiscal_quarters: z.enum(['months', '13-weeks', '4-4-5', '4-5-4', '5-4-4']).default('months'),
  fiscal_year_first_day: z
    .templateLiteral([z.enum(['nearest', 'last', 'first']), ' ', z.enum(weekdays)], {
      error: 'must be such as "nearest monday", "last sunday" or "first monday"',
    })
    .optional(),
  minimum_group: z.int().min(1).default(usualMinimumGroupPeople),
  cost_per_person_day: z
    .strictObject({
      amount: z.number().positive(),
      currency: z.string().regex(/^[A-Z]{3}$/, 'must be such as EUR'),
    })
    .optional(),
  calendars: z.record(id, calendar),
  teams: z.array(team).min(1, 'needs at least one team'),
  people: z.array(person).min(1, 'needs at least one person'),
  machine_accounts: z.record(text, oneOrMore(text)).default({}),
  /** The texts of rota files that the plan holds itself. */
  rota_files: z.record(text, text).default({}),
  quarters: z.record(
    z.string().regex(/^\d{4}-Q[1-4]$/, 'must be a quarter such as 2026-Q2'),
    z.strictObject({ planning_starts: date.optional(), teams: z.record(id, teamPlan) }),
  ),
  stakeholders: z
    .array(
      z.strictObject({
        email,
        name: text,
        audience: z.enum(audiences),
        scope: id,
        time_zone: timeZone.optional(),
        reply_to: email.optional(),
      }),
    )
    .min(1, 'needs at least one stakeholder, or nobody would get a report'),
  quiet_hours: clockHours.optional(),
  reply_to: email.optional(),
  review: z
    .strictObject({
      days: z.int().min(1).max(mostAnswerDays).default(usualAnswerDays),
      approval: z.boolean().default(false),
    })
    .optional(),
})

export type PlanFile = z.infer<typeof planFileSchema>

/** ISO weekday of an English name, 1 (Monday) to 7. */
export function isoWeekdayOf(name: string): number {
  const names: readonly string[] = weekdays
  return names.indexOf(name) + 1
}
