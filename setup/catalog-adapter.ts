import { PrismaPg } from '@prisma/adapter-pg'
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { z } from 'zod'

/**
 * Prisma's adapter, able to read PostgreSQL's system catalogs, as Prisma's schema engine does.
 * It refuses their type "char" (7.10), and the engine wants its values as characters: so such columns go through the
 * adapter under the number of a type that no catalog has, and are called characters behind it.
 */
export function catalogAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const pool = new pg.Pool({ connectionString: databaseUrl, options: '-c timezone=UTC' })
  pool.on('error', () => undefined)
  const factory = new PrismaPg(markingCharacters(pool), { disposeExternalPool: true })
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => namingCharacters(await factory.connect()),
    connectToShadowDb: () => factory.connectToShadowDb(),
  }
}

const charOid = 18
const markerOid = 1266 // timetz
const markerType: ColumnType = ColumnTypeEnum.Time

const resultShape = z.object({ fields: z.array(z.looseObject({ dataTypeID: z.number() })) })

function markingCharacters(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key !== 'query') return Reflect.get(target, key, target)
      return async (...args: unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(target.query, target, args)
        const fields = resultShape
          .parse(result)
          .fields.map((field) => (field.dataTypeID === charOid ? { ...field, dataTypeID: markerOid } : field))
        return { ...Object(result), fields }
      }
    },
  })
}

function namingCharacters<Adapter extends SqlQueryable>(adapter: Adapter): Adapter {
  return new Proxy(adapter, {
    get(target, key) {
      if (key !== 'queryRaw') return bound(target, key)
      return async (...args: Parameters<SqlQueryable['queryRaw']>) => {
        const result = await target.queryRaw(...args)
        const columnTypes = result.columnTypes.map((type) =>
          type === markerType ? ColumnTypeEnum.Character : type,
        )
        return { ...result, columnTypes }
      }
    },
  })
}

function bound(target: object, key: string | symbol): unknown {
  const member: unknown = Reflect.get(target, key, target)
  return typeof member === 'function' ? member.bind(target) : member
}
