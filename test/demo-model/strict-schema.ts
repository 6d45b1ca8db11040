interface ObjectSchema {
  type?: unknown;
  properties?: Record<string, unknown>;
  required?: string[];
  additionalProperties?: unknown;
}

/**
 * What OpenAI would refuse in a schema sent with `strict: true`, null where it would not: every object must be closed
 * and require all of its properties (https://platform.openai.com/docs/guides/structured-outputs).
 */
export function strictSchemaFault(schema: unknown, context: string[] = []): string | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const own = Array.isArray(schema) ? null : objectFault(schema, context);
  if (own !== null) return own;
  for (const [key, part] of Object.entries(schema)) {
    // The values of an enumeration are data, not schemas.
    if (key === 'enum' || key === 'const' || key === 'default') continue;
    const fault = strictSchemaFault(part, [...context, key]);
    if (fault !== null) return fault;
  }
  return null;
}

function objectFault(schema: ObjectSchema, context: string[]): string | null {
  if (schema.type !== 'object') return null;
  const place = `In context=(${context.map((part) => `'${part}'`).join(', ')})`;
  if (schema.additionalProperties !== false)
    return `${place}, 'additionalProperties' is required to be supplied and to be false.`;
  const missing = Object.keys(schema.properties ?? {}).find((name) => !schema.required?.includes(name));
  if (missing === undefined) return null;
  return `${place}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
}
