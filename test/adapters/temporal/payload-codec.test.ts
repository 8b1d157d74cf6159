import type { Payload, SerializationContext } from '@temporalio/common'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyRingFromText } from '../../../adapters/secrets.ts'
import {
  sealingCodec,
  sealingKeyIdOf,
  UnsealedPayloadError,
} from '../../../adapters/temporal/payload-codec.ts'
import { isRefused } from '../../../domain/refused-payload.ts'

const text = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const ring = keyRingFromText(text(7))
const client = sealingCodec(ring, 'default', 'client')
const worker = sealingCodec(ring, 'default', 'worker')
const workflow = (workflowId: string, namespace = 'default'): SerializationContext => ({
  type: 'workflow',
  namespace,
  workflowId,
})
const activity = (workflowId: string): SerializationContext => ({
  type: 'activity',
  namespace: 'default',
  workflowId,
  isLocal: false,
})

function payloadOf(value: unknown): Payload {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) }
}

function contentOf(payload: Payload | undefined): unknown {
  return JSON.parse(Buffer.from(payload?.data ?? []).toString())
}

async function sealed(value: unknown, context?: SerializationContext): Promise<Payload> {
  const [payload] = await client.encode([payloadOf(value)], context)
  if (payload === undefined) throw new Error('one payload in, one out')
  return payload
}

describe('a payload', () => {
  it('of nothing is sealed too, where the SDK has an array in the place of its bytes', async () => {
    const nothing: Payload = { metadata: { encoding: Buffer.from('binary/null') } }
    Object.assign(nothing, { data: [] })
    const [closed] = await worker.encode([nothing], workflow('report'))
    const [open] = await client.decode([closed ?? nothing], workflow('report'))
    expect(Buffer.from(open?.metadata?.['encoding'] ?? []).toString()).toBe('binary/null')
    expect([...(open?.data ?? [])]).toEqual([])
  })

  it('opens as it was sealed, whatever it holds, for the workflow that it was sealed for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const [open] = await worker.decode([await sealed(value, workflow('report'))], workflow('report'))
        expect(JSON.stringify(contentOf(open))).toBe(JSON.stringify(value))
        expect(Buffer.from(open?.metadata?.['encoding'] ?? []).toString()).toBe('json/plain')
      }),
    )
  })

  it('shows nothing of what it holds, and the id of its key', async () => {
    const payload = await sealed({ quarter: '2026-Q2' }, workflow('report'))
    expect(Buffer.from(payload.data ?? []).toString('latin1')).not.toContain('2026-Q2')
    expect(Buffer.from(payload.metadata?.['key-id'] ?? []).toString()).toBe(ring.sealingKey.keyId)
  })

  it('that a schedule sealed opens for the workflows that it starts', async () => {
    const payload = await sealed('due', workflow('scheduled-report'))
    const [open] = await worker.decode([payload], workflow('scheduled-report-2026-06-10T06:00:00Z'))
    expect(contentOf(open)).toBe('due')
  })

  it('sealed with an old key opens while the ring has it', async () => {
    const payload = await sealed('old', workflow('report'))
    const renewed = sealingCodec(keyRingFromText(`${text(8)} ${text(7)}`), 'default', 'worker')
    expect(contentOf((await renewed.decode([payload], workflow('report')))[0])).toBe('old')
    const without = sealingCodec(keyRingFromText(text(8)), 'default', 'client')
    await expect(without.decode([payload], workflow('report'))).rejects.toThrow(UnsealedPayloadError)
  })
})

describe('keys that another process adds', () => {
  it('are found once a payload was sealed with them, and seal from then on', async () => {
    let ring = keyRingFromText(text(7))
    const running = sealingCodec(
      {
        get sealingKey() {
          return ring.sealingKey
        },
        get keys() {
          return ring.keys
        },
        reread: async () => {
          ring = keyRingFromText(`${text(8)} ${text(7)}`)
        },
      },
      'default',
      'worker',
    )
    const newer = sealingCodec(keyRingFromText(`${text(8)} ${text(7)}`), 'default', 'client')
    const keyIdOf = async () =>
      (await running.encode([payloadOf('result')], workflow('report'))).map(sealingKeyIdOf)
    expect(await keyIdOf()).toEqual([keyRingFromText(text(7)).sealingKey.keyId])
    const payloads = await newer.encode([payloadOf('input')], workflow('report'))
    expect((await running.decode(payloads, workflow('report'))).map(contentOf)).toEqual(['input'])
    expect(await keyIdOf()).toEqual([keyRingFromText(text(8)).sealingKey.keyId])
  })
})

describe('a client that puts schedules right', () => {
  it("reads an input that doesn't open as one to replace, and others' notes as every client does", async () => {
    const schedules = sealingCodec(ring, 'default', 'schedules')
    const [input] = await schedules.decode([await sealedElsewhere('default')], workflow('report'))
    expect(isRefused(contentOf(input))).toBe(true)
    expect((await schedules.decode([payloadOf('accounting')])).map(contentOf)).toEqual(['accounting'])
  })
})

const forgeries: readonly [what: string, forge: () => Promise<Payload>][] = [
  ['in the clear', async () => payloadOf({ through: 'deliver' })],
  ['in the clear under the name of a sealed one', async () => renamed(payloadOf({ through: 'deliver' }))],
  ['sealed by another key', () => sealedElsewhere('default')],
  ['sealed for another workflow', () => sealed('copied', workflow('other'))],
  ['sealed for an activity of the same workflow', () => sealed('copied', activity('report'))],
  ['sealed for nothing in particular', () => sealed('copied')],
  ['sealed in another namespace', () => sealedIn('other-namespace')],
  ['altered', async () => altered(await sealed('altered', workflow('report')))],
  ['cut short', async () => ({ ...(await sealed('cut', workflow('report'))), data: Buffer.alloc(5) })],
  ['of no data', async () => ({ metadata: {} })],
]

describe.each(forgeries)('a payload %s', (_what, forge) => {
  it("as a workflow's input becomes one that fails the workflow, and holds nothing of it", async () => {
    const [open] = await worker.decode([await forge()], workflow('report'))
    expect(isRefused(contentOf(open))).toBe(true)
    expect(JSON.stringify(contentOf(open))).not.toMatch(/deliver|copied|altered/)
  })

  it('as a result for a client throws', async () => {
    await expect(client.decode([await forge()], workflow('report'))).rejects.toThrow(UnsealedPayloadError)
  })
})

it.each([
  ['in the clear', async () => payloadOf({})],
  ['of its own workflow', () => sealed('input', workflow('report'))],
  ['of an activity of another workflow', () => sealed('input', activity('other'))],
])("as an activity's input a payload %s throws", async (_what, forge) => {
  await expect(worker.decode([await forge()], activity('report'))).rejects.toThrow(UnsealedPayloadError)
})

describe("a client that lists other people's schedules", () => {
  it('reads notes in the clear, and passes over what it has no converter for', async () => {
    const strange = { metadata: { encoding: Buffer.from('binary/strange') }, data: Buffer.from('?') }
    const [plain, passedOver] = await client.decode([payloadOf('accounting'), strange])
    expect(contentOf(plain)).toBe('accounting')
    expect(Buffer.from(passedOver?.metadata?.['encoding'] ?? []).toString()).toBe('binary/null')
  })

  it('is the only one that does: a worker refuses them', async () => {
    await expect(worker.decode([payloadOf('accounting')])).rejects.toThrow(UnsealedPayloadError)
  })
})

function renamed(payload: Payload): Payload {
  const metadata = { encoding: 'binary/plumbline-sealed', 'key-id': ring.sealingKey.keyId }
  return {
    ...payload,
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value)])),
  }
}

async function sealedElsewhere(namespace: string): Promise<Payload> {
  const [payload] = await sealingCodec(keyRingFromText(text(9)), namespace, 'client').encode(
    [payloadOf('copied')],
    workflow('report'),
  )
  return payload ?? {}
}

async function sealedIn(namespace: string): Promise<Payload> {
  const [payload] = await sealingCodec(ring, namespace, 'client').encode(
    [payloadOf('copied')],
    workflow('report', namespace),
  )
  return payload ?? {}
}

function altered(payload: Payload): Payload {
  const data = Buffer.from(payload.data ?? [])
  const last = data.length - 1
  data.writeUInt8((data[last] ?? 0) ^ 1, last)
  return { ...payload, data }
}
