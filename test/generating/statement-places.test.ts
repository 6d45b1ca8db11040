import { beforeEach, expect, it } from 'vitest';
import { StatementPlaces } from '../../src/generating/statement-places.ts';

let shown: string[];
let places: StatementPlaces;
beforeEach(() => {
  shown = [];
  places = new StatementPlaces(({ text }) => shown.push(text));
});
const proven = (text: string) => ({ text, supports: [] });
const rejected = (text: string) => ({ proposal: { text, handles: [], quotes: [] }, reason: '数字不对' });

it('shows at once what stands before anything was rejected', () => {
  places.add(proven('社区食堂达到45个'));
  expect(shown).toEqual(['社区食堂达到45个']);
  expect(places.rejected).toEqual([]);
});

it('has what stands behind a rejected statement wait for its mending', () => {
  places.add(proven('社区食堂达到45个'));
  places.add(rejected('护理型床位占比达到86%'));
  places.add(proven('护理员达到900名'));
  expect(shown).toEqual(['社区食堂达到45个']);
  places.mend(proven('护理型床位占比达到68%'));
  expect(shown).toEqual(['社区食堂达到45个', '护理型床位占比达到68%', '护理员达到900名']);
  expect(places.finish()).toBe(0);
});

it('puts each mended statement where the one stood that it is most like', () => {
  places.add(rejected('社区食堂达到54个'));
  places.add(rejected('护理型床位占比达到86%'));
  places.mend(proven('护理型床位占比达到68%'));
  expect(shown).toEqual([]);
  places.mend(proven('社区食堂达到45个'));
  places.mend(proven('护理员达到900名'));
  expect(shown).toEqual(['社区食堂达到45个', '护理型床位占比达到68%', '护理员达到900名']);
});

it('drops what nobody mended and then shows what waited, once', () => {
  places.add(rejected('社区食堂达到54个'));
  places.add(proven('护理员达到900名'));
  expect([shown, places.hasProven]).toEqual([[], true]);
  expect(places.finish()).toBe(1);
  expect([shown, places.finish()]).toEqual([['护理员达到900名'], 0]);
});
