import { fileURLToPath } from 'node:url'
import type { DataConverter } from '@temporalio/common'
import type { KeyRing } from '../../../adapters/secrets.ts'
import { type CodecSide, sealingCodec } from '../../../adapters/temporal/payload-codec.ts'

/** The data converter of every client and worker of ours. A worker's bundle has the same failure converter. */
export function sealedDataConverter(ring: KeyRing, namespace: string, side: CodecSide): DataConverter {
  return {
    payloadCodecs: [sealingCodec(ring, namespace, side)],
    failureConverterPath: fileURLToPath(new URL('../../../workflows/failure-converter.ts', import.meta.url)),
  }
}
