import { defineConfig } from 'vitest/config';

// Two projects: `quick` runs at every commit, `slow` (browsers, servers, big indexes) only in `npm test`.
export default defineConfig({
  test: {
    globalSetup: ['test/temporary-folder.ts'],
    projects: [
      {
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
