import { defineConfig } from 'prisma/config'

/** Where Prisma's command line finds the schema; the process itself is given its database by `openStore`. */
export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } })
