import { reconcileActivities } from '../../activities/measure/reconcile.ts'
import { saveDecisions } from '../../adapters/store/classify/decisions.ts'
import { saveSuggestions } from '../../adapters/store/classify/suggestions.ts'
import { saveEffortRun } from '../../adapters/store/effort/effort.ts'
import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { TicketRef } from '../../domain/ticket.ts'
import { answerTicket } from '../../queries/queue/answers.ts'
import { beginSample } from '../../queries/queue/sample.ts'
import { aConnection, nowAt, storeRecords } from '../adapters/store/test-store.ts'
import { aPerson, aTeamPlan } from '../builders/plan.ts'
import { anEffort } from '../builders/reconcile-input.ts'
import { aTicket, refOf } from '../builders/ticket.ts'
import { hostile, people } from './people.ts'

export const measuredQuarter = '2026-Q2'

/** Whose work each uncategorised ticket is, and its days; `solo` is one person. */
const open = [
  { key: 'C-1', teamId: 'core', days: 30, title: 'Move the ledger to the new cluster' },
  { key: 'C-2', teamId: 'core', days: 9, title: `Load test ${hostile}` },
  { key: 'C-3', teamId: 'core', days: 1, title: 'تقرير شهري' },
  { key: 'S-1', teamId: 'search', days: 12, title: '検索インデックスを作り直す' },
  { key: 'O-1', teamId: 'solo', days: 50, title: 'A small team’s ticket' },
]

const members = (teamId: string, count: number) =>
  Array.from({ length: count }, (_, index) => aPerson(`P${index} of ${teamId}`, { membership: { teamId } }))

/** Puts people and work into the teams of the plan: `core` and `search` have figures of their own, `solo` has none. */
export async function measureWork(store: Store): Promise<(key: string) => TicketRef> {
  const imported = await currentPlan(store)
  if (imported === null) throw new Error('the people have a plan before they work')
  const solo = { teamId: 'solo', name: 'Solo', calendarId: 'berlin', focusShare: null }
  // Hidden as well: `solo` could be had as the rest of the company without it.
  const web = { ...solo, teamId: 'web', name: 'Web' }
  const teams = [...imported.plan.teams, solo, web]
  const plan = {
    ...imported.plan,
    teams,
    minimumGroupPeople: 4,
    people: [...members('core', 6), ...members('search', 6), ...members('solo', 1), ...members('web', 4)],
    quarters: [
      {
        quarter: measuredQuarter,
        planningStartsOn: null,
        teams: teams.map(({ teamId }) => aTeamPlan({ teamId })),
      },
    ],
  }
  await savePlan(store, { planVersion: 'plan-2', yaml: '', plan, nowAt: nowAt + 1 })
  const { connectionId } = await aConnection(store)
  const ref = (key: string) => ({ ...refOf(key), connectionId })
  await storeRecords(store, connectionId, {
    tickets: open.map(({ key, title }) =>
      aTicket(key, { title, url: `https://tracker.example/browse/${key}` }),
    ),
  })
  await saveDecisions(
    store,
    open.map(({ key }) => ({
      ...{ ticket: ref(key), category: null, workType: null, step: 'uncategorised' as const },
      ...{ ruleName: null, ancestorPath: [], reason: 'It matches no rule.', rulesVersion: 'rules-1' },
    })),
    nowAt,
  )
  const words = ['load test', '<b>chaos</b>']
  await saveSuggestions(
    store,
    [{ ticket: ref('C-2'), category: 'reliability', probability: 0.8, words }],
    nowAt,
  )
  const result = anEffort(
    open.map(({ key, teamId, days }) => ({
      ...{ teamId, weekStart: '2026-04-06', ticket: ref(key), milliDays: days * 1000 },
    })),
  )
  const effortRunId = await saveEffortRun(store, {
    ...{ quarter: measuredQuarter, planVersion: 'plan-2', rulesVersion: 'rules-1', codeVersion: '0.1.0' },
    ...{ asOfAt: nowAt, result, nowAt },
  })
  const betweenSlices = () => Promise.resolve()
  await reconcileActivities({ store, now: () => nowAt, betweenSlices }).reconcileQuarter({ effortRunId })
  return ref
}

/** The same with a sample that was begun, in which an admin has answered most of what is drawn. */
export async function answerSome(store: Store): Promise<void> {
  const ref = await measureWork(store)
  const author = people.admin
  await beginSample(store, measuredQuarter, { actor: author, nowAt })
  const said = { 'C-1': 'roadmap', 'S-1': 'ktlo', 'C-3': null } as const
  for (const [key, category] of Object.entries(said))
    await answerTicket(store, { ticket: ref(key), category, author, decides: key === 'S-1' }, nowAt)
}
