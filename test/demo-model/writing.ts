/** What is to be written down: JSON objects, and the same for a reader. */
export interface Written {
  objects: object[];
  /** The same in words. */
  prose: string;
}

/** A way of writing an answer down. */
export type Write = (said: Written) => string;

/** One object on a line, as asked for. */
export const asLines: Write = ({ objects }) => objects.map((one) => JSON.stringify(one)).join('\n');

/** Words only. */
export const asProse: Write = ({ prose }) => `根据您提供的材料，${prose}`;

/** One array in a fence, as models like to answer when JSON is asked for. */
export const asFencedArray: Write = ({ objects }) => `\`\`\`json\n${JSON.stringify(objects)}\n\`\`\``;

/** Lines with talk around them. */
export const asChatter: Write = (said) =>
  `好的，以下是根据材料整理的回答：\n\n${asLines(said)}\n\n希望以上内容对您有帮助！如需进一步了解，请随时告诉我。`;

/** Objects over several lines each. */
export const asPretty: Write = ({ objects }) => objects.map((one) => JSON.stringify(one, null, 2)).join('\n');
