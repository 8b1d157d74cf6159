import type { Payload } from '@temporalio/common'
import { z } from 'zod'

const metadataShape = z.record(z.string(), z.string())
const lengthBytes = 4

/** A payload as one piece: the length of its metadata (4 bytes), the metadata (JSON of base64) and the data. */
export function bytesOfPayload({ metadata, data }: Payload): Buffer {
  const texts = Object.entries(metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ])
  const head = Buffer.from(JSON.stringify(Object.fromEntries(texts)))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32BE(head.length)
  // Where a workflow's update returns nothing, the SDK passes an empty array as the bytes.
  return Buffer.concat([length, head, Buffer.from(data ?? [])])
}

/** The payload that `bytesOfPayload` made into one piece. */
export function payloadOfBytes(bytes: Buffer): Payload {
  const dataAt = lengthBytes + bytes.readUInt32BE(0)
  const texts = metadataShape.parse(JSON.parse(bytes.subarray(lengthBytes, dataAt).toString('utf8')))
  const metadata = Object.entries(texts).map(([name, value]) => [name, Buffer.from(value, 'base64')])
  return { metadata: Object.fromEntries(metadata), data: bytes.subarray(dataAt) }
}
