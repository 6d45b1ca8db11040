import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLoopbackHost, readConfig } from '../src/config.ts';

describe('readConfig', () => {
  it('serves this machine alone unless told otherwise', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      apiKeys: [],
      embedding: null,
      rateLimitPerMinute: 60,
    });
    expect(path.basename(config.docsDir)).toBe('seeds');
    expect(path.basename(config.indexDir)).toBe('index');
  });

  it('takes an empty value for one that is not set', () => {
    expect(
      readConfig({ PORT: '', HOST: '', API_KEYS: '', EMBEDDING_BASE_URL: '', PUBLIC_ACCESS: '' }),
    ).toEqual(readConfig({}));
  });

  it('names every wrong setting and never its value', () => {
    const read = () => readConfig({ PORT: '8o8o', LOG_LEVEL: 'loud', EMBEDDING_BASE_URL: 'ftp://secret' });
    expect(read).toThrow(/PORT、LOG_LEVEL、EMBEDDING_BASE_URL/);
    expect(read).not.toThrow(/8o8o|loud|secret/);
    expect(() => readConfig({ PORT: '65536' })).toThrow('PORT');
  });

  it('refuses to serve others without keys, unless that is meant', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.8', 'wengui.example']) {
      expect(() => readConfig({ HOST }), HOST).toThrow('API_KEYS');
      expect(() => readConfig({ HOST, API_KEYS: ' , ' }), HOST).toThrow('API_KEYS');
      expect(readConfig({ HOST, API_KEYS: 'a, b' }).apiKeys).toEqual(['a', 'b']);
      expect(readConfig({ HOST, PUBLIC_ACCESS: 'true' }).apiKeys).toEqual([]);
    }
  });

  it('takes origins as sites that may embed the page, and nothing that a header could be broken with', () => {
    expect(readConfig({}).embedAllowed).toEqual([]);
    const EMBED_ALLOWED = 'https://www.bureau.example, http://intranet.example:8080 ,';
    expect(readConfig({ EMBED_ALLOWED }).embedAllowed).toEqual([
      'https://www.bureau.example',
      'http://intranet.example:8080',
    ]);
    for (const wrong of [
      '*',
      'https://*.example',
      'www.a.example',
      'https://a.example/x',
      'https://a.example/',
    ])
      expect(() => readConfig({ EMBED_ALLOWED: wrong }), wrong).toThrow('EMBED_ALLOWED');
    for (const wrong of [
      "https://a.example; script-src 'unsafe-inline'",
      'https://a.example https://b.example',
    ])
      expect(() => readConfig({ EMBED_ALLOWED: wrong }), wrong).toThrow('EMBED_ALLOWED');
  });

  it('needs a model for an embedding service', () => {
    expect(() => readConfig({ EMBEDDING_BASE_URL: 'http://127.0.0.1:9/v1' })).toThrow('EMBEDDING_MODEL');
    const environment = {
      EMBEDDING_BASE_URL: 'http://127.0.0.1:9/v1',
      EMBEDDING_MODEL: 'm',
      EMBEDDING_DIMENSION: '512',
    };
    expect(readConfig(environment).embedding).toEqual({
      baseUrl: 'http://127.0.0.1:9/v1',
      apiKey: '',
      model: 'm',
      dimension: 512,
    });
  });

  it('keeps questions from LangSmith unless that is allowed', () => {
    const environment = { LANGSMITH_TRACING: 'true', LANGCHAIN_TRACING_V2: 'true' };
    readConfig(environment);
    expect(environment).toEqual({ LANGSMITH_TRACING: 'false', LANGCHAIN_TRACING_V2: 'false' });
    const allowed = { LANGSMITH_TRACING: 'true', LANGSMITH_ALLOWED: 'true' };
    readConfig(allowed);
    expect(allowed.LANGSMITH_TRACING).toBe('true');
  });
});

describe('isLoopbackHost', () => {
  it('knows the addresses that only this machine can reach', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]'])
      expect(isLoopbackHost(host), host).toBe(true);
    for (const host of ['0.0.0.0', '::', '127.0.0.1.example', '10.0.0.1', '1127.0.0.1'])
      expect(isLoopbackHost(host), host).toBe(false);
  });
});
