import { randomUUID } from 'node:crypto'
import { Client, Connection, WorkflowFailedError } from '@temporalio/client'
import type { Payload } from '@temporalio/common'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { listEditions } from '../../adapters/store/report/editions.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { deliverWorkflowId, mainTaskQueue, quarterReportId } from '../../workflows/ids.ts'
import * as workflows from '../../workflows/index.ts'
import { answerOf } from '../workflows/answer-of.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { tinyPlanYaml, tinyReaders } from './plan.ts'
import { openPlumblineHere, type PlumblineHere } from './plumbline-here.ts'
import { connectJira, connectLinear, importPlan } from './scene.ts'
import { startTemporalWithHttp } from './temporal-with-http.ts'

// Temporal's ports are open to every process of the machine, and over HTTP to every web page that a person has open. A worker that
// delivers runs all the while; whatever they send, nothing may be frozen or mailed.

const quarter = '2026-Q2'
const readers = tinyReaders.length
let temporal: Awaited<ReturnType<typeof startTemporalWithHttp>>
let here: PlumblineHere
let stranger: Client
let closeStranger: () => Promise<void>

beforeAll(async () => {
  temporal = await startTemporalWithHttp()
  here = await openPlumblineHere(tinyCompany(), temporal.address)
  const { store, plumbline, trackers } = here
  await connectJira(store, await plumbline.keys(), trackers)
  await connectLinear(store, await plumbline.keys(), trackers)
  await importPlan(store, tinyPlanYaml())
  const connection = await Connection.connect({ address: temporal.address })
  closeStranger = () => connection.close()
  stranger = new Client({ connection, namespace: plumbline.temporal.namespace })
})

afterAll(async () => {
  await closeStranger()
  await here[Symbol.asyncDispose]()
  await temporal[Symbol.asyncDispose]()
})

const plainInput = {
  choice: { quarter },
  asOfAt: tinyAsOfAt,
  through: 'deliver',
  runAuthorisationId: 'final-report',
}

async function expectNothingSent(): Promise<void> {
  expect(await listEditions(here.store, quarter)).toEqual([])
  expect(await listDeliveries(here.store)).toEqual([])
  expect(here.smtp.mails).toEqual([])
}

describe('nothing is done, and the workflow fails at once, where one is started', () => {
  it("by a web page, with a cross-origin POST of text/plain that needs no browser's permission", async () => {
    const workflowId = `page-${randomUUID()}`
    const url = `${temporal.httpUrl}/api/v1/namespaces/${namespaceHere()}/workflows/${workflowId}`
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://elsewhere.example' },
      body: JSON.stringify({
        workflowType: { name: 'quarterReport' },
        taskQueue: { name: mainTaskQueue },
        input: [plainInput],
      }),
    })
    expect(response.status).toBe(200)
    await expectRefused(workflowId)
  })

  it.each(Object.keys(workflows))('over gRPC, with an input in the clear: %s', async (workflowType) => {
    const workflowId = `plain-${randomUUID()}`
    const args = [{ ...plainInput, connectionId: randomUUID(), depth: 'full', editionIds: ['x'], quarter }]
    await stranger.workflow.start(workflowType, { taskQueue: mainTaskQueue, workflowId, args })
    await expectRefused(workflowId)
  })

  it.each(Object.keys(workflows))('over gRPC, without any input: %s', async (workflowType) => {
    const workflowId = `bare-${randomUUID()}`
    await stranger.workflow.start(workflowType, { taskQueue: mainTaskQueue, workflowId, args: [] })
    await expectRefused(workflowId)
  })

  async function expectRefused(workflowId: string): Promise<void> {
    expect(await failureTypeOf(workflowId)).toBe('UnsealedInputError')
    const { events } = await stranger.workflow.getHandle(workflowId).fetchHistory()
    const commands = (events ?? []).filter(
      (event) =>
        event.activityTaskScheduledEventAttributes ||
        event.startChildWorkflowExecutionInitiatedEventAttributes,
    )
    expect(commands).toEqual([])
    await expectNothingSent()
  }
})

describe('a report that was authorised', () => {
  const latecomer = { email: 'late@harbourmeadow.example', audience: 'executive', scope: 'company' } as const
  let sealedReport: Payload[]
  let sealedDelivery: Payload[]

  beforeAll(async () => {
    const report = await startReport(
      { client: here.plumbline.temporal.client, store: here.store, taskQueue: mainTaskQueue },
      { quarter, asOfAt: tinyAsOfAt, madeBy: 'this test', nowAt: tinyAsOfAt },
    )
    await report.result()
    sealedReport = await inputOf(quarterReportId(quarter))
    sealedDelivery = await inputOf(deliverWorkflowId(quarter))
    // Whoever came to the plan later has a mail due: only a run that is refused leaves it unsent.
    await importPlan(here.store, tinyPlanYaml([...tinyReaders, latecomer]))
  })

  beforeEach(() => expect(here.smtp.mails).toHaveLength(readers))

  it('mails each reader once', async () => {
    expect(new Set(here.smtp.mails.map(({ recipient }) => recipient)).size).toBe(readers)
  })

  it.each([
    ['the report', () => sealedReport],
    ['the delivery', () => sealedDelivery],
  ])('mails nobody when %s is copied from the history to another workflow id', async (_what, payloads) => {
    const workflowId = `copied-${randomUUID()}`
    await startSealed('quarterReport', workflowId, payloads())
    expect(await failureTypeOf(workflowId)).toBe('UnsealedInputError')
    expect(here.smtp.mails).toHaveLength(readers)
  })

  it.each([
    ['quarterReport', quarterReportId(quarter), () => sealedReport],
    ['deliverEditions', deliverWorkflowId(quarter), () => sealedDelivery],
  ])('mails nobody when %s is started again as it was', async (workflowType, workflowId, payloads) => {
    await startSealed(workflowType, workflowId, payloads())
    expect(await failureTypeOf(workflowId)).toBe('RunNotAuthorisedError')
    expect(here.smtp.mails).toHaveLength(readers)
    expect(await listDeliveries(here.store)).toHaveLength(readers)
  })

  it('shows a stranger nothing of what it was about', async () => {
    for (const workflowId of [quarterReportId(quarter), deliverWorkflowId(quarter)]) {
      const history = JSON.stringify(await stranger.workflow.getHandle(workflowId).fetchHistory())
      expect(history).not.toContain('runAuthorisationId')
      expect(history).not.toContain(Buffer.from('runAuthorisationId').toString('base64').slice(0, 20))
    }
    const handle = stranger.workflow.getHandle(quarterReportId(quarter))
    await expect(answerOf(() => handle.query('journeyProgress'))).rejects.toThrow(/encoding/i)
  })
})

function namespaceHere(): string {
  return here.plumbline.temporal.namespace
}

async function failureTypeOf(workflowId: string): Promise<string | null | undefined> {
  const { client } = here.plumbline.temporal
  const error: unknown = await client.workflow
    .getHandle(workflowId)
    .result()
    .catch((each: unknown) => each)
  if (!(error instanceof WorkflowFailedError)) throw new Error(`${workflowId} did not fail: ${String(error)}`)
  return typeAtBottom(error.cause)
}

function typeAtBottom(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  return typeAtBottom(error.cause) ?? ('type' in error ? String(error.type) : null)
}

async function inputOf(workflowId: string): Promise<Payload[]> {
  const { events } = await stranger.workflow.getHandle(workflowId).fetchHistory()
  return events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []
}

async function startSealed(name: string, workflowId: string, payloads: Payload[]): Promise<void> {
  await stranger.workflowService.startWorkflowExecution({
    namespace: namespaceHere(),
    workflowId,
    workflowType: { name },
    taskQueue: { name: mainTaskQueue },
    input: { payloads },
    requestId: randomUUID(),
    identity: 'a stranger',
  })
}
