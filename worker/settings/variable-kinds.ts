import { z } from 'zod'

// Kinds of variables that several parts of the environment's description share.

export const text = z.string().trim().min(1)
export const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((value) => value === 'true')
