import { expect, test } from 'vitest'
import { loadBaseline, takeBaseline } from '../../../../adapters/store/reconcile/baselines.ts'
import { currentPlan, listPlans, savePlan } from '../../../../adapters/store/reconcile/plans.ts'
import { examplePlan } from '../../../builders/example-company.ts'
import { aPerson, aPlan, aTeamPlan } from '../../../builders/plan.ts'
import { aTicket, at } from '../../../builders/ticket.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const store = storeForThisFile()

const fullPlan = aPlan({
  costPerPersonDay: { amount: 700, currency: 'EUR' },
  people: [
    {
      ...aPerson('Ada Example', { membership: { to: '2026-05-01', fractionShare: 0.8 } }),
      accounts: [{ connectionName: 'jira', accountId: '712020:x' }],
      absences: [{ from: '2026-04-01', to: '2026-04-08' }],
    },
  ],
  quarters: [
    {
      quarter: '2026-Q2',
      planningStartsOn: '2026-06-24',
      teams: [
        aTeamPlan({
          plannedHeadcount: 14,
          commitments: [
            {
              name: 'Partner API',
              category: 'roadmap',
              plannedPersonDays: 90.5,
              target: { kind: 'project', name: 'Partner API' },
            },
          ],
        }),
      ],
    },
  ],
  stakeholders: [
    {
      stakeholderId: 'grace@company.example',
      name: 'Grace Sample',
      email: 'grace@company.example',
      audience: 'engineering',
      scope: { kind: 'team', teamId: 'core' },
    },
  ],
})

test('a plan comes back to the byte, and the last import is in force, also of an older one', async () => {
  expect(await currentPlan(store())).toBeNull()
  for (const [planVersion, plan, importedAt] of [
    ['v1', fullPlan, nowAt],
    ['v2', examplePlan, nowAt + 1],
    ['v2', examplePlan, nowAt + 2],
    ['v1', fullPlan, nowAt + 3],
  ] as const) {
    await savePlan(store(), { planVersion, yaml: `# ${planVersion}`, plan, nowAt: importedAt })
    const current = await currentPlan(store())
    expect(current).toEqual({
      planVersion,
      plan,
      importedAt: importedAt === nowAt + 2 ? nowAt + 1 : importedAt,
    })
  }
  expect(await listPlans(store())).toEqual([
    { planVersion: 'v1', importedAt: nowAt + 3 },
    { planVersion: 'v2', importedAt: nowAt + 1 },
    { planVersion: 'v1', importedAt: nowAt },
  ])
})

test('one file imported twice at once is imported once', async () => {
  const before = (await listPlans(store())).length
  const save = { planVersion: 'v3', yaml: '# v3', plan: fullPlan, nowAt }
  await Promise.all([savePlan(store(), save), savePlan(store(), save), savePlan(store(), save)])
  expect(await listPlans(store())).toHaveLength(before + 1)
})

test('a stored plan that is not of today’s shape is refused and not guessed', async () => {
  await savePlan(store(), { planVersion: 'broken', yaml: '# broken', plan: fullPlan, nowAt })
  await store().pool.query(`update plans set plan = plan - 'people' where plan_version = 'broken'`)
  await expect(currentPlan(store())).rejects.toThrow(/people/)
})

test('a quarter’s baseline is taken once: plan and tickets of then', async () => {
  const { connectionId } = await aConnection(store())
  const cutoffAt = at('2026-04-01T00:00:00Z')
  await storeRecords(store(), connectionId, {
    tickets: [
      aTicket('OLD-1', { createdAt: cutoffAt - 1 }),
      aTicket('NEW-1', { createdAt: cutoffAt }),
      aTicket('GONE-1', { createdAt: cutoffAt - 1, removal: 'deleted' }),
    ],
  })
  expect(await loadBaseline(store(), '2026-Q2')).toBeNull()
  const start = { quarter: '2026-Q2', planVersion: 'v1', plan: fullPlan, takenAt: nowAt, cutoffAt }
  const first = await takeBaseline(store(), start)
  expect(first).toEqual({
    ...start,
    tickets: ['id-GONE-1', 'id-OLD-1'].map((ticketId) => ({ connectionId, ticketId })),
  })
  const late = { ...start, planVersion: 'v2', plan: examplePlan, takenAt: nowAt + 1, cutoffAt: nowAt }
  expect(await takeBaseline(store(), late)).toEqual(first)
  expect(await loadBaseline(store(), '2026-Q2')).toEqual(first)
})
