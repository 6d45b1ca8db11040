import { expect, it } from 'vitest';
import { loggedError } from '../../src/commands/log.ts';
import { ModelError } from '../../src/errors.ts';

const QUESTION = '某某学校张老师的事怎么处理';

it('logs what failed and where, and nothing that a service may have repeated of the question', () => {
  const cause = new Error(`400 invalid input: ${QUESTION}`);
  const logged = loggedError(
    new ModelError(`模型服务拒绝了请求（400）。服务说：${QUESTION}\n第二行`, { cause }),
  );
  expect(logged.message).toBe('模型服务拒绝了请求（400）');
  expect(logged.stack).toContain('log.test');
  expect(logged.cause).toMatchObject({ type: 'Error', message: '' });
  expect(JSON.stringify(logged)).not.toContain('张老师');
});

it('logs what was thrown and is no error', () => {
  expect(loggedError('断开')).toMatchObject({ type: 'Error', message: '断开' });
});
