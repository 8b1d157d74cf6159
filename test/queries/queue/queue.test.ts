import { expect, test } from 'vitest'
import { reconcileActivities } from '../../../activities/measure/reconcile.ts'
import { loadOverrides, saveDecisions } from '../../../adapters/store/classify/decisions.ts'
import { loadAnswers } from '../../../adapters/store/classify/queue.ts'
import { saveSuggestions } from '../../../adapters/store/classify/suggestions.ts'
import { saveEffortRun } from '../../../adapters/store/effort/effort.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { Category } from '../../../domain/category.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { answerTicket, takeAnswerBack } from '../../../queries/queue/answers.ts'
import { reviewQueue } from '../../../queries/queue/queue.ts'
import { sampleQueue } from '../../../queries/queue/sample.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { anEffort } from '../../builders/reconcile-input.ts'
import { aTicket, refOf } from '../../builders/ticket.ts'

const store = storeForThisFile()
const quarter = '2026-Q2'
const author = 'ada@company.example'
const begin = { actor: author, nowAt }

const members = (teamId: string, count: number) =>
  Array.from({ length: count }, (_, index) => aPerson(`P${index} of ${teamId}`, { membership: { teamId } }))

/** `solo` is one person, so it has no figures, and neither has `web`: it would tell them by subtraction. */
const plan = aPlan({
  minimumGroupPeople: 4,
  teams: ['core', 'web', 'solo'].map((teamId) => ({
    teamId,
    name: teamId,
    calendarId: 'berlin',
    focusShare: null,
  })),
  people: [...members('core', 6), ...members('web', 4), ...members('solo', 1)],
  quarters: [
    {
      quarter,
      planningStartsOn: null,
      teams: ['core', 'web', 'solo'].map((teamId) => aTeamPlan({ teamId })),
    },
  ],
})

/** Measured: 40 days of KTLO, and uncategorised tickets A-1 (30 days), A-2 (9), A-3 (1), and S-1 of `solo` (5). */
async function aMeasuredQuarter() {
  const { connectionId } = await aConnection(store())
  const keys = ['A-1', 'A-2', 'A-3', 'S-1', 'K-1']
  await storeRecords(store(), connectionId, { tickets: keys.map((key) => aTicket(key)) })
  const ref = (key: string) => ({ ...refOf(key), connectionId })
  await saveDecisions(
    store(),
    keys.map((key) => ({
      ticket: ref(key),
      category: key === 'K-1' ? ('ktlo' as const) : null,
      workType: null,
      step: key === 'K-1' ? ('rule' as const) : ('uncategorised' as const),
      ruleName: key === 'K-1' ? 'Upkeep' : null,
      ancestorPath: [],
      reason: 'It matches no rule.',
      rulesVersion: 'rules-1',
    })),
    nowAt,
  )
  await savePlan(store(), { planVersion: 'plan-1', yaml: '', plan, nowAt })
  const days = { 'A-1': 30, 'A-2': 9, 'A-3': 1, 'S-1': 5, 'K-1': 40 }
  const rows = Object.entries(days).map(([key, each]) => ({
    teamId: key === 'S-1' ? 'solo' : 'core',
    weekStart: '2026-04-06',
    ticket: ref(key),
    milliDays: each * 1000,
  }))
  const effortRunId = await saveEffortRun(store(), {
    quarter,
    planVersion: 'plan-1',
    rulesVersion: 'rules-1',
    codeVersion: '0.1.0',
    asOfAt: nowAt,
    result: anEffort(rows),
    nowAt,
  })
  const reconcile = async () => {
    const { reconcileQuarter } = reconcileActivities({
      store: store(),
      now: () => nowAt,
      betweenSlices: () => Promise.resolve(),
    })
    await reconcileQuarter({ effortRunId })
    const company = (await latestReconciliation(store(), quarter))?.reconciliation.company
    const reliability = company?.categories.find(({ category }) => category === 'reliability')
    return (reliability?.band.highShare ?? 0) - (reliability?.band.lowShare ?? 0)
  }
  return { ref, reconcile }
}

test('the queue lists by days, leaves small teams out, and answers count in the sample and decide', async () => {
  const { ref, reconcile } = await aMeasuredQuarter()
  expect(await sampleQueue(store(), quarter, { limit: 3, anew: false, ...begin })).toBeNull()
  const widthBefore = await reconcile()
  const suggestion = { category: 'reliability', probability: 0.8, words: ['load test'] } as const
  await saveSuggestions(store(), [{ ticket: ref('A-2'), ...suggestion }], nowAt)

  const queue = await reviewQueue(store(), quarter, { limit: 2 })
  expect(queue).toMatchObject({ milliDays: 40_000, tickets: 3 })
  expect(queue.listed.map(({ key, milliDays, suggestion: each }) => [key, milliDays, each])).toEqual([
    ['A-1', 30_000, null],
    ['A-2', 9000, suggestion],
  ])

  // A ticket of a small team is never drawn, and no drawn one tells its days.
  const said: Readonly<Record<string, Category>> = {
    'A-1': 'roadmap',
    'A-2': 'reliability',
    'A-3': 'ktlo',
  }
  const asked: string[] = []
  for (;;) {
    const [next] = (await sampleQueue(store(), quarter, { limit: 1, anew: false, ...begin }))?.next ?? []
    if (next === undefined) break
    expect(next.milliDays).toBeNull()
    asked.push(next.key)
    await answerTicket(
      store(),
      { ticket: next.ticket, category: said[next.key] ?? null, author, decides: false },
      nowAt,
    )
  }
  expect(asked.toSorted()).toEqual(['A-1', 'A-2', 'A-3'])
  expect(await loadOverrides(store())).toEqual([])
  const sample = await sampleQueue(store(), quarter, { limit: 1, anew: false, ...begin })
  expect(sample).toMatchObject({ draws: 400, missing: 0, next: [] })
  expect(sample?.shares.roadmap.share).toBeCloseTo(30 / 40, 1)
  expect(await reconcile()).toBeLessThan(widthBefore / 2)

  // An answer that decides takes the ticket off the queue; taking it back returns it.
  await answerTicket(store(), { ticket: ref('A-1'), category: 'ktlo', author, decides: true }, nowAt)
  expect(await loadOverrides(store())).toMatchObject([{ ticket: ref('A-1'), category: 'ktlo', author }])
  expect((await reviewQueue(store(), quarter, { limit: 9 })).listed.map(({ key }) => key)).toEqual([
    'A-2',
    'A-3',
  ])
  const takeBack = { ticket: ref('A-1'), author: null, actor: author }
  expect(await takeAnswerBack(store(), takeBack, nowAt)).toBe('taken back')
  expect(await takeAnswerBack(store(), takeBack, nowAt)).toBe('none stands')
  expect(await loadOverrides(store())).toEqual([])
  expect([...(await loadAnswers(store())).keys()]).toHaveLength(2)
  expect((await reviewQueue(store(), quarter, { limit: 9 })).tickets).toBe(3)
})

test('the same answer twice at once, and a double click on taking it back, leave one entry each in the audit trail', async () => {
  const { ref } = await aMeasuredQuarter()
  const ticket = ref('A-3')
  const [last] = (await auditPage(store(), { beforeNumber: null, size: 1 })).entries
  const entriesSince = async () => {
    const { entries } = await auditPage(store(), { beforeNumber: null, size: 50 })
    const since = entries.filter(({ entryNumber }) => entryNumber > (last?.entryNumber ?? 0))
    return since.map(({ action, before, after }) => [action, before, after])
  }
  const answer = () => answerTicket(store(), { ticket, category: 'ktlo', author, decides: true }, nowAt)
  await Promise.all([answer(), answer(), answer()])
  await answer()
  const said = 'ktlo, by ada@company.example'
  expect(await entriesSince()).toEqual([['answer', null, said]])
  const takeBack = () => takeAnswerBack(store(), { ticket, author: null, actor: author }, nowAt)
  const results = await Promise.all([takeBack(), takeBack(), takeBack()])
  expect(results.filter((result) => result === 'taken back')).toHaveLength(1)
  await answer()
  expect(await entriesSince()).toEqual([
    ['answer', null, said],
    ['take answer back', said, null],
    ['answer', null, said],
  ])
  // Somebody else's, or another one, is news.
  await answerTicket(
    store(),
    { ticket, category: 'ktlo', author: 'ben@company.example', decides: true },
    nowAt,
  )
  expect(await entriesSince()).toHaveLength(4)
})

test('a measuring as of an instant counts the answers that were given by then', async () => {
  const { ref, reconcile } = await aMeasuredQuarter()
  const widthBefore = await reconcile()
  await sampleQueue(store(), quarter, { limit: 1, anew: true, ...begin })
  const answerAllAt = async (answeredAt: number) => {
    for (const key of ['A-1', 'A-2', 'A-3', 'S-1'])
      await answerTicket(
        store(),
        { ticket: ref(key), category: 'roadmap', author, decides: false },
        answeredAt,
      )
  }
  await answerAllAt(nowAt + 1)
  expect(await reconcile()).toBe(widthBefore)
  expect((await sampleQueue(store(), quarter, { limit: 1, anew: false, ...begin }))?.draws).toBe(400)
  await answerAllAt(nowAt)
  const widthAnswered = await reconcile()
  expect(widthAnswered).toBeLessThan(widthBefore / 2)

  // What was answered by then counts, though it was changed and taken back later.
  await answerTicket(store(), { ticket: ref('A-1'), category: 'ktlo', author, decides: false }, nowAt + 2)
  expect(await takeAnswerBack(store(), { ticket: ref('A-2'), author: null, actor: author }, nowAt + 2)).toBe(
    'taken back',
  )
  const then = await loadAnswers(store(), nowAt + 1)
  expect(['A-1', 'A-2'].map((key) => then.get(ticketRefKey(ref(key))))).toEqual(['roadmap', 'roadmap'])
  expect((await loadAnswers(store())).get(ticketRefKey(ref('A-1')))).toBe('ktlo')
  expect((await loadAnswers(store())).has(ticketRefKey(ref('A-2')))).toBe(false)
  expect(await reconcile()).toBe(widthAnswered)
})
