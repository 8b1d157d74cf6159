import { z } from 'zod'
import { categories } from '../category.ts'
import { type Immutable, localDate, text } from '../fields.ts'

// A plan as we keep it: the one description, from which the types follow and by which a stored plan is read. The file that
// people write is described in file/plan-file-schema.ts.

const share = z.number()

/** An amount in whole units of a currency (ISO 4217). */
const moneySchema = z.object({ amount: z.number(), currency: text })

export type Money = Immutable<z.infer<typeof moneySchema>>

const calendarSchema = z.object({
  calendarId: text,
  /** IANA name. */
  timeZone: text,
  /** ISO weekdays off, 1 (Monday) to 7. */
  weekend: z.array(z.number()),
  /** Public ones of the region, and the company's own. */
  holidays: z.array(localDate),
  /** Half of the day is worked; none of it where the date is a holiday or a weekend day too. */
  halfHolidays: z.array(localDate).optional(),
  /** Worked though the weekday or a holiday says otherwise. */
  makeUpDays: z.array(localDate).optional(),
  /** Minutes after local midnight. */
  workdayStartMinute: z.number(),
  /** Above 1440 for a shift that ends on the day after. */
  workdayEndMinute: z.number(),
})

export type Calendar = Immutable<z.infer<typeof calendarSchema>>

const teamSchema = z.object({
  teamId: text,
  name: text,
  calendarId: text,
  /** Hands-on share of a loaded day as the team states it; null when it states none. */
  focusShare: share.nullable(),
  /** Ids that the team had in earlier plans; none unless said. */
  formerIds: z.array(text).optional(),
  /** The address that replies to mails about it go to; absent: the company's. */
  replyTo: text.optional(),
  /** Turns of its on-call rota that name nobody in the plan, by title, with the first day of each and how many there are. */
  turnsOfNobody: z.array(z.object({ title: text, from: localDate, turns: z.number() })).optional(),
})

export type PlanTeam = Immutable<z.infer<typeof teamSchema>>

/** A person in a team, half-open; `to` null is until further notice. Side by side, fractions sum to 1 at most. */
const membershipSchema = z.object({
  teamId: text,
  from: localDate,
  to: localDate.nullable(),
  /** Part of full time, above 0, up to 1. */
  fractionShare: share,
})

export type Membership = Immutable<z.infer<typeof membershipSchema>>

const personSchema = z.object({
  /** The e-mail in lower case. */
  personId: text,
  name: text,
  email: text,
  /** Matches by hand, for trackers that hide e-mail addresses; one tracker may have several. */
  accounts: z.array(z.object({ connectionName: text, accountId: text })),
  memberships: z.array(membershipSchema),
  /** Half-open ranges; of each day the part that the person is away, the whole of it unless said. */
  absences: z.array(z.object({ from: localDate, to: localDate, partOfDay: share.optional() })),
  /** Turns of an on-call rota, half-open: on these days they take the place of the team's on-call share. */
  onCallTurns: z
    .array(z.object({ teamId: text.nullable(), from: localDate, to: localDate, onCallShare: share }))
    .optional(),
})

export type PlanPerson = Immutable<z.infer<typeof personSchema>>

/** An epic, project or initiative with planned person-days. */
const commitmentSchema = z.object({
  name: text,
  category: z.enum(categories),
  plannedPersonDays: z.number(),
  /** A ticket's key, a Linear project's or initiative's title, or a Jira project's key or name. */
  target: z.object({ kind: z.enum(['ticket', 'project', 'initiative']), name: text }),
})

export type Commitment = Immutable<z.infer<typeof commitmentSchema>>

const teamPlanSchema = z.object({
  teamId: text,
  /** Full-time people the plan counted on; null: those that `people` lists. */
  plannedHeadcount: z.number().nullable(),
  /** Part of each working day set aside for on-call, on a line of its own. */
  onCallShare: share,
  /** Of the days that are neither absence nor on-call; they sum to 1. */
  shares: z.record(z.enum(categories), share),
  commitments: z.array(commitmentSchema),
})

export type TeamPlan = Immutable<z.infer<typeof teamPlanSchema>>

const quarterSchema = z.object({
  /** `QuarterId` */
  quarter: text,
  /** The day on which planning of the next quarter starts; null when not stated. */
  planningStartsOn: localDate.nullable(),
  teams: z.array(teamPlanSchema),
})

export type PlanQuarter = Immutable<z.infer<typeof quarterSchema>>

export const audiences = ['executive', 'engineering', 'product'] as const

export type Audience = (typeof audiences)[number]

const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('company') }),
  z.object({ kind: z.literal('team'), teamId: text }),
])

export type ReportScope = Immutable<z.infer<typeof scopeSchema>>

/** Who reads a report: the whole company's (`company`) or one team's. */
const stakeholderSchema = z.object({
  /** The e-mail in lower case. */
  stakeholderId: text,
  name: text,
  email: text,
  audience: z.enum(audiences),
  scope: scopeSchema,
  /** IANA name of the zone that the reader's clock shows; absent: their team's. */
  timeZone: text.optional(),
  /** Whom replies to this mail of theirs reach; absent: the team's or company's. */
  replyTo: text.optional(),
})

export type Stakeholder = Immutable<z.infer<typeof stakeholderSchema>>

/** Figures of fewer people than this are figures of single persons. Ours, unless the plan says otherwise. */
export const usualMinimumGroupPeople = 4

/** A company's plan as imported from a plan file: who is where, when, and what their time was meant for. */
export const planSchema = z.object({
  company: text,
  /** `FiscalYear` */
  fiscalStartMonth: z.number(),
  fiscalYearNamedAfter: z.enum(['start', 'end']).default('start'),
  fiscalWeeks: z
    .object({ firstWeekday: z.number(), rule: z.enum(['nearest', 'last', 'first']) })
    .nullable()
    .default(null),
  costPerPersonDay: moneySchema.nullable(),
  /** A team of fewer people in a quarter has no figures of its own; at least 1. */
  minimumGroupPeople: z.number().default(usualMinimumGroupPeople),
  /** Accounts of automation, by account id, e-mail address or name as the tracker shows it. */
  machineAccounts: z.array(z.object({ connectionName: text, account: text })).default([]),
  calendars: z.array(calendarSchema),
  /** In the file's order, which is also the order of every report. */
  teams: z.array(teamSchema),
  people: z.array(personSchema),
  quarters: z.array(quarterSchema),
  stakeholders: z.array(stakeholderSchema),
  /** Nobody is mailed in these hours of their own clock, in minutes after midnight; the end is above 1440 past midnight. Absent: no such hours. */
  quietHours: z.object({ startMinute: z.number(), endMinute: z.number() }).optional(),
  /** The address that replies to mails go to; absent: that of the settings. */
  replyTo: text.optional(),
  /** Before the final report is sent on its date, reviewers have so many days to answer; absent: it is sent unreviewed. */
  review: z.object({ days: z.number(), approval: z.boolean() }).optional(),
})

export type Plan = Immutable<z.infer<typeof planSchema>>

/** The teams that are planned for a quarter: the company's figures are theirs. */
export function plannedTeamIds(plan: Plan, quarter: string): string[] {
  return plan.quarters.find((each) => each.quarter === quarter)?.teams.map(({ teamId }) => teamId) ?? []
}
