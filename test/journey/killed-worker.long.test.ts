import { expect, test } from 'vitest'
import { countDeliveries, listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { loadAttempts } from '../../adapters/store/deliver/send/attempts.ts'
import { lastReviewOf } from '../../adapters/store/review/reviews.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { latestRuns } from '../../adapters/store/sync/sync-runs.ts'
import { countTickets, loadEvents, loadTickets } from '../../adapters/store/tickets/tickets.ts'
import { killWhileSending } from '../../bench/crash/kill-points.ts'
import { startSlowRelay } from '../../bench/crash/slow-relay.ts'
import { seededDraws } from '../../domain/reconcile/figures/budget/seeded-draws.ts'
import { type FakeJira, startFakeJira } from '../../fakes/jira/server/server.ts'
import { answerReview } from '../../queries/review/answer.ts'
import { steerReview } from '../../queries/review/steer.ts'
import { commandLineActor } from '../../queries/sign-in/admins.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { startReview } from '../../worker/runs/start-review.ts'
import { tellReview } from '../../worker/runs/tell-review.ts'
import { mainTaskQueue, syncWorkflowId } from '../../workflows/ids.ts'
import type { syncConnection } from '../../workflows/index.ts'
import { companyOfTickets, smallCompanyAsOfAt } from '../builders/company.ts'
import { watchSlowdown } from '../setup/slowdown.ts'
import { waitUntil } from '../setup/wait-until.ts'
import { openAway } from './away.ts'
import { startChildWorker } from './child-worker.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { holdStages, laterAttemptsOf } from './held-stages.ts'
import { type ReaderLine, tinyPlanYaml, tinyReaders } from './plan.ts'
import { type ReceivedMail, startRecordingSmtp } from './recording-smtp.ts'
import { connectBoth, connectJira, importPlan, startTrackers } from './scene.ts'
import { openWorkerHere } from './worker-here.ts'

// A dead worker is noticed by its missing heartbeats, after 30 seconds: the tests wait for that side by side.
test.concurrent('a worker killed in the middle of a sync loses nothing: the next one goes on from the last stored page', async () => {
  await using away = await openAway('smtp://127.0.0.1:1')
  const { store, client, keys } = away
  const jiraAccount = { email: 'robot@harbourmeadow.example', apiToken: 'made-up-token' }
  await using jira = await jiraOfThreePages(jiraAccount)
  // The third page never comes, or the worker could have read all before it is killed.
  jira.faults.set({ rules: [{ kind: 'stall', endpoint: 'POST changelog/bulkfetch', fromRequest: 3 }] })
  const { connectionId } = await connectJira(store, keys, { jira, jiraAccount })
  const sync = (depth: 'recent' | 'full') =>
    client.workflow.start<typeof syncConnection>('syncConnection', {
      taskQueue: mainTaskQueue,
      workflowId: syncWorkflowId(connectionId),
      args: [{ connectionId, depth }],
    })

  await using doomed = await startChildWorker(away.environment)
  const handle = await sync('recent')
  await waitUntil(async () => ((await runOf(store, connectionId))?.pages ?? 0) >= 1)
  await doomed.kill()
  expect(await countTickets(store)).toBeLessThan(2500)
  jira.faults.set({})

  // Life goes on meanwhile: on a ticket that is stored, on one that is not, and on a new one.
  jira.state.transitionTicket('ALP-1', 'in_review', 'ada.example@lumenworks.example')
  jira.state.editTicket('ALP-2400', { summary: 'Changed while nobody read' })
  const projectKey = 'ALP'
  jira.state.addTicket({
    projectKey,
    summary: 'Born while nobody read',
    creatorEmail: 'ada.example@lumenworks.example',
  })
  await using _next = await openWorkerHere(away.environment)
  await handle.result()
  const runs = await latestRuns(store, connectionId, 9)
  expect(runs).toMatchObject([{ kind: 'full', state: 'finished', pages: 3 }])
  await (await sync('recent')).result()
  expect(await ticketsOf(store)).toEqual(ticketsIn(jira))
  expect(await movesOf(store)).toEqual(movesIn(jira))
})

test.concurrent('a worker killed in the other stages is taken over within a minute; its delivery misses nobody, mails nobody twice, and lists each doubt', async () => {
  // Four mails are under way at once: two the relay doesn't let begin, one it took without a word, one it lost without a word.
  const thenHold = ['before DATA', 'after the dot, kept', 'after the dot, lost', 'before DATA'] as const
  // All eight are in a sender's first claim: of the next ones, none may come before a slow machine's slice is over.
  await using smtp = await startRecordingSmtp({ takeFirst: 4, thenHold })
  await using away = await openAway(smtp.url)
  const { store, client, keys } = away
  const startedAt = performance.now()
  await using trackers = await startTrackers(tinyCompany(), () =>
    Math.round(tinyAsOfAt + performance.now() - startedAt),
  )
  await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml(manyReaders()))

  await using doomed = await startChildWorker(away.environment)
  const heldStages = ['classify', 'effort', 'reconcile', 'report', 'deliver'] as const
  // What the relay took is written down, too: else more than two mails would be in doubt.
  const areMailsHeld = async () => smtp.held() === thenHold.length && (await sentOf(store)) === 4
  await using held = await holdStages(away, heldStages, areMailsHeld)
  await doomed.kill()
  using busy = watchSlowdown()
  const killedAt = Date.now()
  expect(smtp.mails).toHaveLength(4 + 1)
  await held.release()
  smtp.release()
  await using _next = await openWorkerHere(away.environment)
  const [{ delivered } = { delivered: null }] = await Promise.all(
    held.reports.map((report) => report.result()),
  )
  const takenOver = await Promise.all(held.reports.map((report) => laterAttemptsOf(report)))
  expect(takenOver.map((each) => each.map(({ activity }) => activity))).toEqual([
    [],
    ['renderEditions'],
    ['reconcileQuarter'],
    ['measureQuarter'],
    ['classifyTickets'],
  ])
  const withinMs = 60_000 * busy.worst()
  for (const { startedAt } of takenOver.flat()) expect(startedAt - killedAt).toBeLessThan(withinMs)

  const everyone = manyReaders().map(({ email }) => email)
  expect(delivered?.byState).toMatchObject({
    sent: everyone.length - 2,
    ambiguous: 2,
    queued: 0,
    sending: 0,
    deferred: 0,
    failed: 0,
  })
  const inboxes = new Map(everyone.map((email) => [email, 0]))
  for (const { recipient } of smtp.mails) inboxes.set(recipient, (inboxes.get(recipient) ?? 0) + 1)
  const deliveries = await listDeliveries(store)
  const doubtful = deliveries.filter(({ state }) => state === 'ambiguous')
  const sure = deliveries.filter(({ state }) => state === 'sent')
  expect([...doubtful, ...sure].map(({ recipientEmail }) => recipientEmail).sort()).toEqual(
    [...everyone].sort(),
  )
  expect(sure.map(({ recipientEmail }) => inboxes.get(recipientEmail))).toEqual(sure.map(() => 1))
  expect(doubtful.map(({ recipientEmail }) => inboxes.get(recipientEmail)).sort()).toEqual([0, 1])
  // The two that the relay didn't let begin, and what was claimed ahead.
  const twice = sure.filter(({ attempts }) => attempts === 2)
  expect(twice.length).toBeGreaterThanOrEqual(2)
  for (const { deliveryId } of twice) {
    expect(await loadAttempts(store, [deliveryId])).toMatchObject([
      { outcome: 'interrupted', handedOver: false },
      { outcome: 'sent', handedOver: true },
    ])
  }

  // Asked again, it leaves the doubtful ones to a person.
  const report = await startReport(
    { client, store, taskQueue: mainTaskQueue },
    { quarter: '2026-Q2', asOfAt: tinyAsOfAt, workflowId: 'again', madeBy: 'this test', nowAt: Date.now() },
  )
  const again = await report.result()
  expect(again.delivered).toMatchObject({ sentNow: 0, byState: { ambiguous: 2 } })
  expect(smtp.mails).toHaveLength(everyone.length - 1)
})

test.concurrent('a review goes on with the next worker wherever one was killed, and mails everybody once', async () => {
  // Of the two requests, the relay doesn't let the second begin.
  await using smtp = await startRecordingSmtp({ takeFirst: 1, thenHold: ['before DATA'] })
  await using away = await openAway(smtp.url)
  const { store, client, keys } = away
  await using trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  await connectBoth(store, keys, trackers)
  await importPlan(store, tinyPlanYaml())
  const quarter = '2026-Q2'
  const stateOf = async () => (await lastReviewOf(store.pool, quarter))?.state

  // Nobody works when it is started.
  const { review } = await startReview(
    { client, store },
    {
      ...{ quarter, asOfAt: tinyAsOfAt, answerDays: 5, needsApproval: true, nowAt: Date.now() },
      ...{ actor: commandLineActor, madeBy: 'this test' },
    },
  )
  const { reviewId, workflowId } = review
  await using first = await startChildWorker(away.environment)
  // The other one's response is written down: otherwise nobody could know whether it arrived.
  const sent = () => sentOf(store)
  await waitUntil(async () => smtp.held() === 1 && (await sent()) === 1)
  expect(await stateOf()).toBe('open')
  await first.kill()

  // One team answers, and the deadline passes: nobody works, and nothing moves.
  smtp.release()
  const author = { email: 'hanna.specimen@harbourmeadow.example', name: 'Hanna Specimen' }
  const answer = { kind: 'explained', words: 'We moved the ledger first.' } as const
  const said = { reviewId, teamId: 'harbour', answer, author, actor: author.email, nowAt: Date.now() }
  expect(await answerReview(store, said)).toEqual({ kind: 'given' })
  await store.pool.query('update reviews set deadline_at = now()')
  expect(await tellReview(client, workflowId)).toBe('noted')
  expect(await stateOf()).toBe('open')

  await using second = await startChildWorker(away.environment)
  await waitUntil(async () => (await stateOf()) === 'awaiting approval' && (await sent()) === 2)
  await second.kill()
  const approval = {
    reviewId,
    step: 'approve',
    actor: 'ada@harbourmeadow.example',
    nowAt: Date.now(),
  } as const
  expect(await steerReview(store, approval)).toMatchObject({ kind: 'done' })
  await tellReview(client, workflowId)
  expect(await stateOf()).toBe('sending')

  await using _third = await openWorkerHere(away.environment)
  await client.workflow.getHandle(workflowId).result()
  expect(await stateOf()).toBe('sent')
  await waitUntil(() => smtp.mails.length === 2 + tinyReaders.length)
  const mailedTo = (mails: readonly ReceivedMail[]) => mails.map(({ recipient }) => recipient).sort()
  const requests = smtp.mails.slice(0, 2)
  const reports = smtp.mails.slice(2)
  expect(mailedTo(requests)).toEqual([author.email, 'mona.fixture@harbourmeadow.example'])
  expect(mailedTo(reports)).toEqual(tinyReaders.map(({ email }) => email).sort())
  expect(reports.find(({ recipient }) => recipient === author.email)?.text).toContain('the ledger first')
  const states = (await listDeliveries(store)).map(({ state }) => state)
  expect(states).toEqual(states.map(() => 'sent'))
  expect(states).toHaveLength(2 + tinyReaders.length)
})

test.concurrent('whenever one of two workers that send a quarter is killed, nobody gets a mail twice, and each is sent or in doubt', async () => {
  const random = seededDraws('six points')
  await using relay = await startSlowRelay(random, 300)
  await using away = await openAway(relay.url)
  const { mails, sent, inDoubt, cutBefore, cutAfter, twice, neverTaken, others } = await killWhileSending({
    ...{ store: away.store, client: away.client, environment: away.environment },
    ...{ relay, random, points: 6 },
  })
  expect({ twice, neverTaken, others }).toEqual({ twice: [], neverTaken: [], others: [] })
  expect(sent + inDoubt).toBe(mails)
  // Only a mail whose worker was killed is in doubt; the others that were cut off are sent by the next one.
  expect(cutBefore + cutAfter).toBeGreaterThanOrEqual(6)
  expect(inDoubt).toBeLessThan(cutBefore + cutAfter)
})

async function sentOf(store: Store): Promise<number> {
  return (await countDeliveries(store)).sent
}

function manyReaders(): ReaderLine[] {
  const more = Array.from(
    { length: 15 },
    (_, number): ReaderLine => ({
      email: `reader.number${number}@harbourmeadow.example`,
      audience: 'executive',
      scope: 'company',
    }),
  )
  return [...tinyReaders, ...more]
}

async function jiraOfThreePages(credentials: FakeJira['credentials']): Promise<FakeJira & AsyncDisposable> {
  const startedAt = performance.now()
  const jira = await startFakeJira({
    company: companyOfTickets(2500, 2),
    now: () => Math.round(smallCompanyAsOfAt + performance.now() - startedAt),
    credentials,
  })
  return { ...jira, [Symbol.asyncDispose]: () => jira.close() }
}

async function runOf(store: Store, connectionId: string) {
  const [run] = await latestRuns(store, connectionId, 1)
  return run
}

async function ticketsOf(store: Store) {
  return (await loadTickets(store))
    .map(({ ticketId, key, title, statusId, updatedAt, removal }) =>
      [ticketId, key, title, statusId, updatedAt, removal].join(' '),
    )
    .sort()
}

function ticketsIn({ state }: FakeJira) {
  return state
    .issues()
    .map(({ issueId, key, summary, statusId, updatedAt }) =>
      [issueId, key, summary, statusId, updatedAt, null].join(' '),
    )
    .sort()
}

async function movesOf(store: Store) {
  return (await loadEvents(store))
    .map((event) =>
      event.kind === 'status' ? [event.ticketId, event.happenedAt, event.toStatusId].join(' ') : '',
    )
    .sort()
}

function movesIn({ state }: FakeJira) {
  return state
    .issues()
    .flatMap(({ issueId, histories }) =>
      histories.flatMap(({ at, items }) =>
        items.flatMap((item) => (item.field === 'status' ? [[issueId, at, item.to].join(' ')] : [])),
      ),
    )
    .sort()
}
