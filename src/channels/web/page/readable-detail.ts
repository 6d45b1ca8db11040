import { strings } from './strings.ts';

/** What the API says is wrong, beginning with the field that it is about: `question：…`, `history[0].content：…`. */
const FIELD = /^([a-zA-Z]+)(?:\[\d+\]|\.[a-zA-Z]+)*：/;
/** Where programs find more: `；文件列表见 /api/documents`. */
const FOR_PROGRAMS = /；[^；]*\/(?:api|docs)\b[^；]*$/;

/** The API's word on a fault as people read it: fields by their Chinese names, nothing that only programs use. */
export function readableDetail(detail: string): string {
  return detail
    .replace(FIELD, (whole, field) => {
      const name = strings.fieldNames[field];
      return name === undefined ? whole : `${name}：`;
    })
    .replace(FOR_PROGRAMS, '');
}
