/** The parts of JSON Schema that are read here. */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  definitions?: Record<string, JsonSchema>;
  minimum?: number;
  minLength?: number;
}

const PLACEHOLDER = '示例';

/**
 * A value that the schema allows: what is natural to say wherever it fits by name and type, a placeholder of the right
 * type elsewhere.
 */
export function fillSchema(schema: JsonSchema, natural: unknown, root: JsonSchema = schema): unknown {
  if (schema.$ref !== undefined) return fillSchema(referred(schema.$ref, root), natural, root);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum.includes(natural) ? natural : schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return fillSchema(choices.find((one) => fits(one, natural, root)) ?? choices[0]!, natural, root);
  switch (typeOf(schema, natural)) {
    case 'object':
      return fillObject(schema, natural, root);
    case 'array':
      return fillArray(schema, natural, root);
    case 'string':
      return fillText(schema, natural);
    case 'number':
    case 'integer':
      return typeof natural === 'number' ? natural : (schema.minimum ?? 1);
    case 'boolean':
      return typeof natural === 'boolean' ? natural : true;
    default:
      return null;
  }
}

function referred(reference: string, root: JsonSchema): JsonSchema {
  if (reference === '#') return root;
  const name = reference.split('/').at(-1)!;
  return root.$defs?.[name] ?? root.definitions?.[name] ?? {};
}

/** The first type that what is natural to say has, else the first of all. */
function typeOf({ type, properties, items }: JsonSchema, natural: unknown): string | undefined {
  if (Array.isArray(type)) return type.find((one) => hasType(natural, one)) ?? type[0];
  return type ?? (properties ? 'object' : items ? 'array' : undefined);
}

function hasType(value: unknown, type: string | undefined): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === (type === 'integer' ? 'number' : type);
}

function fits(schema: JsonSchema, natural: unknown, root: JsonSchema): boolean {
  if (schema.$ref !== undefined) return fits(referred(schema.$ref, root), natural, root);
  if ('const' in schema) return schema.const === natural;
  if (schema.enum) return schema.enum.includes(natural);
  return hasType(natural, typeOf(schema, natural));
}

function fillObject({ properties = {} }: JsonSchema, natural: unknown, root: JsonSchema): unknown {
  const known = (hasType(natural, 'object') ? natural : {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, fillSchema(part, known[name], root)]),
  );
}

function fillArray(schema: JsonSchema, natural: unknown, root: JsonSchema): unknown[] {
  const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const filled = (Array.isArray(natural) ? natural : []).map((one) => fillSchema(items, one, root));
  while (filled.length < minItems) filled.push(fillSchema(items, undefined, root));
  return filled.slice(0, maxItems);
}

/** A statement asked for as text alone is its words. */
function fillText({ minLength = 0 }: JsonSchema, natural: unknown): string {
  const { text } = (natural ?? {}) as { text?: unknown };
  const words = [natural, text].find((one) => typeof one === 'string') ?? PLACEHOLDER;
  return String(words).padEnd(minLength, '。');
}
