import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { type ReplayResult, Worker } from '@temporalio/worker'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { workflowBundle } from '../../worker/temporal/workflow-bundle.ts'
import * as workflows from '../../workflows/index.ts'
import { demoCompany } from '../demo/company/demo-company.ts'
import { readableHistory } from './readable-history.ts'
import { bundleWorkflows, silenceTemporal } from './worker-bench.ts'

const folder = join(import.meta.dirname, '..', 'histories')
const recorded = readdirSync(folder).map((file) => ({
  name: basename(file, '.json'),
  json: readFileSync(join(folder, file), 'utf8'),
}))

const { company } = demoCompany
/** What the company's trackers and plan say in words; shorter ones are words that any text may hold. */
const tellingTexts = [
  ...company.people.flatMap(({ name, email }) => [name, email]),
  ...company.projects.map(({ title }) => title),
  ...company.tickets.map(({ title }) => title),
].filter((text) => text.length >= 8)

let bundle: { readonly code: string }

beforeAll(async () => {
  silenceTemporal()
  bundle = { code: await workflowBundle() }
})

describe('the recorded histories', () => {
  it('show every workflow that a worker offers', () => {
    const shown = new Set(recorded.map(({ json }) => workflowTypeOf(json)))
    expect([...shown].sort()).toEqual(Object.keys(workflows).sort())
  })

  it.each(recorded)('replay: $name', async ({ name, json }) => {
    expect(await replay(bundle, name, json)).toMatchObject({ workflowId: name, error: undefined })
  })

  it.each(recorded)('hold ids and counts only: $name', ({ json }) => {
    const readable = readableHistory(json)
    expect(readable).toMatch(/"(connectionId|quarter|editionIds)":/)
    expect(tellingTexts.filter((text) => readable.includes(text))).toEqual([])
    const ofSecretsAndMails =
      /[^"\s]+@[\w-]+\.[a-z][^"\s]*|lin_api_|Bearer |Basic |ciphertext|password|<html|<!doctype/gi
    expect(readable.match(ofSecretsAndMails)).toBeNull()
  })
})

describe('replay refuses', () => {
  const { json } = recordOf('sync-connection')

  it('a workflow whose activities changed their order, and names what the history has instead', async () => {
    const reordered = await bundleWorkflows(
      fileURLToPath(new URL('./fixtures/reordered-workflows.ts', import.meta.url)),
    )
    const { error } = await replay(reordered, 'reordered', json)
    expect(error?.name).toBe('DeterminismViolationError')
    expect(error?.message).toContain("Activity type of scheduled event 'readPages'")
    expect(error?.message).toContain("'closeSync'")
  })

  it('a history whose activities changed their order', async () => {
    const swapped = json
      .replaceAll('"readPages"', '"between"')
      .replaceAll('"closeSync"', '"readPages"')
      .replaceAll('"between"', '"closeSync"')
    expect((await replay(bundle, 'swapped', swapped)).error?.name).toBe('DeterminismViolationError')
  })
})

async function replay(
  workflowBundle: { readonly code: string },
  workflowId: string,
  json: string,
): Promise<ReplayResult> {
  const history = historyFromJSON(JSON.parse(json))
  for await (const result of Worker.runReplayHistories({ workflowBundle }, [{ workflowId, history }]))
    return result
  throw new Error(`The replay of ${workflowId} gave no result.`)
}

const startedShape = z.object({
  events: z
    .tuple([
      z.object({
        workflowExecutionStartedEventAttributes: z.object({ workflowType: z.object({ name: z.string() }) }),
      }),
    ])
    .rest(z.unknown()),
})

function workflowTypeOf(json: string): string {
  return startedShape.parse(JSON.parse(json)).events[0].workflowExecutionStartedEventAttributes.workflowType
    .name
}

function recordOf(name: string): { readonly json: string } {
  const found = recorded.find((each) => each.name === name)
  if (found === undefined)
    throw new Error(`Nothing is recorded as ${name}: node test/workflows/record-histories.ts`)
  return found
}
