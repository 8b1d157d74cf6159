import type { Store } from './client.ts'

/** Resolves when the database answers. */
export async function pingStore({ pool }: Store): Promise<void> {
  await pool.query('select 1')
}
