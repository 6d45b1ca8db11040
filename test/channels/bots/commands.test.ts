import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/channels/bots/commands.ts';

describe('orders to a bot', () => {
  it('a topic of targets may stand behind the word', () => {
    expect(readCommand('指标 学前教育')).toEqual({ targetsOf: '学前教育' });
    expect(readCommand('/指标')).toEqual({ targetsOf: '' });
  });

  it.each(['constructor', 'toString', '__proto__', '学前三年毛入园率是多少？'])('%s is none', (text) => {
    expect(readCommand(text)).toBeNull();
  });
});
