import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common'
import { refusedPayload } from '../../domain/refused-payload.ts'
import { withoutScheduleTime } from '../../domain/workflow-id.ts'
import { type KeyRing, keyForPurpose, openBytes, sealBytes } from '../secrets.ts'
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

/** Who meets a payload that isn't sealed: a client or a worker. */
export type CodecSide = 'client' | 'worker'

/**
 * Seals all that goes to Temporal, and opens only what was sealed in the same namespace for the same workflow: Temporal's port is
 * open to every process and web page of the machine, so what comes from there is taken for nobody's until it opens.
 *
 * A workflow's own input that doesn't open becomes `refusedPayload`, which fails the workflow at once; anything else that
 * doesn't open throws, which ends the attempt. A client leaves alone what has no workflow: notes that others put on their schedules.
 */
export function sealingCodec(ring: KeyRing, namespace: string, side: CodecSide): PayloadCodec {
  const derived = new Map([...ring.keys].map(([keyId, key]) => [keyId, keyForPurpose(key, purpose)]))
  const sealing = { keyId: ring.sealingKey.keyId, bytes: keyForPurpose(ring.sealingKey, purpose) }

  function seal(payload: Payload, context: SerializationContext | undefined): Payload {
    const { iv, tag, ciphertext } = sealBytes(
      sealing.bytes,
      bytesOfPayload(payload),
      aadOf(sealing.keyId, namespace, context),
    )
    return {
      metadata: { encoding: Buffer.from(sealedEncoding), 'key-id': Buffer.from(sealing.keyId) },
      data: Buffer.concat([iv, tag, ciphertext]),
    }
  }

  function open(payload: Payload, context: SerializationContext | undefined): Payload | null {
    if (textOf(payload.metadata?.['encoding']) !== sealedEncoding) return null
    const keyId = textOf(payload.metadata?.['key-id'])
    const key = derived.get(keyId)
    const data = Buffer.from(payload.data ?? [])
    if (key === undefined) return null
    const sealed = {
      iv: data.subarray(0, ivBytes),
      tag: data.subarray(ivBytes, ivBytes + tagBytes),
      ciphertext: data.subarray(ivBytes + tagBytes),
    }
    const bytes = openBytes(key, sealed, aadOf(keyId, namespace, context))
    return bytes === null ? null : payloadOfBytes(bytes)
  }

  return {
    encode: async (payloads, context) => payloads.map((payload) => seal(payload, context)),
    decode: async (payloads, context) =>
      payloads.map((payload) => {
        const opened = open(payload, context)
        if (opened !== null) return opened
        if (side === 'worker' && context?.type === 'workflow') return refused
        if (side === 'client' && context === undefined) return readableOrNothing(payload)
        throw new UnsealedPayloadError(
          `A payload of ${context?.workflowId ?? 'no workflow'} was not sealed by this Plumbline's key, or not for that workflow.`,
        )
      }),
  }
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
