import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { IndexStoreError } from '../errors.ts';
import { openIndex, staleReason, watchIndex } from '../indexing/index-store.ts';
import type { Embedder, PolicyIndex } from '../indexing/policy-index.ts';

type Paths = Pick<Config, 'docsDir' | 'indexDir' | 'embedding'>;

/** Opens the index; where it is missing or stale, says so in one line and builds it first. */
export async function openCurrentIndex(config: Paths, say: (line: string) => void): Promise<PolicyIndex> {
  const embedder = await embedderOf(config);
  const reason = await staleReason({ ...config, ...embedder });
  const build = async (why: string) => {
    say(`${why}，正在建立索引…`);
    const { buildIndex } = await import('../build-index.ts');
    const { problems } = await buildIndex({ ...config, ...embedder });
    for (const { file, message } of problems) say(`未能读入 ${file}：${message}`);
  };
  if (reason !== null) {
    await build(reason);
    return await openIndex(config.indexDir, embedder);
  }
  try {
    return await openIndex(config.indexDir, embedder);
  } catch (error) {
    // Damaged, or made by tables this version no longer has: what the hashes of the sources cannot tell.
    if (!(error instanceof IndexStoreError)) throw error;
    await build(error.message);
    return await openIndex(config.indexDir, embedder);
  }
}

/**
 * Opens the index as it is, for looking at; where it is missing, stale or damaged, tells why. Builds nothing: that may take long,
 * and the service that makes vectors may be paid for.
 */
export async function lookAtIndex(config: Paths): Promise<PolicyIndex | { toBuild: string }> {
  const embedder = await embedderOf(config);
  const toBuild = await staleReason({ ...config, ...embedder });
  if (toBuild !== null) return { toBuild };
  try {
    return await openIndex(config.indexDir, embedder);
  } catch (error) {
    if (!(error instanceof IndexStoreError)) throw error;
    return { toBuild: error.message };
  }
}

/** Hears of every index published from now on, ready to serve; gives what ends the watch. */
export async function watchCurrentIndex(
  config: Paths,
  logger: Logger,
  onNew: (index: PolicyIndex) => void,
  served?: PolicyIndex,
): Promise<() => void> {
  const onError = (error: unknown) => logger.error({ err: error }, 'new index refused, the old one serves');
  const from = served ? { served: served.manifest.build } : {};
  return watchIndex(config.indexDir, onNew, { ...(await embedderOf(config)), ...from, onError });
}

/** The embedding service of the settings, as an option to spread; nothing where embeddings are computed here. */
export async function embedderOf({ embedding }: Pick<Config, 'embedding'>): Promise<{ embedder?: Embedder }> {
  if (embedding === null) return {};
  const { createOpenAiEmbedder } = await import('../models/embedder.ts');
  const { dimension, ...service } = embedding;
  return { embedder: createOpenAiEmbedder({ ...service, ...(dimension === null ? {} : { dimension }) }) };
}
