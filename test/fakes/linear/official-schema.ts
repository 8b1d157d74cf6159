import { buildSchema, extendSchema, type GraphQLSchema, parse } from 'graphql'
import { officialApi } from '../../setup/official-api.ts'

/** Linear's published schema with what its SDK asks for beyond it; null where it isn't at hand. */
export function officialLinearSchema(): GraphQLSchema | null {
  const schema = officialApi('linear-schema.graphql')
  const extension = officialApi('linear-sdk98-extension.graphql')
  if (schema === null || extension === null) return null
  return extendSchema(buildSchema(schema), parse(extension))
}
