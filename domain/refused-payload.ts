/**
 * What a workflow gets in place of an input that was not sealed by us. It holds nothing of that input, so that even where it were
 * overlooked nothing could be brought in; workflows/sealed-input.ts fails the workflow where it finds one.
 */
export const refusedPayload = { plumblineRefused: 'the payload was not sealed by Plumbline' } as const

export function isRefused(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'plumblineRefused')
}
