import type { Calendar, Membership, Plan, PlanPerson, TeamPlan } from '../../domain/plan/plan.ts'
import { calendarYear, type FiscalYear } from '../../domain/quarter.ts'

/** Berlin, Monday to Friday, 09:00 to 17:00, no holidays. */
export function aCalendar(changes: Partial<Calendar> = {}): Calendar {
  return {
    calendarId: 'berlin',
    timeZone: 'Europe/Berlin',
    weekend: [6, 7],
    holidays: [],
    workdayStartMinute: 9 * 60,
    workdayEndMinute: 17 * 60,
    ...changes,
  }
}

/** A full-time member of `core` since 2025; the account on every connection is the name in lower case. */
export function aPerson(
  name: string,
  changes: Partial<PlanPerson> & { readonly membership?: Partial<Membership> } = {},
): PlanPerson {
  const { membership, ...rest } = changes
  const personId = `${name.toLowerCase().replaceAll(' ', '.')}@company.example`
  return {
    personId,
    name,
    email: personId,
    accounts: [],
    memberships: [{ teamId: 'core', from: '2025-01-01', to: null, fractionShare: 1, ...membership }],
    absences: [],
    ...rest,
  }
}

/** Half roadmap, 30 % upkeep, 20 % reliability, no on-call, people as listed. */
export function aTeamPlan(changes: Partial<TeamPlan> = {}): TeamPlan {
  return {
    teamId: 'core',
    plannedHeadcount: null,
    onCallShare: 0,
    shares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 },
    commitments: [],
    ...changes,
  }
}

/** One team `core` of Ada Example and Ben Example, with a plan for 2026-Q2 and no stakeholders. */
export function aPlan(changes: Partial<Plan> = {}): Plan {
  return {
    company: 'Example Works',
    ...calendarYear,
    costPerPersonDay: null,
    minimumGroupPeople: 1,
    machineAccounts: [],
    calendars: [aCalendar()],
    teams: [{ teamId: 'core', name: 'Core', calendarId: 'berlin', focusShare: null }],
    people: [aPerson('Ada Example'), aPerson('Ben Example')],
    quarters: [{ quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan()] }],
    stakeholders: [],
    ...changes,
  }
}

/** Calendar quarters of a fiscal year that starts in a month, named after the year in which it starts. */
export function startingIn(fiscalStartMonth: number): FiscalYear {
  return { ...calendarYear, fiscalStartMonth }
}

/** Accounts that are named as `aPerson` names people: account `ada.example` is `ada.example@company.example`. */
export function personOfAccountByName(
  plan: Plan,
): (connectionId: string, accountId: string) => string | null {
  const known = new Set(plan.people.map((person) => person.personId))
  return (_connectionId, accountId) => {
    const personId = `${accountId}@company.example`
    return known.has(personId) ? personId : null
  }
}
