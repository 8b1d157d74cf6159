import type { LocalDate } from '../instant.ts'
import type { OnCallTurn } from './own-turns.ts'
import type { Calendar, PlanPerson } from './plan.ts'

export type Absence = PlanPerson['absences'][number]

/** What two lists have and the other hasn't, in the lists' order. */
interface ListChange<Item> {
  readonly added: readonly Item[]
  readonly removed: readonly Item[]
}

/** A difference between lists of a person or a calendar. */
export type PlanListChange =
  | (ListChange<Absence> & { readonly kind: 'absences'; readonly name: string })
  | (ListChange<OnCallTurn> & { readonly kind: 'on_call_turns'; readonly name: string })
  | (ListChange<LocalDate> & {
      readonly kind: 'calendar_days'
      readonly calendarId: string
      readonly days: 'holidays' | 'half_holidays' | 'make_up_days'
    })

/** What changed of a person's absences and turns on call. */
export function personListChanges(old: PlanPerson, now: PlanPerson): PlanListChange[] {
  const { name } = now
  return [
    ...listChange(old.absences, now.absences).map((change) => ({
      ...({ kind: 'absences', name } as const),
      ...change,
    })),
    ...listChange(old.onCallTurns ?? [], now.onCallTurns ?? []).map((change) => ({
      ...({ kind: 'on_call_turns', name } as const),
      ...change,
    })),
  ]
}

/** What changed of a calendar's days. */
export function calendarListChanges(old: Calendar, now: Calendar): PlanListChange[] {
  const lists = [
    ['holidays', old.holidays, now.holidays],
    ['half_holidays', old.halfHolidays ?? [], now.halfHolidays ?? []],
    ['make_up_days', old.makeUpDays ?? [], now.makeUpDays ?? []],
  ] as const
  return lists.flatMap(([days, before, after]) =>
    listChange(before, after).map((change) => ({
      ...({ kind: 'calendar_days', calendarId: now.calendarId, days } as const),
      ...change,
    })),
  )
}

/** None where both have the same, in whatever order. */
function listChange<Item>(old: readonly Item[], now: readonly Item[]): ListChange<Item>[] {
  const [olds, nows] = [old, now].map((items) => new Set(items.map((item) => JSON.stringify(item))))
  const added = now.filter((item) => olds?.has(JSON.stringify(item)) !== true)
  const removed = old.filter((item) => nows?.has(JSON.stringify(item)) !== true)
  return added.length + removed.length === 0 ? [] : [{ added, removed }]
}
