import type { Plan, PlanQuarter } from '../../domain/plan/plan.ts'
import { calendarYear } from '../../domain/quarter.ts'
import type { Dials } from './dials/dials.ts'
import { Draws } from './draws.ts'
import { mixOf } from './true-work/staff.ts'
import type { TrueWork } from './true-work/true-work.ts'

/**
 * What the company planned: its people and calendars as they were, and shares that follow what a team did the quarter before (of
 * the first, what it will do), with less upkeep and more roadmap than that, as plans have.
 */
export function planOf({ teams, quarters }: TrueWork, dials: Dials, seed: string): Plan {
  const draws = new Draws(`${seed} plan`)
  const calendars = new Map(teams.map(({ calendar }) => [calendar.calendarId, calendar]))
  return {
    company: `Company ${seed}`,
    ...calendarYear,
    minimumGroupPeople: 1,
    machineAccounts: [],
    costPerPersonDay: null,
    calendars: [...calendars.values()],
    teams: teams.map(({ teamId, name, calendar }) => ({
      teamId,
      name,
      calendarId: calendar.calendarId,
      focusShare: null,
    })),
    people: teams.flatMap((team) => team.workers.map(({ person }) => person)),
    quarters: quarters.map(
      (quarter, index): PlanQuarter => ({
        quarter,
        planningStartsOn: null,
        teams: teams.map(({ teamId, mixes }) => {
          const before = mixes[Math.max(0, index - 1)] ?? dials.work.mix
          const ktlo = before.ktlo - dials.plan.bias + dials.plan.noise * draws.normal()
          const reliability = before.reliability + dials.plan.noise * draws.normal()
          return {
            teamId,
            plannedHeadcount: null,
            onCallShare: dials.people.onCallShare,
            shares: roundedToSumOne(mixOf(ktlo, reliability)),
            commitments: [],
          }
        }),
      }),
    ),
    stakeholders: [],
  }
}

function roundedToSumOne({ ktlo, reliability }: { readonly ktlo: number; readonly reliability: number }) {
  const percent = { ktlo: Math.round(ktlo * 100), reliability: Math.round(reliability * 100) }
  return {
    roadmap: (100 - percent.ktlo - percent.reliability) / 100,
    ktlo: percent.ktlo / 100,
    reliability: percent.reliability / 100,
  }
}
