import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common'
import { refusedPayload } from '../../domain/refused-payload.ts'
import { withoutScheduleTime } from '../../domain/workflow-id.ts'
import { type KeyRing, keyForPurpose, lookForKey, openBytes, type SecretKey, sealBytes } from '../secrets.ts'
import { bytesOfPayload, payloadOfBytes } from './payload-bytes.ts'

/** A payload of Temporal's was not sealed by us, or not for the place where it was found. */
export class UnsealedPayloadError extends Error {
  override readonly name = 'UnsealedPayloadError'
}

/** Kept in each sealed payload's metadata beside the key's id, so that a tool can tell why it can't read one. */
export const sealedEncoding = 'binary/plumbline-sealed'
const purpose = 'plumbline temporal payloads 1'
const ivBytes = 12
const tagBytes = 16

/** Who meets a payload that isn't sealed: a client, a worker, or a client that puts schedules right. */
export type CodecSide = 'client' | 'worker' | 'schedules'

/**
 * Seals all that goes to Temporal, and opens only what was sealed in the same namespace for the same workflow: Temporal's port is
 * open to every process and web page of the machine, so what comes from there is taken for nobody's until it opens.
 *
 * For a worker, a workflow's own input that doesn't open becomes `refusedPayload`, which fails the workflow at once; in a schedule
 * it does so too, and tells that the schedule must be replaced. Anything else that doesn't open throws, which ends the attempt.
 * Keys are looked for once more where one is missing: another process may have added it. A client leaves alone what has no workflow: notes that others put on their schedules.
 */
export function sealingCodec(ring: KeyRing, namespace: string, side: CodecSide): PayloadCodec {
  const derived = new Map<string, Buffer>()

  function derivedFrom(key: SecretKey): Buffer {
    const known = derived.get(key.keyId) ?? keyForPurpose(key, purpose)
    derived.set(key.keyId, known)
    return known
  }

  function seal(payload: Payload, context: SerializationContext | undefined): Payload {
    const { sealingKey } = ring
    const { iv, tag, ciphertext } = sealBytes(
      derivedFrom(sealingKey),
      bytesOfPayload(payload),
      aadOf(sealingKey.keyId, namespace, context),
    )
    return {
      metadata: { encoding: Buffer.from(sealedEncoding), 'key-id': Buffer.from(sealingKey.keyId) },
      data: Buffer.concat([iv, tag, ciphertext]),
    }
  }

  async function open(payload: Payload, context: SerializationContext | undefined): Promise<Payload | null> {
    const keyId = sealingKeyIdOf(payload)
    if (keyId === null) return null
    await lookForKey(ring, keyId)
    const key = ring.keys.get(keyId)
    if (key === undefined) return null
    const data = Buffer.from(payload.data ?? [])
    const sealed = {
      iv: data.subarray(0, ivBytes),
      tag: data.subarray(ivBytes, ivBytes + tagBytes),
      ciphertext: data.subarray(ivBytes + tagBytes),
    }
    const bytes = openBytes(derivedFrom(key), sealed, aadOf(keyId, namespace, context))
    return bytes === null ? null : payloadOfBytes(bytes)
  }

  return {
    encode: async (payloads, context) => payloads.map((payload) => seal(payload, context)),
    decode: (payloads, context) =>
      Promise.all(
        payloads.map(async (payload) => (await open(payload, context)) ?? unopened(payload, context)),
      ),
  }

  function unopened(payload: Payload, context: SerializationContext | undefined): Payload {
    if (side !== 'client' && context?.type === 'workflow') return refused
    if (side !== 'worker' && context === undefined) return readableOrNothing(payload)
    throw new UnsealedPayloadError(
      `A payload of ${context?.workflowId ?? 'no workflow'} was not sealed by this Plumbline's key, or not for that workflow.`,
    )
  }
}

/** The id of the key that a payload says it is sealed with; null for one in the clear. */
export function sealingKeyIdOf({ metadata }: Payload): string | null {
  return textOf(metadata?.['encoding']) === sealedEncoding ? textOf(metadata?.['key-id']) : null
}

/** What a sealed payload is tied to. An input, a result or a failure copied to another workflow or namespace doesn't open. */
function aadOf(keyId: string, namespace: string, context: SerializationContext | undefined): string {
  const owner = context === undefined ? null : [context.type, withoutScheduleTime(context.workflowId ?? '')]
  return JSON.stringify([purpose, keyId, namespace, owner])
}

const refused: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(refusedPayload)),
}

const nothing: Payload = { metadata: { encoding: Buffer.from('binary/null') } }

function readableOrNothing(payload: Payload): Payload {
  return textOf(payload.metadata?.['encoding']) === 'json/plain' ? payload : nothing
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8')
}
