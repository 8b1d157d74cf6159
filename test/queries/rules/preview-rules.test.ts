import { expect, test } from 'vitest'
import { saveEffortRun } from '../../../adapters/store/effort/effort.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { saveReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import { reconcile } from '../../../domain/reconcile/reconcile.ts'
import { importRules } from '../../../queries/rules/import-rules.ts'
import { previewRules } from '../../../queries/rules/preview-rules.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort, aReconcileInput } from '../../builders/reconcile-input.ts'
import { aTicket } from '../../builders/ticket.ts'

const store = storeForThisFile()

const bugsAreReliability = parseRuleFile(
  'rules:\n  - { name: bugs, category: reliability, when: { type: Bug } }\n  - { name: stories, category: roadmap, when: { type: Story } }\n',
)
const bugsAreKtlo =
  'rules:\n  - { name: bugs, category: ktlo, when: { type: Bug } }\n  - { name: stories, category: roadmap, when: { type: Story } }\n'

const team = (teamId: string) => ({
  teamId,
  name: teamId.toUpperCase(),
  calendarId: 'berlin',
  focusShare: null,
})
const people = (teamId: string, count: number) =>
  Array.from({ length: count }, (_, index) => aPerson(`${teamId} ${index}`, { membership: { teamId } }))

test('a preview says what moves: tickets at once, days once they were measured, of teams that are large enough', async () => {
  await importRules(store(), { yaml: bugsAreKtlo, nowAt })
  const { connectionId } = await aConnection(store())
  const bug = (key: string) => aTicket(key, { typeName: 'Bug' })
  await storeRecords(store(), connectionId, {
    tickets: [bug('A-1'), bug('A-2'), aTicket('A-3'), aTicket('A-4', { typeName: 'Task' })],
  })
  const unmeasured = await previewRules(store(), bugsAreReliability)
  expect(unmeasured).toEqual({
    tickets: { total: 4, moved: 2, moves: [{ from: 'ktlo', to: 'reliability', tickets: 2 }] },
    days: null,
  })

  const plan = aPlan({
    minimumGroupPeople: 4,
    teams: [team('big'), team('wide'), team('tiny'), team('small')],
    people: [...people('big', 6), ...people('wide', 7), ...people('tiny', 1), ...people('small', 3)],
    quarters: [
      {
        quarter: '2026-Q2',
        planningStartsOn: null,
        teams: ['big', 'wide', 'tiny', 'small'].map((teamId) => aTeamPlan({ teamId })),
      },
    ],
  })
  await savePlan(store(), { planVersion: 'p', yaml: '', plan, nowAt })
  const row = (teamId: string, key: string, milliDays: number) => ({
    teamId,
    weekStart: '2026-04-06',
    ticket: { connectionId, ticketId: `id-${key}` },
    milliDays,
  })
  const result = {
    rows: [
      row('big', 'A-1', 2500),
      row('big', 'A-3', 1000),
      row('big', 'A-4', 300),
      row('tiny', 'A-2', 4000),
      row('small', 'A-1', 70),
      row('wide', 'A-3', 10),
    ],
    capacity: [],
    secondOpinions: [],
    typeWeights: [],
    closed: [],
    unmatchedAccounts: 0,
    nobodysLoggedSeconds: 0,
  }
  const quarter = '2026-Q2'
  const versions = { planVersion: 'p', rulesVersion: 'r', codeVersion: 'c' }
  const effortRunId = await saveEffortRun(store(), { ...versions, quarter, asOfAt: nowAt, nowAt, result })
  const input = aReconcileInput({ plan, quarter, asOfAt: nowAt, effort: { ...anEffort([]), ...result } })
  await saveReconciliation(store(), { effortRunId, reconciliation: reconcile(input), nowAt })
  const { days } = await previewRules(store(), bugsAreReliability)
  expect(days).toMatchObject({ quarter: '2026-Q2', asOfAt: nowAt, minimumGroupPeople: 4 })
  expect(days?.company).toEqual({
    movedTickets: 1,
    movedMilliDays: 2500,
    buckets: [
      { bucket: 'roadmap', beforeMilliDays: 1010, afterMilliDays: 1010 },
      { bucket: 'ktlo', beforeMilliDays: 2500, afterMilliDays: 0 },
      { bucket: 'reliability', beforeMilliDays: 0, afterMilliDays: 2500 },
      { bucket: 'uncategorised', beforeMilliDays: 300, afterMilliDays: 300 },
    ],
    moves: [{ from: 'ktlo', to: 'reliability', tickets: 1, milliDays: 2500 }],
  })
  expect(days?.teams.map(({ teamId, effect }) => [teamId, effect.movedMilliDays])).toEqual([
    ['big', 2500],
    ['wide', 0],
  ])
  expect(days?.leftOut.map(({ teamId, because }) => [teamId, because])).toEqual([
    ['tiny', 'small_group'],
    ['small', 'small_group'],
  ])
})

test('rules for a ticket of a team that has no figures tell none of its days, nor do sums with and without it', async () => {
  const days = async (yaml: string) => (await previewRules(store(), parseRuleFile(yaml))).days
  const own = await days(
    `rules:\n  - { name: own, category: reliability, when: { title: Title of A-2 } }\n${bugsAreKtlo.slice(7)}`,
  )
  expect(own?.company).toMatchObject({ movedTickets: 0, movedMilliDays: 0, moves: [] })
  const sums = (bucketsOf: typeof own) => bucketsOf?.company?.buckets.map((each) => each.beforeMilliDays)
  expect(sums(own)).toEqual([1010, 2500, 0, 300])
})

test('a preview shows no team that was measured as a small one, whatever the plan has said since', async () => {
  const imported = await currentPlan(store())
  if (imported === null) throw new Error('no plan is in force')
  const plan = { ...imported.plan, people: [...imported.plan.people, ...people('tiny', 9)] }
  await savePlan(store(), { planVersion: 'grown', yaml: 'grown', plan, nowAt: nowAt + 1 })
  const { days } = await previewRules(store(), bugsAreReliability)
  expect(days?.teams.map(({ teamId }) => teamId)).toEqual(['big', 'wide'])
  expect(days?.company?.movedMilliDays).toBe(2500)
})

test('a preview of the rules in force moves nothing', async () => {
  const preview = await previewRules(store(), parseRuleFile(bugsAreKtlo))
  expect(preview.tickets).toMatchObject({ moved: 0, moves: [] })
  expect(preview.days?.company).toMatchObject({ movedTickets: 0, movedMilliDays: 0, moves: [] })
})

test('rules that this version can not read are compared by what they decided last', async () => {
  await importRules(store(), { yaml: 'rules: [', nowAt: nowAt + 1000 })
  const preview = await previewRules(store(), parseRuleFile(bugsAreKtlo))
  expect(preview.tickets).toMatchObject({
    total: 4,
    moved: 3,
    moves: [
      { from: 'uncategorised', to: 'ktlo', tickets: 2 },
      { from: 'uncategorised', to: 'roadmap', tickets: 1 },
    ],
  })
})
