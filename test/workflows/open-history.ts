import type { SerializationContext } from '@temporalio/common'
import { z } from 'zod'
import type { KeyRing } from '../../adapters/secrets.ts'
import { sealingCodec, UnsealedPayloadError } from '../../adapters/temporal/payload-codec.ts'

const payloadShape = z.object({ metadata: z.record(z.string(), z.string()), data: z.string() })

/** A history's JSON with every sealed payload opened: as a worker sees it, which is what a replay without a key needs. */
export async function openHistory(
  json: string,
  {
    keys,
    namespace,
    workflowId,
  }: { readonly keys: KeyRing; readonly namespace: string; readonly workflowId: string },
): Promise<string> {
  const codec = sealingCodec(keys, namespace, 'client')
  const owners = [workflowId, ...[...json.matchAll(/"workflowId": ?"([^"]+)"/g)].map(([, id = '']) => id)]
  const contexts: SerializationContext[] = [...new Set(owners)].flatMap((id) => [
    { type: 'workflow', namespace, workflowId: id },
    { type: 'activity', namespace, workflowId: id, isLocal: false },
  ])

  async function opened(payload: z.infer<typeof payloadShape>) {
    const sealed = {
      metadata: mapValues(payload.metadata, (text) => Buffer.from(text, 'base64')),
      data: Buffer.from(payload.data, 'base64'),
    }
    for (const context of contexts) {
      try {
        const [open] = await codec.decode([sealed], context)
        return {
          metadata: mapValues(open?.metadata ?? {}, (bytes) => Buffer.from(bytes).toString('base64')),
          data: Buffer.from(open?.data ?? []).toString('base64'),
        }
      } catch (error) {
        if (!(error instanceof UnsealedPayloadError)) throw error
      }
    }
    throw new Error(`A payload in the history of ${workflowId} opens for none of ${owners.join(', ')}.`)
  }

  async function walk(value: unknown): Promise<unknown> {
    const payload = payloadShape.safeParse(value)
    if (payload.success) return await opened(payload.data)
    if (Array.isArray(value)) return await Promise.all(value.map(walk))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(async ([key, each]) => [key, await walk(each)] as const)
    return Object.fromEntries(await Promise.all(entries))
  }

  return JSON.stringify(await walk(JSON.parse(json)))
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}
