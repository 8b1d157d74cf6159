import { beforeAll, expect, it } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { measureStore } from '../../../worker/measure.ts'
import { schedulesFor } from '../../../worker/schedules/list.ts'
import { aConnection, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPlan, aTeamPlan } from '../../builders/plan.ts'
import { assigneeEvent, aTicket, at, statusEvent } from '../../builders/ticket.ts'

const store = storeForThisFile()
// Planning starts in the last days of the quarter: a report that is caught up runs in the next one.
const plan = aPlan({
  quarters: [
    { quarter: '2026-Q2', planningStartsOn: '2026-07-03', teams: [aTeamPlan()] },
    { quarter: '2026-Q3', planningStartsOn: null, teams: [aTeamPlan()] },
  ],
})

beforeAll(async () => {
  const { connectionId } = await aConnection(store())
  await savePlan(store(), { planVersion: 'one', yaml: '', plan, nowAt: at('2026-03-01T00:00Z') })
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('CORE-1', { statusId: 'doing', assigneeId: 'ada.example' })],
    events: [
      assigneeEvent('CORE-1', '2026-05-04T08:00', null, 'ada.example'),
      statusEvent('CORE-1', '2026-05-04T08:00', 'todo', 'doing', 'ada.example'),
    ],
  })
})

/** Runs what a schedule starts, as a worker does that was down when it fell due. */
async function runLate(scheduleId: string, nowAt: number) {
  const schedules = schedulesFor({ connectionIds: [], plan, syncEveryMinutes: 15, nowAt })
  const [input] = schedules.find((each) => each.scheduleId === scheduleId)?.action.args ?? []
  const { reconciliationId } = await measureStore(store(), { ...Object(input), now: () => nowAt })
  const { quarter, state, asOfAt } = (await loadReconciliation(store(), reconciliationId)) ?? {}
  return { quarter, state, asOfAt }
}

it('A report before planning that runs after the turn of the quarter reports on the quarter that was meant, still running', async () => {
  expect(await runLate('pre-planning-report-2026-Q2', at('2026-07-02T09:00Z'))).toEqual({
    quarter: '2026-Q2',
    state: 'running',
    asOfAt: at('2026-06-28T06:00Z'),
  })
})

it('A final report that runs days late reports on the quarter that had closed, as of the day on which it was due', async () => {
  expect(await runLate('final-report-2026-Q2', at('2026-07-09T09:00Z'))).toEqual({
    quarter: '2026-Q2',
    state: 'closed',
    asOfAt: at('2026-07-03T06:00Z'),
  })
})
