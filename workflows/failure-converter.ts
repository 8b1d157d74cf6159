import { DefaultFailureConverter } from '@temporalio/common'

/** Puts a failure's message and stack into a payload, so that the codec seals them too. Loaded by path (adapters/temporal). */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true })
