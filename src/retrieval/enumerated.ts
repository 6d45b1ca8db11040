import type { Sentence } from '../clauses/clause.ts';
import type { Enumeration } from '../facts/enumerations.ts';
import type { PolicyIndex } from '../indexing/policy-index.ts';

interface Enumerated {
  byLead: Map<string, Enumeration>;
  byItem: Map<string, Enumeration>;
}

const tables = new WeakMap<PolicyIndex, Enumerated>();

function tableOf(index: PolicyIndex): Enumerated {
  let table = tables.get(index);
  if (!table) {
    table = { byLead: new Map(), byItem: new Map() };
    for (const [documentId, { enumerations }] of index.facts) {
      for (const enumeration of enumerations) {
        table.byLead.set(`${documentId}:${enumeration.lead.start}`, enumeration);
        for (const { start } of enumeration.items) table.byItem.set(`${documentId}:${start}`, enumeration);
      }
    }
    tables.set(index, table);
  }
  return table;
}

/** The list that a sentence announces; null where it announces none. */
export function announcedBy(index: PolicyIndex, documentId: string, { start }: Sentence): Enumeration | null {
  return tableOf(index).byLead.get(`${documentId}:${start}`) ?? null;
}

/** The list that a sentence is an item of; null where it is none. */
export function itemOf(index: PolicyIndex, documentId: string, { start }: Sentence): Enumeration | null {
  return tableOf(index).byItem.get(`${documentId}:${start}`) ?? null;
}
